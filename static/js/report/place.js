// The fifth question: words, a typed point, or where this phone is; and what the server says of it.
import { find, say } from "./setup.js";

export class Place {
  constructor(form, { changed, moved }) {
    Object.assign(this, { form, changed, moved, box: find("[data-where-echo]") });
    find("[data-position]").addEventListener("click", () => this.ask());
    find("[data-use-reading]").addEventListener("click", () => this.useReading());
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
    this.set(coords.latitude, coords.longitude, Math.ceil(coords.accuracy), "GPS");
  }

  set(latitude, longitude, exactTo, from) {
    const { lat, lon, uncertainty_m: exact, point_from: source } = this.form.elements;
    lat.value = Number(latitude).toFixed(6);
    lon.value = Number(longitude).toFixed(6);
    exact.value = String(exactTo);
    source.value = from;
    find("[data-point]").open = true;
    this.moved({ lat: Number(latitude), lon: Number(longitude) });
    this.changed();
  }

  // What the server made of the place: how far, on which side; or how it would read the words as a position.
  echo(where, reading) {
    this.reading = reading;
    find("[data-use-reading]").hidden = !reading;
    if (reading) this.say([say("read_as", { position: reading.words[0] }), ...reading.words.slice(1)]);
    else this.say(where.length || !this.form.elements.words.value ? where : [say("words_kept")]);
  }

  useReading() {
    const { lat, lon, uncertainty_m: exact } = this.reading;
    find("[data-use-reading]").hidden = true;
    this.set(lat, lon, exact, "MANUAL");
    this.form.elements.lat.focus();
  }

  // The first line large, the others small.
  say(lines) {
    this.box.hidden = lines.length === 0;
    this.box.replaceChildren(
      ...lines.map((line, position) =>
        Object.assign(document.createElement(position ? "small" : "span"), { textContent: line }),
      ),
    );
  }
}
