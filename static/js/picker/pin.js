// The point on the map: dragged, tapped or moved by arrow keys, with the circle of how exact it is.

import { svg } from "../svg.js";
import { positionWords, say } from "./words.js";

const STEP_PX = 8;
const FAST_PX = 48;
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
// A fingertip covers more of the map than a pointer does.
const REACH_PX = { coarse: 22, fine: 8 };

export class Pin {
  constructor(map, { moved, settled }) {
    Object.assign(this, { map, moved, settled });
    const icon = L.divIcon({ className: "pin", html: symbol(), iconSize: [44, 44], iconAnchor: [22, 22] });
    this.marker = L.marker(map.getCenter(), { icon, draggable: true, autoPan: true, keyboard: true });
    this.circle = L.circle(map.getCenter(), { radius: 1, className: "pin-reach", interactive: false });
    this.marker.on("drag", () => this.follow());
    this.marker.on("dragend", () => this.settled(this.candidate()));
  }

  get isShown() {
    return this.map.hasLayer(this.marker);
  }

  show({ lat, lon }, metres) {
    this.marker.setLatLng([lat, lon]);
    this.metres = metres;
    if (!this.isShown) {
      this.circle.addTo(this.map);
      this.marker.addTo(this.map);
      this.marker.getElement().addEventListener("keydown", (event) => this.pressed(event));
    }
    this.follow();
  }

  hide() {
    this.marker.remove();
    this.circle.remove();
  }

  follow() {
    const at = this.marker.getLatLng();
    this.circle.setLatLng(at).setRadius(this.metres ?? this.reach());
    const words = positionWords({ lat: at.lat, lon: at.lng });
    this.marker.getElement()?.setAttribute("aria-label", say("pin", { position: words }));
    this.moved(words);
  }

  // How far off a hand may be at this zoom, in metres with two digits.
  reach() {
    const coarse = matchMedia("(pointer: coarse)").matches;
    const here = this.map.latLngToContainerPoint(this.map.getCenter());
    const beside = this.map.containerPointToLatLng([here.x + (coarse ? REACH_PX.coarse : REACH_PX.fine), here.y]);
    const metres = this.map.distance(this.map.getCenter(), beside);
    const step = 10 ** Math.max(0, Math.floor(Math.log10(metres)) - 1);
    return Math.max(1, Math.ceil(metres / step) * step);
  }

  candidate() {
    const { lat, lng } = this.marker.getLatLng().wrap();
    return { lat, lon: lng, uncertainty_m: this.reach(), method: "MAP_CLICK" };
  }

  pressed(event) {
    if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-" || event.key === "_") this.map.zoomOut();
    else if (!WAYS[event.key]) return;
    else this.step(WAYS[event.key], event.shiftKey ? FAST_PX : STEP_PX);
    event.preventDefault();
    event.stopPropagation();
  }

  step([east, south], pixels) {
    const here = this.map.latLngToContainerPoint(this.marker.getLatLng());
    this.marker.setLatLng(this.map.containerPointToLatLng([here.x + east * pixels, here.y + south * pixels]));
    this.map.panInside(this.marker.getLatLng(), { padding: [48, 48], animate: false });
    this.metres = null;
    this.follow();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.settled(this.candidate()), 400);
  }
}

function symbol() {
  const halo = svg("circle", { class: "pin-halo", r: 11 });
  const ring = svg("circle", { class: "pin-ring", r: 9 });
  const dot = svg("circle", { class: "pin-dot", r: 2.5 });
  return svg("svg", { viewBox: "-22 -22 44 44", width: 44, height: 44, "aria-hidden": "true", focusable: "false" }, halo, ring, dot);
}
