// One row of the number table: what is typed, what is stored, and how sending it went.

const BUSY = [429, 500, 502, 503, 504];

export class GridRow {
  constructor(element, texts) {
    this.element = element;
    this.texts = texts;
    this.inputs = [...element.querySelectorAll("input:not([type=hidden])")];
    this.versionInput = element.querySelector("input[name=version]");
    this.status = element.querySelector("[data-status]");
    this.label = element.querySelector("th").textContent.trim();
    // A row that came back from the server refused has never been stored as it stands.
    this.stored = "unsaved" in element.dataset ? null : this.values;
  }

  get values() {
    return Object.fromEntries(this.inputs.map((input) => [input.name, input.value.trim()]));
  }

  get isUnsaved() {
    return this.stored === null || !same(this.values, this.stored);
  }

  // What is stored already need not be sent with the form.
  leaveOut() {
    for (const input of this.element.querySelectorAll("input")) input.disabled = true;
  }

  // Every number is there, so that a half-typed row is not sent while somebody is still in it.
  get isComplete() {
    return this.inputs.every((input) => input.value.trim() || input.inputMode !== "decimal");
  }

  // Somebody else's numbers are shown: nothing is sent until the person has chosen.
  get isBlocked() {
    return this.element.dataset.state === "conflict";
  }

  // What was refused is not sent again unchanged, each time somebody passes through the row.
  get isSendable() {
    return this.isUnsaved && !this.isBlocked && !(this.refused && same(this.values, this.refused));
  }

  get spoken() {
    const errors = [...this.element.querySelectorAll(".grid-error")].map((place) => place.textContent).filter(Boolean);
    return `${this.label}: ${[this.status.firstChild?.textContent, ...errors].filter(Boolean).join(" ")}`;
  }

  edited() {
    if (this.isBlocked) return;
    if (this.isUnsaved) this.show("unsaved", this.texts.unsaved);
    else this.show("", "");
  }

  restore() {
    if (!this.isUnsaved || this.stored === null || this.isBlocked) return;
    for (const input of this.inputs) {
      input.value = this.stored[input.name];
      this.clearError(input);
    }
    this.edited();
  }

  fill(column, cells) {
    cells.forEach((cell, right) => {
      const input = this.inputs[column + right];
      if (!input) return;
      input.value = cell;
      this.clearError(input);
    });
    this.edited();
  }

  // "saved", "refused", "merged" (to be sent once more) or "no contact".
  async send(url) {
    const sent = this.values;
    this.refused = null;
    this.show("saving", this.texts.saving);
    let response;
    try {
      response = await fetch(url, this.request(sent));
    } catch {
      this.show("unsaved", this.texts.retrying);
      return "no contact";
    }
    if (BUSY.includes(response.status)) {
      this.show("unsaved", this.texts.retrying);
      return "no contact";
    }
    const outcome = this.receive(response, sent, await answerOf(response));
    if (outcome === "refused") this.refused = sent;
    return outcome;
  }

  request(values) {
    return {
      method: "POST",
      body: new URLSearchParams({ period: this.element.dataset.period, version: this.element.dataset.version, ...values }),
      headers: { Accept: "application/json", "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content },
    };
  }

  receive(response, sent, answer) {
    if (response.status === 401 || response.redirected) return this.refuse(answer?.message || this.texts.signed_out);
    if (!answer) return this.refuse(this.texts.expired);
    if (response.status === 409 && answer.theirs && !same(answer.theirs, sent)) return this.meetConflict(answer, sent);
    // A saving that arrived without its answer comes back as a conflict with oneself.
    const isStored = response.ok || (response.status === 409 && answer.theirs);
    if (Object.keys(answer.errors ?? {}).length) return this.showErrors(answer);
    if (!isStored) return this.refuse(answer.message || this.texts.failed);
    this.setVersion(answer.version);
    this.stored = sent;
    for (const input of this.inputs) {
      this.clearError(input);
      // For the form's draft, which holds what differs from what is stored.
      input.defaultValue = sent[input.name];
    }
    delete this.element.dataset.unsaved;
    if (this.isUnsaved) this.show("unsaved", this.texts.unsaved);
    else this.show("saved", answer.message || (this.isMerged ? this.texts.merged : this.texts.saved));
    this.isMerged = false;
    this.element.dispatchEvent(new Event("rowsaved", { bubbles: true }));
    return "saved";
  }

  refuse(message) {
    this.show("failed", message, [["again", this.texts.save_again]]);
    return "refused";
  }

  showErrors(answer) {
    for (const input of this.inputs) {
      const text = answer.errors[input.name];
      if (!text) continue;
      input.setAttribute("aria-invalid", "true");
      document.getElementById(`${input.id}-error`).textContent = text;
    }
    this.show("failed", answer.message || this.texts.failed);
    return "refused";
  }

  clearError(input) {
    input.removeAttribute("aria-invalid");
    document.getElementById(`${input.id}-error`).textContent = "";
  }

  // What only they changed is taken in. If that leaves nothing to choose, both are saved.
  meetConflict(answer, sent) {
    this.theirs = answer;
    this.overlapping = [];
    const shown = [];
    // What one has deleted and the other changed is not merged.
    const isGone = [sent, answer.theirs].some((values) => !Object.values(values).some(Boolean));
    const stored = isGone ? null : this.stored;
    for (const names of this.groups) {
      const isMine = stored === null || !alike(sent, stored, names);
      const isTheirs = stored === null || !alike(answer.theirs, stored, names);
      if (!isMine) this.take(names, sent);
      else if (isTheirs && !alike(sent, answer.theirs, names)) {
        this.overlapping.push(...names.filter((name) => !alike(sent, answer.theirs, [name])));
        shown.push(...names.filter((name) => name in answer.theirs));
      }
    }
    if (!this.overlapping.length) {
      this.setVersion(answer.version);
      this.stored = { ...sent, ...answer.theirs };
      this.isMerged = true;
      return "merged";
    }
    const theirs = shown.map(
      (name) => `${document.getElementById(`column-${name}`).textContent} ${answer.theirs[name] || this.texts.empty}`,
    );
    this.show("conflict", `${this.texts.theirs} ${theirs.join(", ")}`, [
      ["theirs", this.texts.use_theirs],
      ["mine", this.texts.keep_mine],
    ]);
    return "refused";
  }

  // The numbers of a row mean one thing together; its comment stands alone.
  get groups() {
    const names = this.inputs.map((input) => input.name);
    return [names.filter((name) => name !== "comment"), names.filter((name) => name === "comment")];
  }

  // Unless it has been written in since it was sent.
  take(names, sent) {
    for (const input of this.inputs) {
      if (names.includes(input.name) && input.value.trim() === sent[input.name]) {
        input.value = this.theirs.theirs[input.name] ?? "";
      }
    }
  }

  // Typed in another window or another day, over what was stored then: nobody's later number is replaced unasked.
  broughtBack(version) {
    if (version === this.element.dataset.version) return;
    this.setVersion(version);
    this.stored = null;
  }

  // The answer to a conflict, or to a row that could not be sent.
  settle(answer) {
    this.element.dataset.state = "unsaved";
    this.refused = null;
    if (answer === "again") return;
    this.setVersion(this.theirs.version);
    this.stored = { ...this.values, ...this.theirs.theirs };
    if (answer === "theirs") {
      for (const input of this.inputs) {
        if (this.overlapping.includes(input.name)) input.value = this.stored[input.name];
      }
      if (!this.isUnsaved) this.show("saved", this.texts.saved);
    }
  }

  setVersion(version) {
    this.element.dataset.version = version ?? "";
    this.versionInput.value = version ?? "";
  }

  show(state, text, answers = []) {
    this.element.dataset.state = state;
    this.status.replaceChildren(text);
    if (!answers.length) return;
    const row = document.createElement("div");
    row.className = "button-row";
    for (const [answer, label] of answers) row.append(buttonFor(answer, label));
    this.status.append(row);
  }
}

function buttonFor(answer, label) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "ds-button", textContent: label });
  Object.assign(button.dataset, { answer, variant: "secondary", size: "sm" });
  return button;
}

async function answerOf(response) {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function same(one, other) {
  return Object.keys(one).every((name) => String(one[name] ?? "") === String(other[name] ?? ""));
}

function alike(one, other, names) {
  return names.every((name) => String(one[name] ?? "").trim() === String(other[name] ?? "").trim());
}
