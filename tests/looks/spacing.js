// Text as those set it who need more room to read (WCAG 1.4.12): nothing may be cut, or written over what follows.

const ROOMY = `*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }`;
const HAIR = 2;

const boxOfText = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
};
const hides = (style) => /hidden|clip/.test(style.overflowX + style.overflowY) && style.textOverflow !== "ellipsis";
// The nearest box around a text that would cut it, or that the text was meant to stand in.
const boxAround = (element) => {
  for (let place = element; place && place !== document.body; place = place.parentElement) {
    const style = getComputedStyle(place);
    if (/auto|scroll/.test(style.overflowX + style.overflowY)) return null;
    if (hides(style)) return place.getBoundingClientRect();
    if (place === element && style.display !== "inline" && style.textOverflow !== "ellipsis") {
      const box = place.getBoundingClientRect();
      if (boxOfText(place).bottom > box.bottom + HAIR) return box;
    }
  }
  return null;
};

const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

const spacingProblems = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ROOMY);
  const before = [...document.adoptedStyleSheets];
  document.adoptedStyleSheets = [...before, sheet];
  const found = [...document.body.querySelectorAll("*:not(svg, svg *, option, script, template)")]
    .filter((element) => hasText(element) && isSeen(element))
    .filter((element) => {
      const around = boxAround(element);
      if (!around) return false;
      const text = boxOfText(element);
      return text.bottom > around.bottom + HAIR || text.right > around.right + HAIR || text.left < around.left - HAIR;
    })
    .map((element) => `«${words(element.textContent).slice(0, 60)}» is cut when its text gets more room.`);
  if (document.documentElement.scrollWidth > innerWidth) found.push("The page scrolls sideways when its text gets more room.");
  document.adoptedStyleSheets = before;
  return found;
};
