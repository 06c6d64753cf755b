// A walk through the page with the Tab key: what is noted at each stop, and what the walk has missed.

const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
// The parts of a date are stops of their own within one field.
const PARTS_OF_DATE = 4;
const LEAST_OUTLINE_PX = 2;
const LEAST_OUTLINE = 3;

// A group of choices is one stop: the one that is chosen, or the first.
const isOneOfGroup = (stop) => {
  if (stop.type !== "radio") return false;
  const group = [...document.getElementsByName(stop.name)].filter((other) => other.form === stop.form);
  return stop !== (group.find((other) => other.checked) ?? group[0]);
};
const expectedStops = () => [...document.querySelectorAll(STOPS)].filter((stop) =>
  isShown(stop) && !stop.disabled && stop.tabIndex >= 0 && !stop.closest("[inert]") && !isOneOfGroup(stop)
  && (stop.tagName !== "SUMMARY" || stop === stop.parentElement.querySelector("summary")));

const boxOf = (element) => element.getClientRects()[0] ?? element.getBoundingClientRect();
const isOutlined = (element) => [element, element.closest(".ds-field")].filter(Boolean).some((place) => {
  const style = getComputedStyle(place);
  const stands = contrast(over(colour(style.outlineColor), ground(place)), ground(place.parentElement)) >= LEAST_OUTLINE;
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= LEAST_OUTLINE_PX && stands;
});
// Covered when not one of five places in it is on top, of what the window shows of it.
const isCovered = (element) => {
  const box = boxOf(element);
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [width, height] = [Math.min(box.right, innerWidth) - left, Math.min(box.bottom, innerHeight) - top];
  return ![[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([right, down]) => {
    const found = width > 0 && height > 0 && document.elementFromPoint(left + width * right, top + height * down);
    return found && (element.contains(found) || element.labels?.[0]?.contains(found));
  });
};

const walk = { stops: [], stuck: new Set() };

const noteStop = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return;
  const last = walk.stops.at(-1);
  if (last?.element === element) {
    last.times += 1;
    if (last.times > (/date|time|month|week/.test(element.type) ? PARTS_OF_DATE : 1)) walk.stuck.add(element);
    return;
  }
  const { left, top, bottom } = boxOf(element);
  // The link that skips the menu shows where one is by coming into view at all.
  const isShownAtAll = isOutlined(element) || element.matches(".ds-skip-link");
  walk.stops.push({ element, times: 1, isShownAtAll, isCovered: isCovered(element),
    left, top: top + scrollY, bottom: bottom + scrollY });
};

const startWalk = () => {
  // Nothing is saved on the way.
  window.fetch = () => new Promise(() => {});
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
  window.addEventListener("keydown", noteStop, true);
  walk.expected = expectedStops();
  return walk.expected.length + walk.expected.filter((stop) => /date|time|month|week/.test(stop.type)).length * (PARTS_OF_DATE - 1);
};

// Back where it began, or outside the page.
const isAround = () => [document.body, walk.stops[0]?.element].includes(document.activeElement);

// Upwards and not to the right: against the way one reads, also where there are columns.
const isBackwards = (one, next) => next.bottom <= one.top && next.left <= one.left + 1;

const endWalk = () => {
  noteStop();
  window.removeEventListener("keydown", noteStop, true);
  const seen = new Set(walk.stops.map(({ element }) => element));
  // After the last stop the walk begins again.
  const round = walk.stops.findIndex(({ element }, place) => place > 0 && element === walk.stops[0].element);
  const stops = round < 0 ? walk.stops : walk.stops.slice(0, round);
  const inMain = stops.filter(({ element }) => element.closest("main"));
  const first = stops[0]?.element;
  return [
    ...(first?.matches("a[href^='#']") && document.getElementById(first.hash.slice(1))?.matches("main, main *")
      ? [] : ["The first stop of the Tab key is not a link past the menu."]),
    ...stops.filter((stop) => !stop.isShownAtAll).map(({ element }) => `${tag(element)} is in focus without showing it.`),
    ...stops.filter((stop) => stop.isCovered).map(({ element }) => `${tag(element)} is in focus, and covered or out of view.`),
    ...[...walk.stuck].map((element) => `${tag(element)} holds the Tab key fast.`),
    ...walk.expected.filter((stop) => !seen.has(stop)).map((stop) => `The Tab key never comes to ${tag(stop)}.`),
    ...inMain.slice(1).filter((stop, place) => isBackwards(inMain[place], stop))
      .map(({ element }) => `${tag(element)} stands above what comes before it with the Tab key.`),
  ];
};

window.walkOfTests = { startWalk, isAround, endWalk };
