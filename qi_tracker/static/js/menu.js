// A menu is a <details>; here it also closes on Escape, and when focus or a click goes elsewhere.

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});

function closeOthers(event) {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

document.addEventListener("pointerdown", closeOthers);
document.addEventListener("focusin", closeOthers);

// Folds print opened, also where the style sheet cannot open them.
let openedForPrint = [];

window.addEventListener("beforeprint", () => {
  openedForPrint = [...document.querySelectorAll("main details:not([open])")];
  for (const fold of openedForPrint) fold.open = true;
});

window.addEventListener("afterprint", () => {
  for (const fold of openedForPrint) fold.open = false;
});
