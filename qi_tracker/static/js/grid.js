// The table for typing numbers: arrow keys and Enter move, a block from Excel can be pasted, and each row is saved as
// you leave it. Without this the same table is an ordinary form.
//
// <table data-grid data-save-url data-texts='{…}'> with <tr data-row data-period data-version>. One row is posted at a
// time, form-encoded: period, version and its inputs. The server answers JSON {version, errors: {field: text}, message},
// and with 409 also theirs: {field: text}.

import { GridRow } from "./grid_row.js";
import { blockFrom } from "./clipboard.js";

const TYPING_PAUSE_MS = 1500;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;

class Grid {
  constructor(table) {
    this.texts = JSON.parse(table.dataset.texts);
    this.url = table.dataset.saveUrl;
    this.rows = [...table.querySelectorAll("[data-row]")].map((element) => new GridRow(element, this.texts));
    this.queue = [];
    this.working = null;
    this.retryIn = FIRST_RETRY_MS;
    this.announcer = document.querySelector("[data-grid-announcements]");
    this.listen(table);
  }

  listen(table) {
    table.addEventListener("input", (event) => this.typed(this.rowOf(event.target), event.target));
    table.addEventListener("focusout", (event) => this.left(this.rowOf(event.target), event.relatedTarget));
    table.addEventListener("keydown", (event) => this.pressed(event));
    table.addEventListener("paste", (event) => this.pasted(event));
    table.addEventListener("click", (event) => this.answered(event));
    table.addEventListener("broughtback", (event) => this.rowOf(event.target).broughtBack(event.detail));
    table.closest("form")?.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.drain());
    // A page taken out of the browser's memory shows what was there when it was left: old versions, fields left out.
    window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
    window.addEventListener("beforeunload", (event) => {
      if (!this.sending && this.rows.some((row) => row.isUnsaved)) event.preventDefault();
    });
  }

  rowOf(node) {
    return this.rows.find((row) => row.element.contains(node));
  }

  announce(text) {
    this.announcer.textContent = [text, this.remark].filter(Boolean).join(" ");
  }

  // When to save

  typed(row, input) {
    if (!row) return;
    this.remark = "";
    row.clearError(input);
    row.edited();
    clearTimeout(row.pause);
    row.pause = setTimeout(() => row.isComplete && this.save([row]), TYPING_PAUSE_MS);
  }

  left(row, to) {
    if (row && !row.element.contains(to)) this.save([row]);
  }

  save(rows) {
    for (const row of rows) {
      clearTimeout(row.pause);
      if (row.isSendable && !this.queue.includes(row)) this.queue.push(row);
    }
    return this.drain();
  }

  drain() {
    this.working ??= this.work().finally(() => { this.working = null; });
    return this.working;
  }

  // One row at a time, so that a pasted year does not become twelve writers that wait for each other.
  async work() {
    clearTimeout(this.retry);
    const saved = [];
    while (this.queue.length) {
      const row = this.queue[0];
      const outcome = await row.send(this.url);
      if (outcome === "no contact") {
        this.retry = setTimeout(() => this.drain(), this.retryIn);
        this.retryIn = Math.min(this.retryIn * 2, LONGEST_RETRY_MS);
        this.announce(this.texts.retrying);
        return;
      }
      this.retryIn = FIRST_RETRY_MS;
      // Both changes stand in the row now: it is sent once more.
      if (outcome === "merged") continue;
      this.queue.shift();
      if (outcome === "saved") saved.push(row);
      else this.announce(row.spoken);
      // What was typed while the row was under way is sent in its turn.
      if (outcome === "saved" && row.isUnsaved && !row.element.contains(document.activeElement)) this.queue.push(row);
    }
    if (saved.length === 1) this.announce(saved[0].spoken);
    else if (saved.length) this.announce(this.texts.rows_saved.replace("{n}", saved.length));
  }

  // The form's own button: let what is under way arrive first, or the form would fight with it.
  async submitted(event) {
    if (this.sending) return;
    event.preventDefault();
    this.sending = true;
    clearTimeout(this.retry);
    await this.working;
    for (const row of this.rows) if (!row.isUnsaved) row.leaveOut();
    event.target.submit();
  }

  answered(event) {
    const row = this.rowOf(event.target);
    const answer = event.target.closest("[data-answer]")?.dataset.answer;
    if (!row || !answer) return;
    row.settle(answer);
    row.inputs[0].focus();
    this.save([row]);
  }

  // Moving about

  pressed(event) {
    const row = this.rowOf(event.target);
    if (!row || !event.target.matches("input") || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const column = row.inputs.indexOf(event.target);
    const at = this.rows.indexOf(row);
    if (event.key === "Escape") return row.restore();
    const step = stepOf(event);
    if (!step) return;
    const target = this.rows[at + step.down]?.inputs[column + step.right];
    if (target) {
      target.focus();
      target.select();
    } else if (event.key === "Enter") {
      this.save([row]);
    }
    if (target || event.key === "Enter") event.preventDefault();
  }

  pasted(event) {
    const row = this.rowOf(event.target);
    const block = blockFrom(event.clipboardData.getData("text/plain"));
    if (!row || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const from = this.rows.indexOf(row);
    const column = row.inputs.indexOf(event.target);
    const changed = block.slice(0, this.rows.length - from).map((cells, down) => {
      const target = this.rows[from + down];
      target.fill(column, cells);
      return target;
    });
    const noRoom = block.length > changed.length || block.some((cells) => column + cells.length > row.inputs.length);
    this.remark = noRoom ? this.texts.no_room : "";
    this.announce(this.texts.pasted);
    this.save(changed);
  }
}

function stepOf({ key, shiftKey, target }) {
  if (key === "Enter") return { down: shiftKey ? -1 : 1, right: 0 };
  if (shiftKey) return null;
  if (key === "ArrowDown") return { down: 1, right: 0 };
  if (key === "ArrowUp") return { down: -1, right: 0 };
  // To the side only from the edge of the text, so that the arrows still move within it.
  const whole = target.selectionStart === 0 && target.selectionEnd === target.value.length;
  const within = target.selectionStart !== target.selectionEnd && !whole;
  if (key === "ArrowLeft" && !within && target.selectionStart === 0) return { down: 0, right: -1 };
  if (key === "ArrowRight" && !within && target.selectionEnd === target.value.length) return { down: 0, right: 1 };
  return null;
}

for (const table of document.querySelectorAll("table[data-grid]")) new Grid(table);
