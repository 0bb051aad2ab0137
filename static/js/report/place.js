// The fifth question: words, a typed point, or where this phone is; and what the server says of it.
import { find, say } from "./setup.js";

export class Place {
  constructor(form, { changed, moved }) {
    Object.assign(this, { form, changed, moved, echo: find("[data-where-echo]") });
    find("[data-position]").addEventListener("click", () => this.ask());
    form.addEventListener("input", (event) => this.typed(event.target.name));
  }

  typed(name) {
    if (name !== "lat" && name !== "lon") return;
    this.form.elements.point_from.value = "";
    const point = { lat: Number(this.form.elements.lat.value), lon: Number(this.form.elements.lon.value) };
    const isPoint = this.form.elements.lat.value && this.form.elements.lon.value && Number.isFinite(point.lat + point.lon);
    this.moved(isPoint ? point : null);
  }

  ask() {
    if (!navigator.geolocation) return this.say([say("position_failed")]);
    this.say([say("position_wait")]);
    const options = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.take(coords), () => this.say([say("position_failed")]), options,
    );
  }

  take(coords) {
    const { lat, lon, uncertainty_m: exact, point_from: from } = this.form.elements;
    lat.value = coords.latitude.toFixed(6);
    lon.value = coords.longitude.toFixed(6);
    exact.value = String(Math.ceil(coords.accuracy));
    from.value = "GPS";
    find("[data-point]").open = true;
    this.moved({ lat: coords.latitude, lon: coords.longitude });
    this.changed();
  }

  // The first line large, the others small.
  say(lines) {
    this.echo.hidden = lines.length === 0;
    this.echo.replaceChildren(
      ...lines.map((line, position) =>
        Object.assign(document.createElement(position ? "small" : "span"), { textContent: line }),
      ),
    );
  }
}
