// The page around charts and forms: its words, what moves, what only a mouse finds, and what paper keeps.

const ENGLISH = new Set("the of and is are was were that this with from have has not been what which for you your they why".split(" "));
const NORWEGIAN = new Set("og i er det en et som på av til ikke vi dere ei eit den de å ein har med kan".split(" "));
const ENOUGH_WORDS = 6;
const SHORT_MOTION_MS = 500;
// What can only be pressed, or is of the screen, has no place on paper.
const OFF_PAPER = "template, script, [hidden], [data-screen], nav, .local-navigation, .menu, .notices, .ds-button, .action-form, "
  + ".form-buttons, .button-row, .page-primary, .copy-field, .pagination, .due-entry, .ds-breadcrumbs, option, "
  + ".chart-wide, .chart-narrow, .chart-narrow-list, .copy-status, .grid-error, .grid-status, .draft-status, .field-hint";
const PRESSABLE = "a, button, summary, label, input, select, textarea, option, [tabindex='0'], [contenteditable]";

const ownText = (element) =>
  words([...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(" "));
const textsOf = (main) => [...main.querySelectorAll("*:not(svg, svg *, script, template)")].filter((element) => ownText(element));

const languageProblems = (texts) => texts.filter((element) => {
  const said = words(element.textContent).toLowerCase().match(/[a-zæøå]+/g) ?? [];
  if (said.length < ENOUGH_WORDS || element.closest("[lang]").lang === "en") return false;
  const count = (list) => said.filter((word) => list.has(word)).length;
  return count(ENGLISH) >= 2 && count(ENGLISH) > 2 * count(NORWEGIAN);
}).map((element) => `«${words(element.textContent).slice(0, 60)}» is English and does not say so.`);

const nameProblems = () => {
  const heading = words(document.querySelector("h1")?.textContent);
  const calls = [...document.querySelectorAll("a[aria-label], button[aria-label], summary[aria-label]")];
  return [
    ...(heading && !words(document.title).includes(heading) ? [`The title «${document.title}» does not say «${heading}».`] : []),
    ...calls.filter((call) => /[\p{L}\d]/u.test(call.innerText) && !call.ariaLabel.toLowerCase().includes(words(call.innerText).toLowerCase()))
      .map((call) => `${tag(call)} is not called what stands on it, «${words(call.innerText)}».`),
    ...[...document.querySelectorAll("main img")].filter((picture) => words(picture.alt).split(" ").length > 2)
      .map((picture) => `«${picture.alt}» is a picture of text.`),
  ];
};

const motionProblems = () => document.getAnimations().filter((motion) => motion.playState === "running")
  .filter((motion) => motion.effect.getComputedTiming().endTime > SHORT_MOTION_MS)
  .map((motion) => `${tag(motion.effect.target)} moves, though the reader wants no motion.`);

const rulesOf = (rules) => [...rules].flatMap((rule) => [rule, ...rulesOf(rule.cssRules ?? [])]);
const hiding = (style) => ["display", "visibility", "opacity", "content-visibility"].filter((name) => style.getPropertyValue(name));

// What hovering shows must also be shown by coming there with the keyboard.
const hoverProblems = () => [...document.styleSheets, ...document.adoptedStyleSheets]
  .flatMap((sheet) => rulesOf(sheet.cssRules))
  .filter((rule) => /:hover/.test(rule.selectorText ?? "") && !/:focus/.test(rule.selectorText) && rule.style && hiding(rule.style).length)
  .filter((rule) => document.querySelector(rule.selectorText.replaceAll(":hover", "")))
  .map((rule) => `«${rule.selectorText}» shows or hides for those who point, and for nobody else.`);

const pressProblems = () => [...document.body.querySelectorAll("*:not(svg, svg *)")]
  .filter((element) => (element.matches(".ds-button, [role=button], [role=link]") || getComputedStyle(element).cursor === "pointer")
    && !element.closest(PRESSABLE) && isShown(element))
  .map((element) => `${tag(element)} looks as if it can be pressed, and no key reaches it.`);

const paperProblems = (texts) => texts
  .filter((element) => !element.closest(OFF_PAPER) && !element.checkVisibility())
  .map((element) => `«${words(element.textContent).slice(0, 60)}» is lost on paper.`);

const pageProblems = (mode) => {
  const main = document.querySelector("main") ?? document.body;
  const texts = textsOf(main);
  return [
    ...languageProblems(texts), ...nameProblems(), ...motionProblems(),
    ...(mode.printed ? paperProblems(texts) : [...hoverProblems(), ...pressProblems()]),
  ];
};
