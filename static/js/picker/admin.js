// The picker beside the fields of the whole form: the same questions, asked as soon as something is typed.

import { lastOf } from "./asking.js";
import { PointFields } from "./fields.js";
import { Where } from "./where.js";

const PAUSE = 400;
const NEAREST_M = 25_000;
const METRES_PER_DEGREE = 111_195;
const byId = (name) => document.getElementById(`id_${name}`);
const known = JSON.parse(document.getElementById("picker-sites").textContent);

// The list of sites of the form: chosen by a person, or by the point where nobody chose.
class SiteList {
  constructor(list) {
    Object.assign(this, { list, isGuess: false });
    list.addEventListener("change", () => (this.isGuess = false));
  }

  get chosen() {
    return known.find(({ key }) => key === this.list.value);
  }

  get named() {
    return this.isGuess ? "" : (this.chosen?.code ?? "");
  }

  choose(code) {
    this.isGuess = false;
    this.list.value = known.find((site) => site.code === code)?.key ?? "";
  }

  nearTo(point) {
    if (this.list.value && !this.isGuess) return;
    const away = ({ lat, lon }) => Math.hypot(lat - point.lat, (lon - point.lon) * Math.cos((point.lat * Math.PI) / 180)) * METRES_PER_DEGREE;
    const day = byId("occurred_from_0").value;
    const stood = ({ from, to }) => !day || ((!from || from <= day) && (!to || to >= day));
    const nearest = point && known.filter(stood).sort((one, two) => away(one) - away(two))[0];
    this.isGuess = Boolean(nearest) && away(nearest) <= NEAREST_M;
    this.list.value = this.isGuess ? nearest.key : "";
  }

  places() {
    return this.chosen ? [this.chosen] : known;
  }
}

function start() {
  const fields = new PointFields({
    lat: byId("observer_lat"), lon: byId("observer_lon"), exact: byId("uncertainty_m"), source: byId("geocode_method"),
    reference: byId("geocoder_ref"), words: byId("place_as_reported"),
  });
  const sites = new SiteList(byId("site"));
  const question = lastOf();
  let pause = 0;
  const look = async () => {
    const { point, metres } = fields;
    if (!point && !fields.isEmpty) return;
    if (!point && !fields.words.value.trim()) return where.echo({});
    const answer = await question("read", {
      ...(point ? fields.texts : { text: fields.words.value }), uncertainty_m: metres ?? "", site: sites.named, on: byId("occurred_from_0").value,
    });
    if (answer?.where) where.echo(answer);
  };
  const later = (wait = PAUSE) => {
    clearTimeout(pause);
    pause = setTimeout(look, wait);
  };
  const where = new Where(document.querySelector("[data-where]"), fields, { sites, changed: () => later(0) });
  for (const field of [fields.words, fields.lat, fields.lon, fields.exact]) field.addEventListener("input", () => later());
  sites.list.addEventListener("change", () => later(0));
  byId("occurred_from_0").addEventListener("change", () => (sites.nearTo(fields.point), later(0)));
  where.begin();
  later(0);
}

start();
