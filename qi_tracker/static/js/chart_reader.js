// Goes from point to point in a drawn chart: by pointing, by touch, and with a slider that screen readers know already.
// Draws only a marker. Every text and place is the server's, in data-reading of the view.

const SVG = "http://www.w3.org/2000/svg";
const RING = 9;
const SMALLEST_DRAG = 12;

function drawn(name, className, parent) {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", className);
  parent.append(element);
  return element;
}

function set(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
}

// One drawing of the chart, with its marker and the stretch that is being dragged.
class Picture {
  constructor(svg, plot) {
    this.svg = svg;
    this.points = plot.points;
    [this.left, this.top, this.width, this.height] = plot.box;
    this.stretch = drawn("rect", "explore-stretch", svg);
    this.line = drawn("line", "explore-line", svg);
    this.ring = drawn("circle", "explore-ring", svg);
    this.ring.setAttribute("r", RING);
    this.mark(null);
    this.stretchTo(null, null);
  }

  // Where on the drawing's own scale a place on the screen lies.
  across(clientX) {
    const box = this.svg.getBoundingClientRect();
    return ((clientX - box.left) / box.width) * this.svg.viewBox.baseVal.width;
  }

  nearest(clientX) {
    const place = this.across(clientX);
    const distances = this.points.map(([x]) => Math.abs(x - place));
    return distances.indexOf(Math.min(...distances));
  }

  mark(index) {
    for (const part of [this.line, this.ring]) part.toggleAttribute("hidden", index === null);
    if (index === null) return;
    const [x, y] = this.points[index];
    set(this.line, { x1: x, x2: x, y1: this.top, y2: this.top + this.height });
    set(this.ring, { cx: x, cy: y });
  }

  stretchTo(from, to) {
    this.stretch.toggleAttribute("hidden", from === null);
    if (from === null) return;
    const within = (place) => Math.min(Math.max(place, this.left), this.left + this.width);
    const [low, high] = [within(from), within(to)].sort((one, other) => one - other);
    set(this.stretch, { x: low, y: this.top, width: high - low, height: this.height });
  }
}

export class ChartReader {
  // `zoom(firstDay, lastDay)` shows that period alone; `announce(text)` says it to those who do not see.
  constructor(view, { zoom, announce }) {
    const reading = JSON.parse(view.dataset.reading);
    this.points = reading.points;
    this.zoom = zoom;
    this.announce = announce;
    this.chosen = null;
    this.reader = view.querySelector("[data-explore-reader]");
    if (!this.reader) return;
    this.reader.hidden = false;
    this.slider = this.reader.querySelector("input");
    this.text = this.reader.querySelector("[data-explore-text]");
    this.hint = this.text.querySelector("[data-explore-hint]");
    this.pictures = Object.entries(reading.plots).map(
      ([variant, plot]) => new Picture(view.querySelector(`.chart-${variant} > svg`), plot),
    );
    this.listen();
  }

  listen() {
    this.slider.addEventListener("input", () => this.choose(Number(this.slider.value)));
    this.slider.addEventListener("focus", () => this.slider.matches(":focus-visible") && this.choose(Number(this.slider.value)));
    this.slider.addEventListener("keydown", (event) => this.pressed(event));
    for (const button of this.reader.querySelectorAll("[data-explore-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.exploreStep)));
    }
    this.reader.addEventListener("keydown", (event) => event.key === "Escape" && this.choose(null));
    for (const picture of this.pictures) this.listenTo(picture);
  }

  // Moving

  get place() {
    return Number(this.slider.value);
  }

  step(by) {
    // The first press says where one is; the next ones move.
    const to = this.chosen === null ? this.place : this.place + by;
    this.choose(Math.min(Math.max(to, 0), this.points.length - 1));
    this.announce(this.points[this.place].said);
  }

  pressed(event) {
    const way = { PageUp: 1, PageDown: -1 }[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    let to = this.place + way;
    while (this.points[to] && !this.points[to].isStop) to += way;
    this.choose(Math.min(Math.max(to, 0), this.points.length - 1));
  }

  chooseDay(day) {
    const index = this.points.findIndex((point) => point.day === day);
    if (this.reader && index >= 0) this.choose(index);
  }

  get chosenDay() {
    return this.chosen === null ? null : this.points[this.chosen].day;
  }

  choose(index) {
    this.chosen = index;
    if (index !== null) {
      this.slider.value = index;
      this.slider.setAttribute("aria-valuetext", this.points[index].said);
    }
    this.show(index);
  }

  // What is shown may be only pointed at, and goes back to what is chosen when the pointer leaves.
  show(index) {
    for (const picture of this.pictures) picture.mark(index);
    if (index === null) {
      this.text.replaceChildren(this.hint);
      return;
    }
    const heading = document.createElement("p");
    heading.className = "explore-heading";
    heading.textContent = this.points[index].heading;
    const details = document.createElement("ul");
    for (const detail of this.points[index].details) {
      const line = document.createElement("li");
      line.textContent = detail;
      details.append(line);
    }
    this.text.replaceChildren(heading, ...(details.children.length ? [details] : []));
  }

  // Pointing: a mouse or a pen shows as it goes, chooses with a press, and drags a period. A finger slides over the
  // points; it chooses a period with the fields above.
  listenTo(picture) {
    const { svg } = picture;
    let from = null;
    const isDragged = (event) => from !== null && Math.abs(event.clientX - from) >= SMALLEST_DRAG;
    const end = () => {
      from = null;
      picture.stretchTo(null, null);
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (event.pointerType === "touch") return this.choose(picture.nearest(event.clientX));
      from = event.clientX;
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return this.choose(picture.nearest(event.clientX));
      this.show(picture.nearest(event.clientX));
      if (isDragged(event)) picture.stretchTo(picture.across(from), picture.across(event.clientX));
    });
    svg.addEventListener("pointerup", (event) => {
      const ends = isDragged(event) ? [picture.nearest(from), picture.nearest(event.clientX)] : [];
      const [first, last] = ends.sort((one, other) => one - other);
      end();
      if (first < last) this.zoom(this.points[first].day, this.points[last].day);
      else if (event.pointerType !== "touch") this.choose(picture.nearest(event.clientX));
    });
    svg.addEventListener("pointercancel", end);
    svg.addEventListener("pointerleave", () => this.show(this.chosen));
  }
}
