// Findings are claims: a plum outline with a numbered plate that carries both p-values. Thickness never varies with p.

import { pairText } from "../words.js";
import { svg, textWidth } from "../svg.js";
import { boxAround } from "./room.js";

const PLATE_HEIGHT_PX = 42;
const REACH_PX = [70, 110, 160, 220, 30];
// When the outline fills the map, its plate stands inside.
const INWARD_PX = [-120, -200, -280];
const DIRECTIONS = [[-1, 0.3], [1, 0.3], [-1, -0.5], [1, -0.5], [0, -1], [0, 1]];

export function drawFinding(finding, project, { room, pixelsPerMetre, minRadiusPx, view }) {
  const { x, y } = project(finding.lat, finding.lon);
  const radius = Math.max(minRadiusPx, finding.radius_km * 1000 * pixelsPerMetre);
  const name = finding.significant ? "find sig" : "find";
  const outline = [
    svg("circle", { class: "find-halo", cx: x, cy: y, r: radius }),
    svg("circle", { class: name, cx: x, cy: y, r: radius }),
  ];
  const inView = x > view.left && x < view.right && y > view.top && y < view.bottom;
  return { outline, plate: inView ? drawPlate(finding, { x, y, radius }, room, view) : [] };
}

function drawPlate(finding, ring, room, view) {
  const title = `${finding.label} · ${finding.verdict_text}`;
  const pair = pairText([finding.n_incidents, finding.n_cases]);
  const p = `${equality(finding.p_incidents_text)} /`;
  const gap = textWidth(pair, 12) + 9;
  const width = Math.max(textWidth(title, 12, 600), gap + textWidth(`${p} ${finding.p_cases_text}`, 12, 600)) + 20;
  const box = placePlate(ring, width, room, view);
  if (!box) return [];
  const lines = [
    plateText(title, box, { x: 0, y: 17 }, "platet"),
    plateText(pair, box, { x: 0, y: 33 }, "platet platep"),
    plateText(`${p} `, box, { x: gap, y: 33 }, "platet platep"),
  ];
  const cases = svg("tspan", { class: "cases" });
  cases.textContent = finding.p_cases_text;
  lines[2].append(cases);
  const size = { x: box.left, y: box.top, width, height: PLATE_HEIGHT_PX };
  const hit = svg("rect", { class: "hit", "data-finding": `${finding.run}/${finding.label}`, ...size });
  return [leader(ring, box), svg("rect", { class: "plate", ...size, rx: 2 }), ...lines, hit];
}

// "p = 0.013", "p < 0.001", or the words of a test that gave none.
function equality(text) {
  if (text.startsWith("<")) return `p ${text}`;
  return /^\d/.test(text) ? `p = ${text}` : text;
}

function plateText(text, box, { x, y }, name) {
  const line = svg("text", { class: name, x: box.left + 10 + x, y: box.top + y });
  line.textContent = text;
  return line;
}

function placePlate(ring, width, room, view) {
  const boxes = [...REACH_PX, ...INWARD_PX].flatMap((reach) =>
    DIRECTIONS.map(([dx, dy]) => {
      const away = Math.max(0, ring.radius + reach);
      return boxAround(ring.x + dx * (away + (dx ? width / 2 : 0)), ring.y + dy * away, width, PLATE_HEIGHT_PX);
    }),
  );
  const inside = boxes.filter((box) => contains(view, box));
  return room.claim(inside.filter((box) => room.isFree(grown(box, 6)))) ?? room.claim(inside);
}

// From the plate's near edge straight, then to the outline.
function leader(ring, box) {
  const middle = (box.top + box.bottom) / 2;
  const leftwards = box.right < ring.x;
  const beside = leftwards || box.left > ring.x;
  const start = beside
    ? { x: leftwards ? box.right : box.left, y: middle }
    : { x: (box.left + box.right) / 2, y: box.bottom < ring.y ? box.bottom : box.top };
  const elbow = beside ? { x: start.x + (leftwards ? 1 : -1) * Math.min(40, Math.abs(ring.x - start.x) / 2), y: middle } : start;
  const angle = Math.atan2(elbow.y - ring.y, elbow.x - ring.x);
  const end = { x: ring.x + Math.cos(angle) * ring.radius, y: ring.y + Math.sin(angle) * ring.radius };
  const d = [start, elbow, end].map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  return svg("path", { class: "findlead", d: `M${d}` });
}

function contains(outer, inner) {
  return inner.left > outer.left && inner.right < outer.right && inner.top > outer.top && inner.bottom < outer.bottom;
}

function grown({ left, right, top, bottom }, by) {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}
