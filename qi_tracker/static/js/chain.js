// The drawing of the chain: press a box to change it, drag it onto another to connect them, or onto one of its own kind to
// change their order. Buttons and forms do all of it too.

const FAR_ENOUGH = 6;

const picture = document.querySelector("[data-chain]");
const moving = document.querySelector("[data-chain-move]");
let drag = null;

function nodeAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-chain] [data-node]") ?? null;
}

function mark(over) {
  if (drag.over === over) return;
  drag.over?.removeAttribute("data-over");
  over?.setAttribute("data-over", "");
  drag.over = over;
}

function begin(event) {
  const node = event.target.closest("[data-node]");
  // A finger scrolls; the outline has the buttons.
  if (!node || event.button !== 0 || event.pointerType === "touch") return;
  event.preventDefault();
  drag = { node, x: event.clientX, y: event.clientY, scale: picture.viewBox.baseVal.width / picture.clientWidth, moved: false, over: null };
}

function follow(event) {
  if (!drag) return;
  const [across, down] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.hypot(across, down) < FAR_ENOUGH) return;
  drag.moved = true;
  picture.setAttribute("data-dragging", "");
  drag.node.setAttribute("data-dragged", "");
  drag.node.setAttribute("transform", `translate(${across * drag.scale} ${down * drag.scale})`);
  mark(nodeAt(event));
}

function end() {
  if (!drag) return;
  const { node, moved, over } = drag;
  stop();
  if (!moved) location.assign(node.dataset.href);
  else if (over && over !== node) drop(node, over);
}

function drop(node, over) {
  if (node.dataset.move && node.dataset.kind === over.dataset.kind) {
    moving.action = node.dataset.move;
    moving.elements.version.value = node.dataset.version;
    moving.elements.other.value = over.dataset.node;
    moving.submit();
  } else if (node.dataset.kind !== over.dataset.kind) {
    const ends = new URLSearchParams({ from: node.dataset.node, to: over.dataset.node });
    location.assign(`${picture.dataset.chain}?${ends}`);
  }
}

function stop() {
  if (!drag) return;
  mark(null);
  drag.node.removeAttribute("data-dragged");
  drag.node.removeAttribute("transform");
  picture.removeAttribute("data-dragging");
  drag = null;
}

picture.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", follow);
document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", stop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});
