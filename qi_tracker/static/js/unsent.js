// A number that cannot be sent now is kept in this browser and sent once when the connection is back, also after the
// page was closed and is opened again.
//
// <form data-unsent="person:7" data-unsent-texts='{…}'> with <p data-unsent-status>. What is kept is erased when the
// server has answered, and after 24 hours. The form's idempotency key makes a second sending of the same form do nothing,
// so an answer that was lost on its way doubles no number.

const DATABASE = "qi_tracker unsent", STORE = "forms";
const KEPT_MS = 24 * 60 * 60 * 1000;
const GIVE_UP_MS = 20000;
const FIRST_RETRY_MS = 3000;
const LONGEST_RETRY_MS = 30000;
// Not an answer to what was typed: it is sent again.
const BUSY = [429, 500, 502, 503, 504];

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// The work is done when its transaction is, not when it was asked for.
async function inStore(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, mode === "readwrite" ? { durability: "strict" } : {});
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const keep = (item) => inStore("readwrite", (store) => store.put(item));
const erase = (id) => inStore("readwrite", (store) => store.delete(id));
const kept = () => inStore("readonly", (store) => store.getAll());

class UnsentForm {
  constructor(form) {
    this.form = form;
    this.texts = JSON.parse(form.dataset.unsentTexts);
    this.status = form.querySelector("[data-unsent-status]");
    this.id = `${form.dataset.unsent} ${new URL(form.action).pathname}`;
    this.retryIn = FIRST_RETRY_MS;
    for (const event of ["online", "focus", "pageshow"]) window.addEventListener(event, () => this.again());
  }

  // What was kept when the page was open before stands in its fields again, and is sent.
  resume(item) {
    const isSamePeriod = item.fields.some(([name, value]) => name === "period" && value === this.form.elements.period.value);
    for (const [name, value] of isSamePeriod ? item.fields : []) {
      const input = this.form.elements.namedItem(name);
      if (input instanceof HTMLInputElement && input.type === "text") input.value = value;
    }
    this.item = item;
    this.send();
  }

  async submitted(button) {
    const fields = this.fields(button);
    this.item = { id: this.id, at: Date.now(), key: this.keyFor(fields), fields };
    try {
      await keep(this.item);
    } catch {
      // This browser keeps nothing; the form is sent as any other.
      this.go();
      return;
    }
    await this.send();
  }

  // Written in since it was kept, it is another wish, which the key of the first must not swallow.
  keyFor(fields) {
    if (!this.item) return this.form.elements.idempotency_key.value;
    return same(this.item.fields, fields) ? this.item.key : newKey();
  }

  fields(button) {
    const typed = [...new FormData(this.form)].filter(([name]) => !["csrf_token", "idempotency_key"].includes(name));
    return button?.name ? [...typed, [button.name, button.value]] : typed;
  }

  again() {
    if (this.item && !this.isSending) this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.retry);
    const { item } = this;
    this.say(this.texts.sending);
    const isAnswered = await this.isAnswered(item);
    this.isSending = false;
    if (item !== this.item) {
      this.send();
    } else if (isAnswered) {
      await erase(this.id);
      this.go();
    } else {
      this.say(this.texts.waiting);
      this.retry = setTimeout(() => this.again(), this.retryIn);
      this.retryIn = Math.min(2 * this.retryIn, LONGEST_RETRY_MS);
    }
  }

  async isAnswered(item) {
    try {
      // Where it leads is not followed: the page itself goes there.
      const response = await fetch(this.form.action, {
        method: "POST", body: this.body(item), redirect: "manual", signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      return !BUSY.includes(response.status);
    } catch {
      return false;
    }
  }

  body(item) {
    const token = this.form.elements.csrf_token.value;
    return new URLSearchParams([["csrf_token", token], ["idempotency_key", item.key], ...item.fields]);
  }

  // Sent once more as the browser sends forms, to come to what the answer shows. The key sees that nothing is done twice.
  go() {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: this.form.action, hidden: true });
    for (const [name, value] of this.body(this.item)) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    }
    this.item = null;
    document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const forms = new Map([...document.querySelectorAll("form[data-unsent]")].map((form) => [form, new UnsentForm(form)]));

document.addEventListener("submit", (event) => {
  const unsent = forms.get(event.target);
  if (!unsent || event.defaultPrevented) return;
  event.preventDefault();
  unsent.submitted(event.submitter);
});

try {
  for (const item of await kept()) {
    if (Date.now() - item.at > KEPT_MS) await erase(item.id);
    else [...forms.values()].find((unsent) => unsent.id === item.id)?.resume(item);
  }
} catch {
  // This browser keeps nothing, and nothing was kept.
}
