// A scale bar of a round length, for the middle of the map.

import { svg } from "../svg.js";

const WIDEST_PX = 110;

export function drawScale(element, metresPerPixel) {
  const metres = roundLength(WIDEST_PX * metresPerPixel);
  const width = metres / metresPerPixel;
  const text = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const label = svg("text", { x: width + 6, y: 11 });
  label.textContent = text;
  const bar = svg("path", { d: `M.5 3v6h${width.toFixed(1)}v-6` });
  element.replaceChildren(svg("svg", { viewBox: "0 0 160 18", role: "img", "aria-label": text }, bar, label));
}

function roundLength(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [5, 2, 1].find((step) => step * power <= metres) * power;
}
