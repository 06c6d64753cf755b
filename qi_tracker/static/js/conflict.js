// The conflict page: choosing a side puts it into the form's field, and writing in the field is choosing mine.
// Without this the server does the same when the form is sent.

for (const choice of document.querySelectorAll("[data-conflict-choice]")) {
  const form = choice.closest("form");
  const name = choice.dataset.conflictChoice;
  const controls = [...form.elements].filter((control) => control.name === name);
  const theirs = [...choice.querySelectorAll(`[name="theirs-${name}"]`)].map((input) => input.value);
  let mine = valuesOf(controls);

  choice.addEventListener("change", (event) => {
    if (event.target.value === "theirs") mine = valuesOf(controls);
    fill(controls, event.target.value === "theirs" ? theirs : mine);
  });
  for (const control of controls) {
    control.addEventListener("input", (event) => {
      if (event.isTrusted) choice.querySelector("[value=mine]").checked = true;
    });
  }
}

function valuesOf(controls) {
  return controls.filter((control) => isBox(control) ? control.checked : true).map((control) => control.value);
}

function fill(controls, values) {
  for (const control of controls) {
    if (isBox(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function isBox(control) {
  return control.type === "radio" || control.type === "checkbox";
}
