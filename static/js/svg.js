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

// Width of a label in CSS pixels, before it is in the page.
const scratch = document.createElement("canvas").getContext("2d");

export function textWidth(text, size, weight = 400) {
  scratch.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return scratch.measureText(text).width;
}
