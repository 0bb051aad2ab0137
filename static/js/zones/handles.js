// The marks that are dragged: by mouse and touch, and by arrow keys when they have the focus.

import { say } from "../words.js";
import { written } from "./shape.js";

const STEP_PX = 4;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Handles {
  #map;
  #group;
  #on;

  // on: { moved(key, point), dropped(), removed(key), opened(key) }
  constructor(map, on) {
    this.#map = map;
    this.#group = L.layerGroup().addTo(map);
    this.#on = on;
  }

  // Each: { key, kind, point, words }. The one that had the focus keeps it.
  show(handles) {
    const focused = document.activeElement?.dataset?.handle;
    this.#group.clearLayers();
    for (const handle of handles) this.#add(handle);
    if (focused) document.querySelector(`[data-handle="${focused}"]`)?.focus({ preventScroll: true });
  }

  #add({ key, kind, point, words }) {
    const size = matchMedia("(pointer: coarse)").matches ? 44 : 26;
    const icon = L.divIcon({ className: `handle ${kind}`, iconSize: [size, size] });
    const marker = L.marker([point.lat, point.lon], { icon, draggable: true, keyboard: true, autoPan: true, bubblingMouseEvents: false });
    marker.addTo(this.#group);
    const element = marker.getElement();
    element.dataset.handle = key;
    element.setAttribute("aria-label", say("zone_handle", { what: `${words}: ${written(point)}` }));
    marker.on("drag", ({ latlng }) => this.#on.moved(key, { lat: latlng.lat, lon: latlng.lng }, { isDone: false }));
    marker.on("dragend", () => this.#on.moved(key, pointOf(marker), { isDone: true }));
    // Leaflet would pan the map by the same keys.
    element.addEventListener("keydown", (event) => this.#press(event, key, marker));
  }

  #press(event, key, marker) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const far = event.shiftKey ? STEP_PX * 5 : STEP_PX;
      const at = this.#map.latLngToContainerPoint(marker.getLatLng()).add([arrow[0] * far, arrow[1] * far]);
      const { lat, lng } = this.#map.containerPointToLatLng(at);
      this.#on.moved(key, { lat, lon: lng }, { isDone: true });
    } else if (event.key === "Delete" || event.key === "Backspace") this.#on.removed(key);
    else if (event.key === "Enter") this.#on.opened(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function pointOf(marker) {
  const { lat, lng } = marker.getLatLng();
  return { lat, lon: lng };
}
