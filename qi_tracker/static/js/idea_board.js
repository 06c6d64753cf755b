// The board of effort and impact: dragging a card, or moving it with the arrow keys, sets the two lists of its idea in
// the table beneath. What is saved is the form; without this script the lists do the same.

const LEAST = 1;
const MOST = 5;
const MIDDLE = 3;
const STEPS = { ArrowLeft: ["effort", -1], ArrowRight: ["effort", 1], ArrowUp: ["impact", 1], ArrowDown: ["impact", -1] };

for (const board of document.querySelectorAll("[data-idea-board]")) {
  const status = board.querySelector("[data-board-status]");
  const list = (name, idea) => board.elements[`${name}_${idea}`];
  const place = (effort, impact) =>
    board.querySelector(`[data-effort="${effort}"][data-impact="${impact}"]`) ?? board.querySelector(".idea-board-beside");

  function show(idea) {
    const card = board.querySelector(`[data-idea="${idea}"]`);
    const [effort, impact] = [list("effort", idea).value, list("impact", idea).value];
    const cell = place(effort, impact);
    if (card.parentElement === cell) return;
    const had = document.activeElement === card;
    cell.append(card);
    if (had) card.focus();
    status.textContent = board.dataset.moved
      .replace("{title}", card.getAttribute("aria-label"))
      .replace("{effort}", effort || "–")
      .replace("{impact}", impact || "–");
  }

  function put(idea, effort, impact) {
    list("effort", idea).value = effort;
    list("impact", idea).value = impact;
    list("impact", idea).dispatchEvent(new Event("change", { bubbles: true }));
  }

  board.addEventListener("change", (event) => {
    const idea = event.target.name?.match(/^(?:effort|impact)_(\d+)$/)?.[1];
    if (idea) show(idea);
  });

  board.addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-idea]");
    const step = STEPS[event.key];
    if (!card || !step) return;
    event.preventDefault();
    const idea = card.dataset.idea;
    const now = { effort: Number(list("effort", idea).value), impact: Number(list("impact", idea).value) };
    if (!now.effort || !now.impact) put(idea, String(MIDDLE), String(MIDDLE));
    else {
      now[step[0]] = Math.min(MOST, Math.max(LEAST, now[step[0]] + step[1]));
      put(idea, String(now.effort), String(now.impact));
    }
  });

  board.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-idea]");
    if (card) event.dataTransfer.setData("text/plain", card.dataset.idea);
  });
  for (const cell of board.querySelectorAll("[data-effort]")) {
    cell.addEventListener("dragover", (event) => event.preventDefault());
    cell.addEventListener("drop", (event) => {
      event.preventDefault();
      const idea = event.dataTransfer.getData("text/plain");
      if (board.querySelector(`[data-idea="${CSS.escape(idea)}"]`)) put(idea, cell.dataset.effort, cell.dataset.impact);
    });
  }
}
