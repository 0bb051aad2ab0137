// Elements of the SVG namespace; words only ever arrive as text.

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

export function icon(viewBox, ...children) {
  return svg("svg", { viewBox, "aria-hidden": "true", focusable: "false" }, ...children);
}

// Width of a label in CSS pixels, before it is in the page. Measured once, and anew when the typeface has arrived.
const scratch = document.createElement("canvas").getContext("2d");
const family = getComputedStyle(document.documentElement).getPropertyValue("--font");
const widths = new Map();
document.fonts.addEventListener("loadingdone", () => widths.clear());

export function textWidth(text, size, weight = 400) {
  const key = `${weight}/${size}/${text}`;
  if (!widths.has(key)) {
    scratch.font = `${weight} ${size}px ${family}`;
    widths.set(key, scratch.measureText(text).width);
  }
  return widths.get(key);
}
