// Where somebody stood: words, a name, a point typed, pasted or placed on the map; each shown back, none taken silently.

import { ask, lastOf } from "./asking.js";
import { Echo } from "./echo.js";
import { MapPicker } from "./map.js";
import { PlaceSearch } from "./search.js";
import { button, element, positionWords, say } from "./words.js";

const NONE = { where: [], sites: [], far: "", reading: null };

export class Where {
  // `sites` knows the chosen one: named, choose(code), nearTo(point), places(); `changed` is told of every new point.
  constructor(root, fields, { sites, changed }) {
    Object.assign(this, { root, fields, sites, changed, readAs: "", question: lastOf() });
    this.box = new Echo(root, {
      use: (reading) => this.useReading(reading), chooseReference: (name) => this.chooseReference(name),
      chooseSite: (code) => this.chooseSite(code), keepSite: () => this.keepSite(),
    });
    this.search = new PlaceSearch(root.querySelector("[data-place-search]"), { site: () => sites.named, chosen: (place) => this.choose(place) });
    this.map = new MapPicker(root.querySelector("[data-picker]"), {
      placed: (candidate) => this.offer(candidate, this.map.root), start: () => sites.places(),
      present: () => ({ point: fields.point, metres: fields.metres }),
    });
    root.querySelector("[data-picker-clear]").addEventListener("click", () => this.takeAway());
    for (const field of [fields.lat, fields.lon]) {
      field.addEventListener("input", () => this.typed());
      field.addEventListener("change", () => this.readTyped());
      field.addEventListener("paste", () => setTimeout(() => this.readTyped()));
    }
    fields.exact.addEventListener("input", () => this.map.refresh());
  }

  // A fresh or restored form.
  begin() {
    this.readAs = "";
    this.isFarKept = false;
    this.search.clear();
    this.unask();
    this.sites.nearTo(this.fields.point);
    this.map.refresh();
    this.echo(NONE);
  }

  echo(answer) {
    const { readAs, isFarKept } = this;
    this.box.show(answer, { readAs, isFarKept, hasWords: this.fields.words.value.trim() !== "" });
  }

  typed() {
    this.fields.wasTyped();
    this.readAs = "";
    this.isFarKept = false;
    this.unask();
    this.sites.nearTo(this.fields.point);
    this.map.refresh();
  }

  // A notation in one of the two fields, or numbers that cannot stand as they are.
  async readTyped() {
    const { lat, lon } = this.fields.texts;
    const isWaiting = this.fields.isPlain && (!lat || !lon);
    if (this.fields.isEmpty || isWaiting || this.fields.point) return;
    const answer = await this.question("read", { lat, lon, site: this.sites.named });
    const now = this.fields.texts;
    if (!answer?.reading || now.lat !== lat || now.lon !== lon) return;
    const { reading } = answer;
    const isHalf = reading.kind === "PROBLEM" && (!lat || !lon);
    if (reading.kind === "READ" && !this.holdsAnother(lat, lon)) this.useReading(reading);
    else if (!isHalf) this.echo(answer);
  }

  // A whole position was pasted beside a number that somebody typed: then it is asked which.
  holdsAnother(lat, lon) {
    const isNumber = (text) => text !== "" && Number.isFinite(Number(text));
    return isNumber(lat) !== isNumber(lon) && lat !== "" && lon !== "";
  }

  // Takes a point where none is, or where the map's own is moved; otherwise asks.
  offer(candidate, beside) {
    const isFree = this.fields.isEmpty || (candidate.method === "MAP_CLICK" && this.fields.isFromMap);
    if (isFree) return this.take(candidate);
    const words = this.fields.isTyped && candidate.method === "MAP_CLICK" ? say("instead_map") : say("instead");
    this.ask(words, candidate, beside);
  }

  ask(words, candidate, beside) {
    this.unask();
    const texts = Object.values(this.fields.texts).filter(Boolean).join(", ");
    const back = () => (beside === this.map.root ? this.map.focus() : this.fields.lat.focus());
    const use = button(say("use_new", { position: positionWords(candidate) }), () => (this.take(candidate), back()), "btn main");
    const keep = button(say("keep_old", { position: texts }), () => (this.unask(), this.map.refresh(), back()));
    this.asked = element("div", { className: "ask instead" }, element("p", { textContent: words }), use, keep);
    this.asked.setAttribute("role", "group");
    this.asked.setAttribute("aria-label", words);
    beside.append(this.asked);
    use.focus();
  }

  unask() {
    this.asked?.remove();
    this.asked = null;
  }

  take(candidate, readAs = "") {
    this.unask();
    this.fields.take(candidate);
    const fold = this.fields.lat.closest("details");
    if (fold) fold.open = true;
    this.readAs = readAs;
    this.isFarKept = false;
    this.sites.nearTo(this.fields.point);
    this.map.refresh();
    this.changed();
  }

  takeAway() {
    this.unask();
    this.fields.clear();
    this.readAs = "";
    this.sites.nearTo(null);
    this.map.refresh();
    this.changed();
  }

  useReading(reading) {
    const [first] = reading.words instanceof Array ? reading.words : [reading.words];
    this.take({ ...reading, method: reading.method ?? "MANUAL" }, say("read_as", { position: first }));
    this.echo({ ...NONE, where: [this.readAs, ...(reading.words instanceof Array ? reading.words.slice(1) : [])].filter(Boolean) });
    this.fields.lat.focus();
  }

  choose(place) {
    const method = place.method ?? (place.site ? "SITE_REF" : "GEOCODER");
    if (place.site && !this.sites.named) this.sites.choose(place.site);
    this.offer({ ...place, method }, this.search.root);
  }

  // The place that a distance in the words is counted from.
  chooseReference(name) {
    this.search.startWith(name, async (place) => {
      const from = { from_lat: place.lat, from_lon: place.lon, from_m: place.uncertainty_m };
      const answer = await ask("read", { text: this.fields.words.value, site: this.sites.named, ...from });
      if (answer?.reading) this.echo(answer);
      this.box.use.focus();
    });
  }

  chooseSite(code) {
    this.sites.choose(code);
    this.changed();
  }

  keepSite() {
    this.isFarKept = true;
    this.changed();
  }
}
