// What a file would bring in, on a map; the table below it holds the same.

import { frame, openStage, readJson } from "./stage.js";

const content = readJson("registry-map");
const map = openStage(document.querySelector("[data-registry-map]"), content);
frame(map.leaflet, { zones: content.zones, points: content.sites.map(({ lat, lon }) => [lat, lon]) });
