// Names of sites and places. What matters more asks for room first; what finds none is left out at this zoom.

import { svg, textWidth } from "../svg.js";
import { boxAround } from "./room.js";
import { siteSymbol } from "./symbols.js";

const SITE_PX = 13;
const LINE_PX = 14;
const FONT_PX = 11.5;
const CENTRED = new Set(["sea", "county", "district"]);

export function drawSite(site, project, room) {
  const { x, y } = project(site.lat, site.lon);
  room.take(boxAround(x, y, SITE_PX, SITE_PX));
  const symbol = svg("g", { transform: `translate(${x} ${y}) scale(.95)` }, siteSymbol(site.site_type));
  return [symbol, svg("circle", { class: "hit", "data-site": site.code, cx: x, cy: y, r: 12 })];
}

// Beside the symbol if that is free, else beyond the marks that dock there.
export function labelSite(site, project, { room, view }) {
  const { x, y } = project(site.lat, site.lon);
  return place(site.name, { x, y }, { room, view, name: "lbl", gaps: [10, 26, 62] });
}

export function labelPlace(named, project, { room, view }) {
  const { x, y } = project(named.lat, named.lon);
  if (CENTRED.has(named.kind)) return centred(named, { x, y }, room);
  const dotBox = boxAround(x, y, 5, 5);
  if (!room.isFree(dotBox)) return [];
  const text = place(named.name, { x, y }, { room, view, name: "city", gaps: [6] });
  if (!text.length) return [];
  room.take(dotBox);
  return [svg("circle", { class: "citydot", cx: x, cy: y, r: 1.8 }), ...text];
}

function centred({ kind, name }, { x, y }, room) {
  const sea = kind === "sea";
  const shown = sea ? name.toLocaleUpperCase() : name;
  const width = textWidth(shown, 11) + (sea ? shown.length * 1.3 : 0);
  if (!room.claim([boxAround(x, y, width + 8, LINE_PX)])) return [];
  return [written(shown, sea ? "seaname" : "city county", { x, y: y + 4, "text-anchor": "middle" })];
}

function place(text, { x, y }, { room, view, name, gaps }) {
  const width = textWidth(text, FONT_PX) + 2;
  const sides = gaps.flatMap((gap) => [
    { left: x + gap, right: x + gap + width, top: y - 7, bottom: y + 7 },
    { left: x - gap - width, right: x - gap, top: y - 7, bottom: y + 7 },
  ]);
  const overAndUnder = [boxAround(x, y - 15, width, LINE_PX), boxAround(x, y + 16, width, LINE_PX)];
  const boxes = [...sides.slice(0, 2), ...overAndUnder, ...sides.slice(2)];
  // A name of something in view is not cut off by the map's edge.
  const box = room.claim(x > view.left && x < view.right ? boxes.filter((one) => within(one, view)) : boxes);
  return box ? [written(text, name, { x: box.left + 1, y: box.bottom - 3 })] : [];
}

function within(box, view) {
  return box.left > view.left && box.right < view.right;
}

function written(text, name, at) {
  const element = svg("text", { class: name, ...at });
  element.textContent = text;
  return element;
}
