// What the preview's map shows: sites, and beside or on them one mark for each verdict, with the number of its rows.

import { siteSymbol } from "../map/symbols.js";
import { svg } from "../svg.js";

const STEP_PX = 15;
const NEAR_PX = 18;
const circle = (name, r, cx = 0) => svg("circle", { class: name, r, cx });
const stroke = (d) => svg("path", { class: "inc-line", d });

const SHAPES = {
  new: () => [circle("inc-hollow", 5)],
  update: () => [circle("inc-hollow", 5), stroke("M0-5V5")],
  unchanged: () => [stroke("M-4-2H4M-4 2H4")],
  duplicate: () => [circle("inc-hollow", 4.2, 2.2), circle("inc-hollow", 4.2, -2.2)],
  refused: () => [stroke("M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5")],
};

export function drawMarks({ marks, sites }, project) {
  const ground = sites.map((site) => {
    const { x, y } = project(site);
    return svg("g", { transform: `translate(${x} ${y})` }, siteSymbol(site.site_type));
  });
  return [svg("g", {}, ...ground), svg("g", {}, ...merged(marks, project).flatMap(drawOne))];
}

// Marks of one verdict that stand too near become one with the sum of their rows; those beside a site stand in a row.
function merged(marks, project) {
  const cells = new Map();
  for (const mark of marks) {
    const { x, y } = project(mark);
    const key = mark.site ? `${mark.site}/${mark.verdict}` : `${Math.round(x / NEAR_PX)}:${Math.round(y / NEAR_PX)}/${mark.verdict}`;
    const known = cells.get(key);
    if (known) {
      known.n += mark.n;
      known.row = Math.min(known.row, mark.row);
    } else cells.set(key, { ...mark, x, y });
  }
  return inRows([...cells.values()]);
}

function inRows(marks) {
  const taken = new Map();
  return marks.map((mark) => {
    const key = mark.site || `${Math.round(mark.x / NEAR_PX)}:${Math.round(mark.y / NEAR_PX)}`;
    const place = taken.get(key) ?? 0;
    taken.set(key, place + 1);
    const offset = mark.site ? place + 1 : place;
    return { ...mark, x: mark.x + offset * STEP_PX };
  });
}

function drawOne({ x, y, verdict, n, row }) {
  const mark = svg("g", { transform: `translate(${x} ${y})` }, ...(SHAPES[verdict] ?? SHAPES.new)());
  const parts = [mark];
  if (n > 1) {
    const label = svg("text", { class: "lbl2", x, y: y + 16, "text-anchor": "middle" });
    label.textContent = n.toLocaleString(document.documentElement.lang);
    parts.push(label);
  }
  return [...parts, svg("circle", { class: "hit", "data-row": row, cx: x, cy: y, r: 12 })];
}
