// What the checks share: what can be seen, what it says, and how far its colours are from what lies behind.

const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const tag = (element) => element.cloneNode(false).outerHTML.slice(0, 120);
const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
// Shown, and not clipped away for those who see.
const isSeen = (element) => {
  if (!isShown(element)) return false;
  for (let place = element; place; place = place.parentElement) {
    const style = getComputedStyle(place);
    const isClipped = style.clip === "rect(0px, 0px, 0px, 0px)" || style.clipPath === "inset(50%)";
    if (isClipped || style.opacity === "0") return false;
  }
  return true;
};

// A computed colour as red, green and blue up to 255 and how much it covers.
const colour = (text) => {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/-?[\d.]+(e-?\d+)?/g) ?? [0, 0, 0, 0]).map(Number);
  const scale = text.startsWith("color(") ? 255 : 1;
  return [red * scale, green * scale, blue * scale, alpha];
};
const over = ([red, green, blue, alpha], back) =>
  [red, green, blue].map((part, place) => part * alpha + back[place] * (1 - alpha));
const ground = (element) => {
  const layers = [];
  for (let place = element; place; place = place.parentElement) {
    const layer = colour(getComputedStyle(place).backgroundColor);
    if (layer[3] > 0) layers.push(layer);
    if (layer[3] === 1) break;
  }
  const bare = colour(getComputedStyle(document.documentElement).colorScheme === "dark" ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)");
  return layers.reverse().reduce((back, layer) => over(layer, back), bare);
};
const luminance = (parts) => {
  const [red, green, blue] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
