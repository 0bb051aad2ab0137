// The map beside the inputs: folded and unloaded until it is asked for.

import { ask } from "./asking.js";
import { Pin } from "./pin.js";
import { stage } from "./stage.js";
import { say } from "./words.js";

const CLOSE = 14;
const NEAR = 13;
const AROUND = 0.75;

export class MapPicker {
  constructor(root, { placed, present, start }) {
    Object.assign(this, { root, placed, present, start });
    this.note = root.querySelector("[data-picker-note]");
    root.addEventListener("toggle", () => root.open && this.open());
    root.querySelector("[data-picker-middle]").addEventListener("click", () => this.middle());
    root.querySelector("[data-zoom=in]").addEventListener("click", () => this.leaflet?.zoomIn());
    root.querySelector("[data-zoom=out]").addEventListener("click", () => this.leaflet?.zoomOut());
  }

  get leaflet() {
    return this.map?.leaflet;
  }

  async open() {
    if (this.opening) return this.refresh();
    this.say(say("map_wait"));
    try {
      this.opening = stage(this.root);
      this.map = await this.opening;
    } catch {
      this.opening = null;
      this.root.open = false;
      return this.say(say("map_failed"));
    }
    this.prepare();
    this.refresh();
    this.drawGround();
  }

  prepare() {
    const { map, leaflet } = this;
    map.showLayers(new Set(["sites", "zones"]));
    map.keepScale(this.root.querySelector("[data-scale]"));
    this.pin = new Pin(leaflet, { moved: (words) => this.say(words), settled: (candidate) => this.placed(candidate) });
    leaflet.on("click", ({ latlng }) => this.put(latlng));
    leaflet.on("moveend", () => this.drawGround());
    leaflet.on("zoomend", () => this.pin.isShown && this.pin.follow());
    const frame = leaflet.getContainer();
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", say("map_label"));
    // A page that is scrolled does not zoom the map that passes under the wheel.
    leaflet.scrollWheelZoom.disable();
    leaflet.on("focus", () => leaflet.scrollWheelZoom.enable());
    leaflet.on("blur", () => leaflet.scrollWheelZoom.disable());
    this.look();
  }

  // Where to look first: at the point, at the chosen site, at where the sites are.
  look() {
    const { point, metres } = this.present();
    if (point) return this.leaflet.setView([point.lat, point.lon], this.zoomFor(point, metres), { animate: false });
    const places = this.start();
    if (places.length === 1) this.leaflet.setView([places[0].lat, places[0].lon], NEAR, { animate: false });
    else if (places.length) this.leaflet.fitBounds(places.map(({ lat, lon }) => [lat, lon]), { maxZoom: NEAR, animate: false });
  }

  zoomFor({ lat, lon }, metres) {
    if (!metres) return CLOSE;
    const bounds = L.latLng(lat, lon).toBounds(metres * 4);
    return Math.min(CLOSE, Math.max(this.leaflet.getMinZoom(), this.leaflet.getBoundsZoom(bounds)));
  }

  put({ lat, lng }) {
    this.pin.show({ lat, lon: lng }, null);
    this.placed(this.pin.candidate());
  }

  middle() {
    if (this.leaflet) this.put(this.leaflet.getCenter());
  }

  // The pin shows what the fields hold; typed numbers move it.
  refresh() {
    if (!this.pin) return;
    const { point, metres } = this.present();
    if (!point) {
      this.pin.hide();
      return this.say(say("map_hint"));
    }
    this.pin.show(point, metres);
    if (!this.leaflet.getBounds().pad(-0.02).contains([point.lat, point.lon])) this.look();
  }

  async drawGround() {
    const shown = this.leaflet.getBounds();
    if (this.drawn?.contains(shown)) return;
    const wanted = shown.pad(AROUND);
    this.drawn = wanted;
    const edge = (value, limit) => Math.max(-limit, Math.min(limit, value));
    const answer = await ask("ground", {
      south: edge(wanted.getSouth(), 90), west: edge(wanted.getWest(), 180), north: edge(wanted.getNorth(), 90), east: edge(wanted.getEast(), 180),
    });
    if (!answer?.sites) this.drawn = null;
    else if (this.drawn === wanted) this.map.show(answer);
  }

  focus() {
    (this.pin?.isShown ? this.pin.marker.getElement() : this.root.querySelector("summary")).focus({ preventScroll: true });
  }

  say(words) {
    this.note.textContent = words;
  }
}
