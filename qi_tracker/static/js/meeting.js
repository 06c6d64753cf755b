// The board of a meeting. What is decided and ticked off is sent without leaving the page, what others do shows after a
// while, and a calm clock goes. Without this every form is an ordinary one.

const RENEW_MS = 20000;
const MINUTE_MS = 60000;
const ROUND_OFF_AT = 5;

const board = document.querySelector("[data-board]");
const quick = board.querySelector("[data-quick] form");
const noteForm = document.querySelector("[data-board] form:has(textarea)");

// Sending

let isSending = false;

// The page as it is after the form was received; null when it was not.
async function send(form) {
  if (isSending) return null;
  isSending = true;
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const isBack = response.ok && response.redirected && new URL(response.url).pathname === location.pathname;
    return { isBack, page: isBack ? parsed(await response.text()) : null };
  } catch {
    return { isBack: false, page: null, isLost: true };
  } finally {
    isSending = false;
  }
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

async function add() {
  const answer = await send(quick);
  if (!answer) return false;
  if (!answer.isBack) {
    if (answer.isLost) say(board.querySelector("[data-quick]").dataset.failed);
    // Refused: its own page says why.
    else quick.submit();
    return false;
  }
  quick.reset();
  for (const name of ["idempotency_key", "csrf_token"]) {
    const fresh = answer.page.querySelector(`[data-quick] [name=${name}]`);
    if (fresh) quick.elements[name].value = fresh.value;
  }
  quick.dispatchEvent(new CustomEvent("added"));
  renew(answer.page, true);
  quick.elements.text.focus();
  return true;
}

function say(text) {
  quick.querySelector("[data-draft-status]").textContent = text;
}

quick?.addEventListener("submit", (event) => {
  event.preventDefault();
  // The guard against a second press would stop the next decision; `isSending` stops a second press here.
  event.stopPropagation();
  add();
});

// A decision that is typed and not added yet comes along when the meeting is closed.
noteForm?.addEventListener("submit", async (event) => {
  if (!quick?.elements.text.value.trim()) return;
  const { submitter } = event;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await add()) noteForm.requestSubmit(submitter);
}, { capture: true });

board.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-live] .action-form")) return;
  event.preventDefault();
  event.stopPropagation();
  const block = form.closest("[data-live]");
  const answer = await send(form);
  if (!answer) return;
  if (!answer.isBack) {
    form.submit();
    return;
  }
  renew(answer.page, true);
  // What was pressed is gone; the heading of its block is where one was.
  const heading = document.getElementById(block.getAttribute("aria-labelledby")) ?? block;
  heading.tabIndex = -1;
  heading.focus();
});

// What others do

function renew(page, withNotices) {
  for (const block of board.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(block.id);
    if (!fresh || sameText(block, fresh)) continue;
    // Nobody loses the place where they are; it is renewed when they have gone on.
    if (!withNotices && block.contains(document.activeElement)) continue;
    block.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
  const notices = page.querySelector("[data-notices]");
  if (withNotices && notices) document.querySelector("[data-notices]").replaceChildren(...notices.cloneNode(true).childNodes);
}

// Keys differ each time the page is made.
function sameText(one, other) {
  return one.textContent === other.textContent;
}

async function look() {
  if (document.hidden || isSending) return;
  try {
    const response = await fetch(location.href);
    if (response.ok && !response.redirected) renew(parsed(await response.text()), false);
  } catch {
    // Nothing is lost; the next look may do.
  }
}

setInterval(look, RENEW_MS);

// The clock

const clock = document.querySelector("[data-clock]");

if (clock) {
  const texts = JSON.parse(clock.dataset.clockTexts);
  const began = Date.now() - Number(clock.dataset.clock) * 1000;
  const bar = clock.querySelector("[data-clock-bar]");
  const face = clock.querySelector("[data-clock-face]");
  const said = clock.querySelector("[data-clock-said]");
  const total = bar.max;
  let before = Infinity;

  const tell = () => {
    const gone = (Date.now() - began) / MINUTE_MS;
    const left = Math.ceil(total - gone);
    bar.value = Math.min(gone, total);
    face.textContent = left > 0 ? texts.left.replace("{n}", left) : texts.over;
    // Twice in a meeting, and never again: when five minutes are left, and when they are gone.
    if (before > ROUND_OFF_AT && left === ROUND_OFF_AT) said.textContent = texts.five;
    if (before > 0 && before !== Infinity && left <= 0) said.textContent = texts.out;
    before = left;
  };
  clock.hidden = false;
  tell();
  setInterval(tell, MINUTE_MS / 6);
}
