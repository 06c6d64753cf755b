// The page that explores a chart: another period is fetched and put in place, and stands in the address, so that a link
// gives the same view and the browser's back button takes it away. Without this the same links and form open pages.

import { ChartReader } from "./chart_reader.js";

const page = document.querySelector("[data-explore]");
const status = page.querySelector("[data-explore-status]");
let view = page.querySelector("[data-explore-view]");
let shownAddress = window.location.href;
let asked = 0;
let reader = read();

function announce(text) {
  status.textContent = text;
}

function read() {
  return new ChartReader(view, { announce, zoom: (first, last) => open(addressOf({ from: first, to: last })) });
}

function addressOf(period) {
  const address = new URL(page.querySelector("[data-explore-form]").action);
  for (const [name, day] of Object.entries(period)) address.searchParams.set(name, day);
  return address.href;
}

async function open(address, { isNew = true } = {}) {
  const turn = ++asked;
  view.setAttribute("aria-busy", "true");
  const fetched = await fetchView(address);
  // Somebody in a hurry has asked for another one meanwhile.
  if (turn !== asked) return;
  if (!fetched) {
    // Signed out, say, or without contact: the browser itself tells what is the matter.
    window.location.assign(address);
    return;
  }
  const focused = page.contains(document.activeElement) ? document.activeElement.id : "";
  const day = reader.chosenDay;
  view.replaceWith(fetched);
  view = fetched;
  reader = read();
  if (day) reader.chooseDay(day);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  shownAddress = address;
  if (isNew) window.history.pushState(null, "", address);
  announce(view.dataset.shown);
}

async function fetchView(address) {
  try {
    const response = await fetch(address);
    const found = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok ? found.querySelector("[data-explore-view]") : null;
  } catch {
    return null;
  }
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-explore-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link.href);
});

page.addEventListener("submit", (event) => {
  event.preventDefault();
  open(addressOf(Object.fromEntries(new FormData(event.target))));
});

window.addEventListener("popstate", () => {
  const [now, shown] = [window.location.href, shownAddress].map((address) => address.split("#")[0]);
  if (now !== shown) open(window.location.href, { isNew: false });
});
