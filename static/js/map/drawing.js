// Puts one frame together. Marks take their room first, then plates, then names by importance.

import { svg } from "../svg.js";
import { drawFinding } from "./findings.js";
import { inRows, merged, standing } from "./grouping.js";
import { drawSite, labelPlace, labelSite } from "./labels.js";
import { drawGroup, drawMark, ring, uncertaintyCircle } from "./marks.js";
import { Room } from "./room.js";
import { drawZones } from "./zones.js";

export function drawFrame(state, frame) {
  const { data, layers, config } = state;
  const { project, bounds, zoom } = frame;
  const room = new Room();
  const near = (thing) => contains(bounds, project(thing.lat, thing.lon));
  const sites = layers.has("sites") ? data.sites.filter(near) : [];
  const symbols = sites.map((site) => drawSite(site, project, room)).flat();
  const marks = drawIncidents(data.incidents.filter(near), state, frame, room);
  for (const panel of frame.panels) room.take(panel);
  const claims = (layers.has("findings") ? data.findings : []).map((finding) =>
    drawFinding(finding, project, { ...frame, room, minRadiusPx: config.findings.min_radius_px }),
  );
  const names = byImportance(sites, data.incidents).flatMap((site) => labelSite(site, project, { room, view: frame.view }));
  const zoneSettings = { room, zoom, minLabelZoom: config.zones.min_label_zoom };
  const zones = layers.has("zones") ? drawZones(data.zones, ([lat, lon]) => project(lat, lon), zoneSettings) : null;
  const shown = ({ minZoom, maxZoom }) => zoom >= minZoom && zoom <= maxZoom;
  const places = state.places.filter((place) => shown(place) && near(place));
  const ground = places.flatMap((place) => labelPlace(place, project, { room, view: frame.view }));
  return [
    layer("ground", ground),
    layer("zones", zones?.lines ?? []),
    layer("under", marks.under),
    layer("outlines", claims.flatMap((claim) => claim.outline)),
    layer("sites", symbols),
    layer("incidents", marks.marks),
    layer("names", [...names, ...(zones?.labels ?? [])]),
    layer("plates", claims.flatMap((claim) => claim.plate)),
    layer("rings", marks.rings),
  ];
}

function drawIncidents(incidents, { data, layers, config, selected, hovered }, frame, room) {
  const drawn = { under: [], marks: [], rings: [] };
  if (!layers.has("incidents")) return drawn;
  const sites = new Map(data.sites.map((site) => [site.code, frame.project(site.lat, site.lon)]));
  const spots = standing(incidents, sites, frame.project, config.groups.docking_px);
  const groups = layers.has("groups") ? merged(spots, config.groups.merge_px) : inRows(spots);
  // Single marks first: they cannot step aside.
  for (const group of groups.sort((a, b) => a.spots.length - b.spots.length)) {
    const single = group.spots.length === 1;
    const { under, mark, anchor } = single ? drawMark(group, { room }) : drawGroup(group, { room });
    const circle = single ? uncertaintyCircle(group, frame.pixelsPerMetre) : null;
    drawn.under.push(...(circle ? [circle] : []), ...under);
    drawn.marks.push(...mark);
    const has = (number) => group.spots.some((spot) => spot.incident.number === number);
    if (has(selected)) drawn.rings.push(ring(anchor, "ringed"));
    else if (has(hovered)) drawn.rings.push(ring(anchor, "hovered"));
  }
  return drawn;
}

// Sites with incidents in view are named before sites without.
function byImportance(sites, incidents) {
  const busy = new Set(incidents.map((incident) => incident.site));
  return [...sites].sort((a, b) => busy.has(b.code) - busy.has(a.code));
}

function layer(name, children) {
  return svg("g", { class: `l-${name}` }, ...children);
}

function contains({ min, max }, { x, y }) {
  return x >= min.x && x <= max.x && y >= min.y && y <= max.y;
}
