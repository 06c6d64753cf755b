// What each chart of a page shows, as the browser has it: names, texts, shapes, colours and the table.
() => {
  const shownIn = (figure) =>
    [...figure.querySelectorAll("svg.chart-svg")].filter((svg) => svg.getClientRects().length);
  const sides = (box) => [box.left, box.top, box.right, box.bottom];
  const isOpaque = (colour) => colour && colour !== "none" && !/^rgba\(.*, 0\)$/.test(colour);

  // The paper a drawing stands on: the nearest ground around it that has a colour, and white where none has.
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (isOpaque(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };

  const shapesOf = (svg) => [...svg.querySelectorAll("path, line, rect")]
    .filter((shape) => !shape.closest("defs, clipPath"))
    .map((shape) => {
      const style = getComputedStyle(shape);
      const box = sides(shape.getBoundingClientRect());
      return {
        group: [...(shape.parentElement.classList || [])].join(" "),
        classes: shape.getAttribute("class") || "",
        d: shape.getAttribute("d") || "",
        fill: style.fill, stroke: style.stroke, dash: style.strokeDasharray, box,
        middle: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2],
      };
    });

  const linesOf = (svg) => [...svg.querySelectorAll("text")]
    .filter((text) => !text.classList.contains("chart-stroke-paper"))
    .flatMap((text) => text.children.length ? [...text.children] : [text]);

  const textsOf = (svg, scale) => linesOf(svg).map((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    const box = range.getBoundingClientRect();
    // A line's box is higher than its letters.
    const trim = box.height * 0.22;
    const style = getComputedStyle(line);
    const group = line.closest("g[class]");
    return {
      text: line.textContent, size: parseFloat(style.fontSize) * scale, colour: style.fill,
      group: group ? group.getAttribute("class") : "",
      box: [box.left, box.top + trim, box.right, box.bottom - trim],
    };
  });

  const named = (svg, attribute) => {
    const found = [...document.querySelectorAll(`[id="${svg.getAttribute(attribute)}"]`)];
    return found.length === 1 ? found[0].textContent.trim() : null;
  };

  const tableOf = (figure) => {
    const table = figure.querySelector("table");
    return table && {
      caption: table.caption ? table.caption.textContent.trim() : "",
      headers: [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim()),
      rows: [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
      rowHeaders: [...table.querySelectorAll("tbody tr")].every((row) => row.cells[0].matches("th[scope=row]")),
    };
  };

  const all = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return {
    twice: all.filter((id, place) => all.indexOf(id) !== place),
    figures: [...document.querySelectorAll("figure.chart")].map((figure) => {
      const shown = shownIn(figure);
      const svg = shown[0];
      const frame = svg.getBoundingClientRect();
      return {
        id: figure.id, drawings: shown.length, frame: sides(frame), ground: ground(figure),
        role: svg.getAttribute("role"), name: named(svg, "aria-labelledby"),
        description: named(svg, "aria-describedby"),
        title: figure.querySelector(".chart-title")?.textContent.trim() ?? "",
        texts: textsOf(svg, frame.width / svg.viewBox.baseVal.width), shapes: shapesOf(svg),
        key: [...figure.querySelectorAll(".chart-key > li")].map((item) => ({
          label: item.textContent.trim(), shapes: shapesOf(item.querySelector("svg")),
        })),
        table: tableOf(figure),
      };
    }),
  };
}
