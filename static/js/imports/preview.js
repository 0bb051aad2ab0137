// The map of a preview: a mark for each place and verdict; a mark leads to its first row.

import { addBasemap } from "../map/basemap.js";
import { bindZoom } from "../map/controls.js";
import { createOverlay } from "../map/overlay.js";
import "./choices.js";
import { drawMarks } from "./marks.js";

const CLOSEST_FIT = 11;
const stage = document.querySelector("[data-src]");

async function start() {
  const { map, layers } = stage.querySelector(".folium-map").sightline;
  map.setMinZoom(2);
  addBasemap(map, layers.find(({ kind }) => kind === "basemap")).places.catch((reason) => console.error(reason));
  bindZoom(stage, map);
  let data = { marks: [], sites: [] };
  const project = ({ lat, lon }) => map.latLngToLayerPoint([lat, lon]);
  const overlay = createOverlay(() => drawMarks(data, project)).addTo(map);
  overlay._container.addEventListener("click", (event) => {
    const { row } = event.target.closest(".hit")?.dataset ?? {};
    if (row) location.assign(`?kind=all&row=${row}#row-${row}`);
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(stage);
  try {
    const response = await fetch(stage.dataset.src);
    if (!response.ok) throw new Error(String(response.status));
    data = await response.json();
  } catch {
    stage.querySelector("[data-failed]").hidden = false;
    return;
  }
  const bounds = L.latLngBounds([...data.marks, ...data.sites].map(({ lat, lon }) => [lat, lon]));
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: CLOSEST_FIT, animate: false });
  overlay.redraw();
  document.querySelector("[data-off]").hidden = !data.is_off_basemap;
  stage.dataset.ready = "true";
}

start();
