// Keeps what is being typed on the server, every few seconds, and offers what was typed before and never saved.
//
// <form data-draft="/measures/1/edit" data-draft-save data-draft-discard data-draft-texts='{…}'>; data-draft-refused when
// the page shows what was sent and not saved. Nothing is kept in the browser: while the server cannot be reached, or
// nobody is signed in, what is typed stands in the page and is sent again and again.

const PAUSE_MS = 2000;
// While somebody types on; with the time that sending takes, at most five seconds are lost.
const LONGEST_MS = 4000;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 15000;
const GIVE_UP_MS = 4000;
// Browsers let a page that is closing send no more than this.
const LAST_WORDS_BYTES = 60000;
const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "reset", "image"];
const ROW = "row:";

class Draft {
  constructor(form) {
    this.form = form;
    this.texts = JSON.parse(form.dataset.draftTexts);
    this.status = form.querySelector("[data-draft-status]");
    this.retryIn = FIRST_RETRY_MS;
    const before = form.previousElementSibling;
    this.offer = before?.matches("[data-draft-offer]") ? before : null;
    this.offered = this.offer ? JSON.parse(this.offer.dataset.draftOffer) : null;
    this.listen();
    if (this.isRefused) this.changed();
  }

  get isRefused() {
    return "draftRefused" in this.form.dataset;
  }

  listen() {
    this.form.addEventListener("input", (event) => isTyped(event.target) && this.changed());
    this.form.addEventListener("change", (event) => isTyped(event.target) && this.changed());
    // A row of a table has been saved by itself.
    this.form.addEventListener("rowsaved", () => this.changed());
    this.form.addEventListener("submit", () => { this.isSent = true; });
    // The form has been saved without leaving the page, and stands empty for the next.
    this.form.addEventListener("added", () => this.startAgain());
    window.addEventListener("pageshow", () => { this.isSent = false; });
    window.addEventListener("pagehide", () => this.lastWords());
    document.addEventListener("visibilitychange", () => document.hidden && this.lastWords());
    for (const event of ["online", "focus"]) window.addEventListener(event, () => this.isWaiting && this.save());
    this.offer?.querySelector("[data-draft-restore]").addEventListener("click", (event) => this.restore(event.target));
    this.offer?.querySelector("form").addEventListener("submit", (event) => this.discard(event));
  }

  startAgain() {
    this.isSent = false;
    this.isDirty = false;
    this.rest();
    this.offered = null;
    this.offer?.remove();
    this.say("");
  }

  // When to send

  changed() {
    this.isDirty = true;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), PAUSE_MS);
    this.limit ??= setTimeout(() => this.save(), LONGEST_MS);
  }

  rest() {
    clearTimeout(this.pause);
    clearTimeout(this.limit);
    clearTimeout(this.retry);
    this.limit = undefined;
    this.isWaiting = false;
  }

  lastWords() {
    if (!this.isDirty || this.isSent) return;
    const body = this.body();
    if (body.toString().length < LAST_WORDS_BYTES) this.post(body, { keepalive: true }).catch(() => {});
  }

  async save() {
    if (this.isSaving) {
      // Asked for again when that is done.
      this.limit = undefined;
      return;
    }
    this.rest();
    this.isSaving = true;
    this.isDirty = false;
    try {
      await this.receive(await this.post(this.body()));
    } catch {
      this.wait(this.texts.failed);
    } finally {
      this.isSaving = false;
      if (this.isDirty && !this.isWaiting) this.changed();
    }
  }

  async receive(response) {
    const answer = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : {};
    if (response.ok) {
      this.retryIn = FIRST_RETRY_MS;
      this.say(answer.saved ? this.texts.saved : "");
    } else if (response.status === 422) {
      // It holds what may not be kept. It is sent again when it has been changed.
      this.say(answer.message);
    } else if (response.status === 400 || response.status === 401) {
      // Signed out, here or in another tab; after signing in again the page needs a new token.
      if (await this.takeToken()) throw new Error("again");
      this.wait(this.texts.signed_out);
    } else {
      throw new Error(response.status);
    }
  }

  wait(text) {
    this.isDirty = true;
    this.isWaiting = true;
    this.say(text);
    this.retry = setTimeout(() => this.save(), this.retryIn);
    this.retryIn = Math.min(this.retryIn * 2, LONGEST_RETRY_MS);
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  // What to send

  body() {
    const controls = { ...this.offered?.controls, ...this.typed() };
    const isEmpty = Object.keys(controls).length === 0;
    return new URLSearchParams({
      address: this.form.dataset.draft,
      csrf_token: this.hidden("csrf_token"),
      idempotency_key: this.hidden("idempotency_key"),
      version: this.offered?.version ?? this.hidden("version"),
      seen_values: this.offered?.seen_values ?? this.hidden("seen_values"),
      controls: JSON.stringify(controls),
      ...(isEmpty && { empty: "1" }),
    });
  }

  post(body, options = {}) {
    const url = body.has("empty") ? this.form.dataset.draftDiscard : this.form.dataset.draftSave;
    const signal = options.keepalive ? undefined : AbortSignal.timeout(GIVE_UP_MS);
    return fetch(url, { method: "POST", body, signal, headers: { Accept: "application/json" }, ...options });
  }

  hidden(name) {
    const input = this.form.elements[name];
    return input instanceof HTMLInputElement ? input.value : "";
  }

  // Whether somebody is signed in; then the page's forms get a token that holds.
  async takeToken() {
    const response = await fetch(window.location.href);
    if (response.redirected || !response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("meta[name=csrf-token]")?.content;
    if (!token) return false;
    document.querySelector("meta[name=csrf-token]").content = token;
    for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
    return true;
  }

  // Control id → what stands in it, of those that differ from what is stored.
  typed() {
    const found = {};
    for (const control of this.form.elements) {
      if (!control.id || !isTyped(control)) continue;
      const row = control.closest("[data-row]");
      const isUnsaved = isChanged(control) || (row ? "unsaved" in row.dataset : this.isRefused);
      if (!isUnsaved) continue;
      found[control.id] = isBox(control) ? control.checked : control.value;
      if (row) found[ROW + row.dataset.period] = row.dataset.version;
    }
    return found;
  }

  // What was offered

  restore(button) {
    const [label, undo] = [button.textContent, button.dataset.undo];
    const title = this.offer.querySelector("[role=status]");
    if (this.before) {
      this.put(this.before);
      title.textContent = this.title;
      this.before = null;
    } else {
      this.title = title.textContent;
      this.before = this.snapshot();
      this.put(this.offered);
      title.textContent = this.offer.dataset.broughtBack;
    }
    this.offer.toggleAttribute("data-taken", Boolean(this.before));
    button.textContent = undo;
    button.dataset.undo = label;
  }

  snapshot() {
    const controls = {};
    for (const id of Object.keys(this.offered.controls)) {
      const control = document.getElementById(id);
      if (control) controls[id] = isBox(control) ? control.checked : control.value;
    }
    return { controls, version: this.hidden("version"), seen_values: this.hidden("seen_values") };
  }

  // With what it was made from, so that saving is compared with that, and nobody's later change is overwritten unseen.
  put({ controls, version, seen_values: seen }) {
    for (const [name, value] of [["version", version], ["seen_values", seen]]) {
      const input = this.form.elements[name];
      if (input instanceof HTMLInputElement) input.value = value;
    }
    for (const [id, value] of Object.entries(controls)) {
      if (id.startsWith(ROW)) {
        const row = this.form.querySelector(`[data-row][data-period="${CSS.escape(id.slice(ROW.length))}"]`);
        row?.dispatchEvent(new CustomEvent("broughtback", { bubbles: true, detail: value }));
      }
    }
    for (const [id, value] of Object.entries(controls)) {
      const control = document.getElementById(id);
      if (!control || !this.form.contains(control)) continue;
      if (isBox(control)) control.checked = value;
      else control.value = value;
      // So that nothing is brought back unseen.
      control.closest("details")?.setAttribute("open", "");
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  async discard(event) {
    event.preventDefault();
    if (this.before) this.put(this.before);
    this.offered = null;
    const { draft: address, draftDiscard: url } = this.form.dataset;
    const body = new URLSearchParams({ address, csrf_token: this.hidden("csrf_token") });
    try {
      const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
    } catch {
      // The page's own way, which says what is wrong.
      event.target.submit();
      return;
    }
    this.offer.remove();
    this.form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    if (this.isDirty) this.changed();
  }
}

function isTyped(control) {
  const isField = ["INPUT", "TEXTAREA", "SELECT"].includes(control.tagName);
  return isField && !control.disabled && !NOT_TYPED.includes(control.type) && !control.name.startsWith("choice-");
}

function isBox(control) {
  return control.type === "radio" || control.type === "checkbox";
}

function isChanged(control) {
  if (isBox(control)) return control.checked !== control.defaultChecked;
  if (control.tagName !== "SELECT") return control.value !== control.defaultValue;
  const first = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
  return control.value !== first?.value;
}

for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form);
