// The basemap: land, coasts and borders from one file, in the colours of the page's tokens.

import { unzipHere } from "./unzip.js";

// On a bad link a piece of the map is lost easily: it is asked for again after these pauses.
const PAUSES_MS = [0, 300, 5_000];
const COLOURS = ["sea", "land", "land-other", "border-1", "border-2", "line-2"];

export function addBasemap(map, config) {
  const source = new protomapsL.PmtilesSource(config.url, true);
  source.p.source = new FileInParts(config.url);
  unzipHere(source.p);
  const layer = protomapsL.leafletLayer({
    url: source.p,
    attribution: config.attribution,
    maxDataZoom: config.max_data_zoom,
    className: "basemap",
    noWrap: true,
    ...look(),
  });
  layer.addTo(map);
  onThemeChange(() => {
    Object.assign(layer, look());
    layer.rerenderTiles();
  });
  return { layer, places: readPlaces(source.p, config.language).catch(withoutNames) };
}

// Reads byte ranges; a server that answers with the whole file is asked only once.
class FileInParts {
  #url;
  #whole = null;

  constructor(url) {
    this.#url = new URL(url, document.baseURI).href;
  }

  getKey() {
    return this.#url;
  }

  async getBytes(offset, length, signal) {
    if (this.#whole) return { data: this.#whole.slice(offset, offset + length) };
    for (const pause of PAUSES_MS) {
      if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
      const answer = await this.#ask(offset, length, signal).catch(unlessLost);
      if (answer) return answer;
    }
    // The browser notes a lost request by itself, and rightly not one that was cut off because the page is left.
    throw new DOMException("This piece of the map did not arrive.", "AbortError");
  }

  async #ask(offset, length, signal) {
    const headers = { Range: `bytes=${offset}-${offset + length - 1}` };
    const response = await fetch(this.#url, { headers, signal });
    if (!response.ok) throw new Error(`The basemap answered ${response.status}.`);
    const data = await response.arrayBuffer();
    if (response.status === 206) return { data };
    this.#whole = data;
    return { data: data.slice(offset, offset + length) };
  }
}

// Without an answer fetch throws a TypeError, whatever the cause; everything else is a failure of its own.
function unlessLost(error) {
  if (!(error instanceof TypeError)) throw error;
  return null;
}

// Names, most important first: [kind, lat, lon, from zoom, to zoom, English, Korean].
async function readPlaces(file, language) {
  const { places = [] } = await file.getMetadata();
  return places.map(([kind, lat, lon, minZoom, maxZoom, en, ko]) => ({
    kind,
    lat,
    lon,
    minZoom,
    maxZoom,
    name: language === "ko" ? ko : en,
  }));
}

function withoutNames(error) {
  if (error.name !== "AbortError") console.error(error);
  return [];
}

function look() {
  const style = getComputedStyle(document.documentElement);
  const [sea, land, other, border, inner, otherLine] = COLOURS.map((name) => style.getPropertyValue(`--${name}`).trim());
  return { backgroundColor: sea, paintRules: rules({ land, other, border, inner, otherLine }) };
}

function rules(colour) {
  const fill = (dataLayer, tone) => ({ dataLayer, symbolizer: new protomapsL.PolygonSymbolizer({ fill: tone }) });
  const line = (dataLayer, tone, width, minzoom = 0) => ({
    dataLayer,
    minzoom,
    symbolizer: new protomapsL.LineSymbolizer({ color: tone, width, lineJoin: "round", lineCap: "round" }),
  });
  const wider = (from, to) => (zoom) => Math.min(to, from + Math.max(0, zoom - 7) * 0.12);
  return [
    fill("other", colour.other),
    line("other_border", colour.otherLine, 0.6),
    line("land", colour.border, wider(1.6, 2.4)),
    fill("land", colour.land),
    line("district", colour.inner, wider(0.7, 1.2), 7),
    line("province", colour.border, wider(0.7, 1.3)),
  ];
}

function onThemeChange(redraw) {
  const watched = { attributes: true, attributeFilter: ["data-theme"] };
  new MutationObserver(redraw).observe(document.documentElement, watched);
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", redraw);
}
