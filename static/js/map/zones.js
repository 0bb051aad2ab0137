// Zones: a line with inward ticks, as on aeronautical charts. Dashed and said so when approximate.

import { svg, textWidth } from "../svg.js";
import { boxAround } from "./room.js";

const TICK_EVERY_PX = 8;
const TICK_PX = 4.5;
const SMALLEST_PX = 16;

export function drawZones(zones, project, { room, zoom, minLabelZoom }) {
  const figures = zones.flatMap((zone) => partsOf(zone.geometry).map((rings) => ({ zone, rings: rings.map((ring) => ring.map(project)) })));
  const drawn = figures.filter(({ rings: [outline] }) => extent(outline) >= SMALLEST_PX).flatMap(drawFigure);
  if (zoom < minLabelZoom) return { lines: drawn, labels: [] };
  return { lines: drawn, labels: figures.map((figure) => drawLabel(figure, room)).filter(Boolean) };
}

// GeoJSON holds longitude before latitude; behind the outline of a part stand its holes.
function partsOf(geometry) {
  const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
  return polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon])));
}

function drawFigure({ zone, rings }) {
  const [outline, ...holes] = rings;
  const d = rings.map((points) => `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`).join("");
  const approximate = zone.accuracy === "APPROXIMATE";
  return [
    svg("path", { class: "zonefill", d }),
    svg("path", { class: "ticks", d: ticks(outline, 1) + holes.map((hole) => ticks(hole, -1)).join("") }),
    svg("path", { class: approximate ? "zone approx" : "zone", d }),
  ];
}

// The ticks point into the zone: inward from its outline, away from a hole.
function ticks(points, side) {
  const inward = area(points) > 0 ? side : -side;
  let d = "";
  let left = TICK_EVERY_PX / 2;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (!length) continue;
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    for (; left < length; left += TICK_EVERY_PX) {
      const [x, y] = [a.x + ux * left, a.y + uy * left];
      d += `M${x.toFixed(1)} ${y.toFixed(1)}l${(-uy * TICK_PX * inward).toFixed(1)} ${(ux * TICK_PX * inward).toFixed(1)}`;
    }
    left -= length;
  }
  return d;
}

function drawLabel({ zone, rings: [points] }, room) {
  const text = zone.label;
  const top = points.reduce((best, point) => (point.y < best.y ? point : best));
  const bottom = points.reduce((best, point) => (point.y > best.y ? point : best));
  const width = textWidth(text, 11);
  const boxes = [boxAround(top.x, top.y - 9, width, 13), boxAround(bottom.x, bottom.y + 10, width, 13)];
  const box = room.claim(boxes);
  if (!box) return null;
  const at = { x: (box.left + box.right) / 2, y: box.bottom - 3, "text-anchor": "middle" };
  const label = svg("text", { class: "lbl lbl2", ...at });
  label.textContent = text;
  return label;
}

function extent(points) {
  const xs = points.map(({ x }) => x);
  return Math.max(...xs) - Math.min(...xs);
}

// Twice the signed area: positive when the ring runs clockwise on the screen.
function area(points) {
  let sum = 0;
  for (let i = 1; i < points.length; i += 1) {
    sum += points[i - 1].x * points[i].y - points[i].x * points[i - 1].y;
  }
  return sum;
}
