// A file is read when it is dropped anywhere on the page, and sending it shows how far it has come. Without this the
// same form has a button for choosing a file, and the page simply waits.
//
// <div data-upload-status data-texts='{"sending", "reading"}'> with a paragraph and a <progress> stands in the form.

// What is done sooner needs no bar.
const PATIENCE_MS = 400;

class Upload {
  constructor(form, status) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.status = status;
    this.texts = JSON.parse(status.dataset.texts);
    form.addEventListener("submit", (event) => this.submitted(event));
    for (const kind of ["dragover", "dragleave", "drop"]) {
      document.addEventListener(kind, (event) => this.dragged(event));
    }
  }

  dragged(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.toggleAttribute("data-dragging", event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer.files.length) {
      this.input.files = event.dataTransfer.files;
      this.form.requestSubmit();
    }
  }

  submitted(event) {
    if (event.defaultPrevented || !this.input.files.length) return;
    event.preventDefault();
    this.send();
  }

  send() {
    const request = new XMLHttpRequest();
    const shown = setTimeout(() => (this.status.hidden = false), PATIENCE_MS);
    request.upload.addEventListener("progress", (event) => this.tell(this.texts.sending, event));
    // How far the reading has come is not known here, and a bar without a value says so.
    request.upload.addEventListener("load", () => this.tell(this.texts.reading));
    request.addEventListener("loadend", () => {
      clearTimeout(shown);
      const target = request.getResponseHeader("Location") ?? (request.status === 200 ? request.responseURL : null);
      // Refused, or the connection was lost: the browser sends the form itself, and shows what is answered.
      if (target) window.location.assign(target);
      else this.form.submit();
    });
    request.open("POST", this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(this.form));
  }

  tell(text, { loaded, total } = {}) {
    const bar = this.status.querySelector("progress");
    if (this.status.dataset.told !== text) {
      this.status.dataset.told = text;
      this.status.querySelector("p").textContent = text;
      bar.setAttribute("aria-label", text);
    }
    if (total) bar.value = loaded / total;
    else bar.removeAttribute("value");
  }
}

const status = document.querySelector("[data-upload-status]");
if (status) new Upload(status.closest("form"), status);
