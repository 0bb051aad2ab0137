// The map of the workspace: holds what is shown, draws it, and tells the page what was picked.

import { addBasemap } from "./basemap.js";
import { drawFrame } from "./drawing.js";
import { createOverlay } from "./overlay.js";
import { drawScale } from "./scale.js";

const CLOSEST_FIT = 11;
// Members that stay nearer than this at the closest zoom are listed instead of zoomed into.
const SEPARABLE_PX = 30;
const PANELS = ".mapbox, .scale, .leaflet-control-attribution";
const EMPTY = { incidents: [], sites: [], zones: [], findings: [] };

export class SightlineMap extends EventTarget {
  #state;
  #overlay;

  constructor(element) {
    super();
    const { map, layers } = element.sightline;
    const config = Object.fromEntries(layers.map((layer) => [layer.kind, layer]));
    this.leaflet = map;
    this.#state = { data: EMPTY, layers: new Set(), places: [], config, selected: null, hovered: null };
    this.#overlay = createOverlay((bounds) => drawFrame(this.#state, this.#frame(bounds))).addTo(map);
    const basemap = addBasemap(map, config.basemap);
    basemap.places.then((places) => this.#show({ places }));
    // Names are placed by their width, which is known when their letters have arrived.
    document.fonts.addEventListener("loadingdone", () => this.#overlay.redraw());
    // The frame changes with print, panels and folding, not only with the window.
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(element);
    this.#overlay._container.addEventListener("click", (event) => this.#pick(event));
  }

  show(data) {
    this.#show({ data: { ...EMPTY, ...data } });
  }

  showLayers(layers) {
    this.#show({ layers });
  }

  select(number) {
    this.#show({ selected: number });
  }

  hover(number) {
    if (number !== this.#state.hovered) this.#show({ hovered: number });
  }

  // Moves only when something lies outside the view.
  bringIntoView(things) {
    const wanted = L.latLngBounds(things.map(({ lat, lon }) => [lat, lon]));
    if (!wanted.isValid() || this.leaflet.getBounds().pad(-0.03).contains(wanted)) return;
    if (this.leaflet.getBoundsZoom(wanted.pad(0.05)) < this.leaflet.getZoom()) return this.fit(things);
    for (const corner of [wanted.getSouthWest(), wanted.getNorthEast()]) {
      this.leaflet.panInside(corner, { padding: [44, 44], animate: false });
    }
  }

  fit(things) {
    if (!things.length) return;
    const bounds = L.latLngBounds(things.map(({ lat, lon }) => [lat, lon]));
    this.leaflet.fitBounds(bounds, { padding: [36, 36], maxZoom: CLOSEST_FIT, animate: false });
  }

  // Incidents that the map's frame holds, docked ones by their site.
  inView() {
    const bounds = this.leaflet.getBounds();
    return this.#state.data.incidents.filter(({ lat, lon }) => bounds.contains([lat, lon]));
  }

  keepScale(element) {
    const draw = () => drawScale(element, 1 / this.#pixelsPerMetre());
    this.leaflet.on("zoomend moveend", draw);
    draw();
  }

  #show(change) {
    Object.assign(this.#state, change);
    this.#overlay.redraw();
  }

  #frame(bounds) {
    const size = this.leaflet.getSize();
    const corner = this.leaflet.containerPointToLayerPoint([0, 0]);
    return {
      bounds,
      zoom: this.leaflet.getZoom(),
      project: (lat, lon) => this.leaflet.latLngToLayerPoint([lat, lon]),
      pixelsPerMetre: this.#pixelsPerMetre(),
      view: { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y },
      panels: this.#panels(corner),
    };
  }

  // What stands on the map, so that no name or plate hides under it.
  #panels(corner) {
    const frame = this.leaflet.getContainer().getBoundingClientRect();
    const boxes = [...this.leaflet.getContainer().parentElement.querySelectorAll(PANELS)];
    return boxes
      .map((box) => box.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, right, top, bottom }) => ({
        left: left - frame.left + corner.x,
        right: right - frame.left + corner.x,
        top: top - frame.top + corner.y,
        bottom: bottom - frame.top + corner.y,
      }));
  }

  #pixelsPerMetre() {
    const { lat } = this.leaflet.getCenter();
    const around = 40_075_016.7 * Math.cos((lat * Math.PI) / 180);
    return (256 * 2 ** this.leaflet.getZoom()) / around;
  }

  #pick(event) {
    const target = event.target.closest(".hit");
    if (!target) return;
    event.stopPropagation();
    const { numbers, finding, site } = target.dataset;
    if (finding) return this.#tell("finding", { key: finding });
    if (site) return this.#tell("site", { code: site });
    const wanted = new Set(numbers.split(" "));
    const incidents = this.#state.data.incidents.filter(({ number }) => wanted.has(number));
    if (incidents.length > 1 && this.#separable(incidents)) return this.#zoomInto(incidents);
    this.#tell("pick", { incidents });
  }

  #separable(incidents) {
    const zoom = this.leaflet.getMaxZoom() - 3;
    const points = incidents.map(({ lat, lon }) => this.leaflet.project([lat, lon], zoom));
    return points.some((point) => point.distanceTo(points[0]) > SEPARABLE_PX) && this.leaflet.getZoom() < zoom;
  }

  #zoomInto(incidents) {
    const bounds = L.latLngBounds(incidents.map(({ lat, lon }) => [lat, lon]));
    const closer = Math.max(this.leaflet.getZoom() + 1, this.leaflet.getBoundsZoom(bounds.pad(0.3)));
    this.leaflet.setView(bounds.getCenter(), Math.min(closer, this.leaflet.getMaxZoom()));
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
