// A map in a page: what it shows stands in the page as JSON, its frame is what was drawn.

import { bindZoom } from "../map/controls.js";
import { SightlineMap } from "../map/map.js";

const LAYERS = new Set(["sites", "zones", "groups", "incidents"]);
const CLOSEST = 15;

export function openStage(stage, content) {
  stage.hidden = false;
  const element = stage.querySelector(".folium-map");
  // It was made while hidden: its middle must stay the middle when it gets its size.
  element.sightline.map.invalidateSize({ animate: false });
  const map = new SightlineMap(element);
  map.showLayers(LAYERS);
  map.show(content);
  bindZoom(stage, map.leaflet);
  map.keepScale(stage.querySelector("[data-scale]"));
  return map;
}

export function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// Zones in full, and the points of what has no zone.
export function frame(leaflet, { zones = [], points = [], farthest = 4 }) {
  const corners = zones.flatMap(({ geometry }) => geometry.coordinates[0].map(([lon, lat]) => [lat, lon]));
  const bounds = L.latLngBounds([...corners, ...points]);
  if (!bounds.isValid()) return;
  leaflet.fitBounds(bounds, { padding: [28, 28], maxZoom: CLOSEST, animate: false });
  if (leaflet.getZoom() < farthest) leaflet.setZoom(farthest, { animate: false });
}
