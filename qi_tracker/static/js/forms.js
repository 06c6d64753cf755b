// Forms: sent once, errors first in focus, fields that only concern some answers, and passwords that can be shown.

// A second press within this time is the same wish; after it the person means it, for example after the back button.
const SAME_PRESS_MS = 4000;

const lastSent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-form]")) return;
  const now = Date.now();
  if (now - (lastSent.get(form) ?? -Infinity) < SAME_PRESS_MS) {
    event.preventDefault();
    return;
  }
  lastSent.set(form, now);
});

// A page fetched from the browser's memory may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) lastSent.delete(form);
});

document.querySelector("[data-error-summary], .conflict")?.focus();

// <div data-shown-when="kind=proportion days">: shown while the field named kind has one of these values.
function showDependents(form) {
  for (const part of form.querySelectorAll("[data-shown-when]")) {
    const [name, wanted] = part.dataset.shownWhen.split("=");
    const chosen = new FormData(form).getAll(name);
    part.hidden = !wanted.split(" ").some((value) => chosen.includes(value));
  }
}

for (const form of document.querySelectorAll("form:has([data-shown-when])")) {
  showDependents(form);
  form.addEventListener("change", () => showDependents(form));
}

for (const button of document.querySelectorAll("[data-shows-password]")) {
  const input = document.getElementById(button.dataset.showsPassword);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
}

// What only makes sense with a script, such as how to use it.
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
