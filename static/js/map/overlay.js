// One SVG over the basemap, in Leaflet's layer pixels. It is drawn anew when a move or zoom has ended.

import { svg } from "../svg.js";

export function createOverlay(draw) {
  const Overlay = L.Renderer.extend({
    options: { padding: 0.4 },

    _initContainer() {
      this._container = svg("svg", { class: "marks", "aria-hidden": "true" });
    },

    _destroyContainer() {
      L.DomUtil.remove(this._container);
      delete this._container;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      this._container.setAttribute("width", size.x);
      this._container.setAttribute("height", size.y);
      this._container.setAttribute("viewBox", `${min.x} ${min.y} ${size.x} ${size.y}`);
      L.DomUtil.setPosition(this._container, min);
      this.redraw();
    },

    redraw() {
      if (!this._container || !this._bounds) return;
      this._container.replaceChildren(...draw(this._bounds));
    },
  });
  return new Overlay({ pane: "overlayPane" });
}
