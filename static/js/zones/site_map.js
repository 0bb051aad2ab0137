// The map of a site page. Without script the page keeps its drawing to scale.

import { frame, openStage, readJson } from "./stage.js";

function start() {
  const stage = document.querySelector("[data-site-map]");
  const content = readJson("site-map");
  const map = openStage(stage, content);
  const [site] = content.sites;
  document.querySelector("[data-plain-drawing]").classList.add("print-only");
  const zones = content.zones.filter((zone) => zone.site === site.code);
  frame(map.leaflet, { zones, points: zones.length ? [] : [[site.lat, site.lon]] });
  map.addEventListener("site", ({ detail }) => {
    const other = content.sites.find(({ code }) => code === detail.code);
    if (other && other.code !== site.code) location.assign(other.url);
  });
  map.addEventListener("pick", ({ detail }) => {
    const [incident] = detail.incidents;
    map.select(detail.incidents.length === 1 ? incident.number : null);
    document.querySelector(`[data-number="${incident.number}"] a`)?.focus();
  });
}

// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".usual details")) fold.open = true;
});
start();
