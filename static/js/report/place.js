// The fifth question: words, a name, a point typed or placed, or where this phone is; and what the server says of it.
import { PointFields } from "../picker/fields.js";
import { Where } from "../picker/where.js";
import { find, say } from "./setup.js";

export class Place {
  constructor(form, { changed, sites }) {
    const { lat, lon, uncertainty_m: exact, point_from: source, geocoder_ref: reference, words } = form.elements;
    const fields = new PointFields({ lat, lon, exact, source, reference, words });
    this.where = new Where(form.querySelector('[data-q="words"]'), fields, { sites, changed });
    find("[data-position]").addEventListener("click", (event) => this.ask(event.target.parentElement));
  }

  begin() {
    this.where.begin();
  }

  echo(answer) {
    this.where.echo(answer);
  }

  ask(beside) {
    const failed = () => this.where.box.say([say("position_failed")]);
    if (!navigator.geolocation) return failed();
    this.where.box.say([say("position_wait")]);
    const taken = ({ coords }) => {
      this.where.box.say([]);
      this.where.offer(
        { lat: coords.latitude, lon: coords.longitude, uncertainty_m: Math.ceil(coords.accuracy), method: "GPS" }, beside,
      );
    };
    navigator.geolocation.getCurrentPosition(taken, failed, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 });
  }
}
