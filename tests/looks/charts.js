// The chart contract: a drawing in a figure that everybody can read, and the same numbers beneath it in a table.

const SMALLEST_TEXT = 12;
const LEAST = { text: 4.5, line: 3 };
// What only divides the ground, or lies beneath other signs.
const QUIET = ["grid", "band", "within", "paper"];
const HAIR = 1.5;

const paintsOf = (mark) => ["fill", "stroke"].flatMap((property) => {
  const style = getComputedStyle(mark);
  const paint = style[property];
  if (paint === "none" || (property === "stroke" && parseFloat(style.strokeWidth) === 0)) return [];
  const isQuiet = QUIET.some((role) => mark.classList.contains(`chart-${property}-${role}`));
  return isQuiet ? [] : [[paint, parseFloat(style[`${property}Opacity`]) * parseFloat(style.opacity)]];
});

// A drawing holds many marks of few kinds: each kind is judged once.
const paleMarks = (svg) => {
  const back = ground(svg);
  const found = new Map();
  for (const mark of svg.querySelectorAll("path, line, rect, circle, polygon, text")) {
    const paints = paintsOf(mark);
    const least = mark.tagName === "text" ? LEAST.text : LEAST.line;
    const best = Math.max(...paints.map(([paint, share]) => {
      const [red, green, blue, alpha] = colour(paint);
      return contrast(over([red, green, blue, alpha * share], back), back);
    }));
    if (paints.length && best < least) {
      const words = `${mark.tagName}.${mark.getAttribute("class")} stands out ${best.toFixed(2)}:1, not ${least}:1.`;
      found.set(words, words);
    }
  }
  return [...found.keys()];
};

const linesOf = (svg) => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll("text")].filter((text) => !text.classList.contains("chart-stroke-paper"))
    .flatMap((text) => text.children.length ? [...text.children] : [text])
    .map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      const box = range.getBoundingClientRect();
      const trim = box.height * 0.22;
      return {
        text: line.textContent, size: parseFloat(getComputedStyle(line).fontSize) * scale,
        box: [box.left, box.top + trim, box.right, box.bottom - trim],
      };
    });
};

const overlap = (one, other) =>
  one[0] + HAIR < other[2] && other[0] + HAIR < one[2] && one[1] + HAIR < other[3] && other[1] + HAIR < one[3];

const letteringProblems = (svg) => {
  const { left, top, right, bottom } = svg.getBoundingClientRect();
  const lines = linesOf(svg);
  return lines.flatMap(({ text, size, box }, place) => [
    ...(size < SMALLEST_TEXT ? [`«${text}» is ${size.toFixed(1)} px high.`] : []),
    ...(box[0] < left - HAIR || box[2] > right + HAIR || box[1] < top - HAIR || box[3] > bottom + HAIR
      ? [`«${text}» leaves the picture.`] : []),
    ...lines.slice(place + 1).filter((other) => overlap(box, other.box)).map((other) => `«${text}» and «${other.text}» overlap.`),
  ]);
};

// The kinds of strokes an outline is made of, without its size.
const outline = (mark) => mark.getAttribute("d")?.replace(/[^a-z]/gi, "");

const signalProblems = (svg) => {
  const points = [...svg.querySelectorAll(".chart-points > *")];
  const isSignal = (point) => point.classList.contains("chart-fill-signal");
  const plain = new Set(points.filter((point) => !isSignal(point)).map(outline));
  const dashes = [...svg.querySelectorAll(".chart-median line")].map((line) => getComputedStyle(line).strokeDasharray);
  return [
    ...(points.some((point) => isSignal(point) && plain.has(outline(point))) ? ["A signal differs from other points by its colour alone."] : []),
    ...(dashes.includes("none") ? ["The centre line is drawn like the other lines: it is dashed."] : []),
  ];
};

const number = (cell) => {
  const isEnglish = cell.closest("[lang]").lang === "en";
  const plain = cell.textContent.replace(/\s/g, "").replace("−", "-");
  const text = isEnglish ? plain.replaceAll(",", "") : plain.replaceAll(".", "").replace(",", ".");
  return { value: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN, decimals: text.split(".")[1]?.length ?? 0 };
};
const heightOf = (point) => Number(/translate\(\s*[-\d.]+[ ,]+([-\d.e]+)/.exec(point.getAttribute("transform"))?.[1] ?? 0);

// Every number of the table stands in the drawing at its own height: all of them on one straight scale. A drawing of
// several series has several scales, and is compared where it is made.
const tableProblems = (svg, table) => {
  if (svg.querySelectorAll(".chart-points").length > 1) return [];
  const points = [...svg.querySelectorAll(".chart-points > *")];
  const rows = [...table.tBodies[0].rows].filter((row) => words(row.cells[1]?.textContent));
  if (!svg.querySelector(".chart-points") && rows.length === 0) return [];
  if (points.length !== rows.length) return [`The drawing has ${points.length} numbers, and its table ${rows.length}.`];
  const cells = rows.map((row) => number(row.cells[1]));
  const values = cells.map(({ value }) => value);
  if (values.length < 2 || values.some(Number.isNaN)) return [];
  const heights = points.map(heightOf);
  const [low, high] = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
  if (low === high || values[low] === values[high]) return [];
  const slope = (heights[high] - heights[low]) / (values[high] - values[low]);
  return values.flatMap((value, place) => {
    const rounding = Math.abs(slope) * 10 ** -cells[place].decimals;
    const miss = Math.abs(heights[low] + slope * (value - values[low]) - heights[place]);
    const row = rows[place];
    return miss > 1 + 2 * rounding ? [`The table says ${words(row.cells[1].textContent)} for ${words(row.cells[0].textContent)}; the drawing says otherwise.`] : [];
  });
};

const descriptionProblems = (svg, table) => {
  const said = (svg.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
  const last = [...(table?.tBodies[0].rows ?? [])].findLast((row) => words(row.cells[1]?.textContent));
  if (!words(said.join(" "))) return ["The drawing has no description."];
  return last && !words(said.join(" ")).includes(words(last.cells[0].textContent))
    ? [`The description knows nothing of the latest number, ${words(last.cells[0].textContent)}.`] : [];
};

const figureProblems = (figure) => {
  const drawn = [...figure.querySelectorAll("svg.chart-svg")];
  const drawings = drawn.filter(isShown);
  const [svg] = drawings;
  // One among several has its table where theirs are.
  const table = figure.querySelector("table") ?? document.getElementById(figure.getAttribute("aria-details"))?.querySelector("table");
  const isOfNumbers = table && (figure.contains(table) || svg?.querySelector(".chart-points"));
  const title = figure.querySelector("figcaption");
  return [
    ...(figure.tagName === "FIGURE" ? [] : ["A chart is a <figure>."]),
    ...(title && isSeen(title) && words(title.innerText) ? [] : ["The chart has no title that is seen."]),
    ...(drawn.length && drawings.length !== 1 ? [`${drawings.length} drawings at once.`] : []),
    ...(svg ? [...letteringProblems(svg), ...signalProblems(svg), ...descriptionProblems(svg, isOfNumbers ? table : null)] : []),
    ...(svg && isOfNumbers ? tableProblems(svg, table) : []),
  ].map((problem) => `${figure.id || tag(figure)}: ${problem}`);
};

const chartProblems = () => [
  ...[...document.querySelectorAll("main svg")].filter(isShown).flatMap(paleMarks),
  ...[...document.querySelectorAll(".chart")].filter(isShown).flatMap(figureProblems),
];
