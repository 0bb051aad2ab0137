// Incidents, alone or grouped. Everything that can be clicked carries the numbers of the incidents it stands for.

import { countPair, pairText } from "../words.js";
import { svg } from "../svg.js";
import { hosts, stadiumHeight, stadiumWidth } from "./grouping.js";
import { boxAround } from "./room.js";
import { incidentSymbol } from "./symbols.js";

const MARK_PX = 15;
const LARGEST_CIRCLE_PX = 3000;
const STEPS_PX = [0, 30, 46, 64];
const DIRECTIONS = [[1, 0], [-1, 0], [0, 1], [0, -1], [0.8, 0.8], [-0.8, 0.8], [0.8, -0.8], [-0.8, -0.8]];

export function drawMark({ x, y, spots }, { room }) {
  const { incident, dock } = spots[0];
  room.take(boxAround(x, y, MARK_PX, MARK_PX));
  const symbol = svg("g", { transform: `translate(${x} ${y})` }, incidentSymbol(incident.status, incident.date_precise));
  return {
    under: dock ? [hairline(dock, { x, y })] : [],
    mark: [symbol, hit({ cx: x, cy: y, r: 12 }, "circle", spots)],
    anchor: { x, y, reach: 11 },
  };
}

// The number tells, the size does not.
export function drawGroup(group, { room }) {
  const text = pairText(countPair(group.spots.map((spot) => spot.incident)));
  const width = stadiumWidth(text);
  const sites = hosts(group);
  const { x, y } = clearSpot(group, sites, width, room);
  const left = x - width / 2;
  const box = { x: left, y: y - stadiumHeight / 2, width, height: stadiumHeight, rx: stadiumHeight / 2 };
  const label = svg("text", { class: "grpn", x, y: y + 4.2 });
  label.textContent = text;
  return {
    under: sites.map((site) => hairline(site, { x, y })),
    mark: [svg("rect", { class: "grp", ...box }), label, hit(box, "rect", group.spots)],
    anchor: { x, y, reach: width / 2 + 4, height: stadiumHeight },
  };
}

// A group steps aside until it covers no site and no other group.
function clearSpot(group, sites, width, room) {
  const start = sites.length === 1 && sites.length === group.spots.length ? sites[0] : group;
  for (const step of STEPS_PX) {
    for (const [dx, dy] of step ? DIRECTIONS : [[0, 0]]) {
      const spot = { x: start.x + dx * (step + width / 4), y: start.y + dy * step };
      const box = boxAround(spot.x, spot.y, width + 4, stadiumHeight + 4);
      if (room.isFree(box)) return room.take(box) && spot;
    }
  }
  room.take(boxAround(group.x, group.y, width, stadiumHeight));
  return group;
}

export function uncertaintyCircle({ x, y, spots }, pixelsPerMetre) {
  const radius = (spots[0].incident.uncertainty_m ?? 0) * pixelsPerMetre;
  if (radius < MARK_PX / 2 + 3 || radius > LARGEST_CIRCLE_PX) return null;
  return svg("circle", { class: "unc", cx: x, cy: y, r: radius });
}

export function ring(anchor, name) {
  const gap = 2;
  if (!anchor.height) return svg("circle", { class: name, cx: anchor.x, cy: anchor.y, r: anchor.reach });
  const [width, height] = [anchor.reach * 2, anchor.height + 8];
  const at = { x: anchor.x - anchor.reach, y: anchor.y - height / 2 };
  return svg("rect", { class: name, ...at, width, height, rx: height / 2 + gap });
}

function hairline(from, to) {
  return svg("path", { class: "lead", d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
}

function hit(attributes, name, spots) {
  const numbers = spots.map((spot) => spot.incident.number).join(" ");
  return svg(name, { class: "hit", "data-numbers": numbers, ...attributes });
}
