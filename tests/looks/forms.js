// Forms: what a field is for can be seen, and what is wrong with it is told to everybody.

// What can only be read and copied is no field to type in.
const TYPED = ":is(input, select, textarea):not([readonly], [type=hidden], [type=radio], [type=checkbox], [type=submit], [type=button])";
const LEAST_EDGE = 3;
// Where a page tells what has just happened, without moving the focus there.
const TELLING = "[data-notices], [data-draft-status], [data-grid-announcements], .copy-status";

const named = (element, attribute) =>
  (element.getAttribute(attribute) ?? "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
const hasSeenLabel = (field) =>
  [...(field.labels ?? []), ...named(field, "aria-labelledby")].some((label) => isSeen(label) && words(label.innerText));

// The slider is the browser's own drawing.
const isPale = (field) => {
  if (field.type === "range") return false;
  const style = getComputedStyle(field);
  const outside = ground(field.parentElement);
  const edges = parseFloat(style.borderTopWidth) > 0 ? [over(colour(style.borderTopColor), outside)] : [];
  return [...edges, ground(field)].every((paint) => contrast(paint, outside) < LEAST_EDGE);
};

const fieldProblems = (mode) => [...document.querySelectorAll(TYPED)].filter(isSeen).flatMap((field) => [
  ...(hasSeenLabel(field) ? [] : [`${tag(field)} has no label that is seen.`]),
  ...(field.type === "number" ? [`${tag(field)} takes no decimal comma: it is a text field.`] : []),
  ...(!mode.forced_colours && !mode.printed && isPale(field) ? [`${tag(field)} has an edge that is too pale.`] : []),
]);

const errorProblems = () => {
  const invalid = [...document.querySelectorAll("form [aria-invalid=true]")];
  const targets = [...document.querySelectorAll(".ds-error-summary a")].map((link) => [link, document.getElementById(link.hash.slice(1))]);
  // A group of choices has one link, to the first of them; a grid says itself how many rows are wrong.
  const isLinked = (field) => targets.some(([, target]) => target && (target === field || target.name === field.name));
  const texts = [...document.querySelectorAll(".ds-validation-message, .grid-error")].filter((text) => isSeen(text) && words(text.innerText));
  const isTold = (text) => [...document.querySelectorAll(`[aria-describedby~="${text.id}"]`)]
    .some((field) => field.matches("[aria-invalid=true]") || field.querySelector("[aria-invalid=true]"));
  return [
    ...invalid.filter((field) => !field.closest("table") && !isLinked(field)).map((field) => `${tag(field)} is wrong, and no summary links to it.`),
    ...targets.filter(([, target]) => !target?.matches("[aria-invalid=true]")).map(([link]) => `The error summary's link to ${link.hash} leads to no field that is wrong.`),
    ...texts.filter((text) => !isTold(text)).map((text) => `«${words(text.innerText)}» is said of no field with aria-invalid.`),
  ];
};

const tellingProblems = () => [...document.querySelectorAll(TELLING)]
  .filter((place) => !place.closest("[role=status], [role=alert], [aria-live]"))
  .map((place) => `${tag(place)} tells what has happened, and is no live region.`);

const formProblems = (mode) => [...fieldProblems(mode), ...errorProblems(), ...tellingProblems()];
