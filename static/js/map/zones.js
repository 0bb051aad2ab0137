// Zones: a line with inward ticks, as on aeronautical charts. Dashed and said so when approximate.

import { svg, textWidth } from "../svg.js";
import { boxAround } from "./room.js";

const TICK_EVERY_PX = 8;
const TICK_PX = 4.5;
const SMALLEST_PX = 16;

export function drawZones(zones, project, { room, zoom, minLabelZoom }) {
  const outlines = zones.flatMap((zone) => ringsOf(zone.geometry).map((ring) => ({ zone, points: ring.map(project) })));
  const drawn = outlines.filter(({ points }) => extent(points) >= SMALLEST_PX).flatMap(drawOutline);
  if (zoom < minLabelZoom) return { lines: drawn, labels: [] };
  return { lines: drawn, labels: outlines.map((outline) => drawLabel(outline, room)).filter(Boolean) };
}

// GeoJSON holds longitude before latitude.
function ringsOf(geometry) {
  const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
  return polygons.map(([outer]) => outer.map(([lon, lat]) => [lat, lon]));
}

function drawOutline({ zone, points }) {
  const d = `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
  const approximate = zone.accuracy === "APPROXIMATE";
  return [
    svg("path", { class: "zonefill", d }),
    svg("path", { class: "ticks", d: ticks(points) }),
    svg("path", { class: approximate ? "zone approx" : "zone", d }),
  ];
}

function ticks(points) {
  const inward = area(points) > 0 ? 1 : -1;
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

function drawLabel({ zone, points }, room) {
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
