// The first question: the registry is in the page, so that it is searched without a link.
import { say as sayOfPlace } from "../picker/words.js";
import { find, say, setup, sites } from "./setup.js";

const SHOWN = 4;
// A site nearer than this to the point is chosen where nobody chose one; the services have the same limit.
const NEAREST_M = 25_000;
const METRES_PER_DEGREE = 111_195;

function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s.,\-()]/g, "");
}

const searchable = new Map(
  sites.map((site) => [site.code, [site.name, site.other, site.code, site.where, ...site.aliases].map(fold).join("\n")]),
);

function stood({ from, to }, day) {
  return !day || ((!from || from <= day) && (!to || to >= day));
}

function metres(site, point) {
  const east = (site.lon - point.lon) * Math.cos((point.lat * Math.PI) / 180);
  return Math.hypot(site.lat - point.lat, east) * METRES_PER_DEGREE;
}

export class Sites {
  // `day` says of which day the card speaks: a site that did not stand then is never guessed, and offered last.
  constructor(changed, day) {
    this.dayOf = day;
    this.day = day();
    this.list = find("[data-sites]");
    this.search = find("[data-site-search]");
    this.note = find("[data-site-note]");
    this.chosen = "";
    this.isGuess = false;
    this.search.addEventListener("input", (event) => (event.stopPropagation(), this.show()));
    this.search.addEventListener("keydown", (event) => event.key === "Enter" && this.takeFirst(event, changed));
    this.list.addEventListener("change", (event) => this.take(event.target.value));
  }

  choose(code) {
    this.isGuess = false;
    this.chosen = code;
    this.search.value = "";
    this.show();
  }

  take(code) {
    this.choose(code);
    this.list.querySelector("input:checked")?.focus({ preventScroll: true });
  }

  takeFirst(event, changed) {
    event.preventDefault();
    const first = this.matches()[0];
    if (!first || !this.search.value) return;
    this.take(first.code);
    changed();
  }

  restore(code) {
    this.isGuess = false;
    this.point = null;
    this.chosen = sites.some((site) => site.code === code) ? code : "";
    this.show();
  }

  // A point chooses its site only where no person did, and lets it go again when it moves away.
  nearTo(point) {
    this.point = point;
    if (!this.chosen || this.isGuess) this.guess();
    this.show();
  }

  lookAtDay() {
    if (this.dayOf() === this.day) return;
    this.day = this.dayOf();
    if (sites.some((site) => site.from || site.to)) this.nearTo(this.point);
  }

  guess() {
    const away = (site) => metres(site, this.point);
    const standing = sites.filter((site) => stood(site, this.day));
    const nearest = this.point && standing.sort((one, two) => away(one) - away(two))[0];
    this.isGuess = Boolean(nearest) && away(nearest) <= NEAREST_M;
    this.chosen = this.isGuess ? nearest.code : "";
  }

  // The site that a person chose.
  get named() {
    return this.isGuess ? "" : this.chosen;
  }

  // Where the map looks first.
  places() {
    const chosen = sites.filter((site) => site.code === this.chosen);
    return chosen.length ? chosen : sites;
  }

  matches() {
    const wanted = fold(this.search.value);
    const known = setup.recent;
    const place = (site) => (known.includes(site.code) ? known.indexOf(site.code) : known.length);
    const isMeant = (site) => (wanted ? searchable.get(site.code).includes(wanted) : stood(site, this.day));
    const found = sites.filter(isMeant);
    const near = (one, two) => (this.point ? metres(one, this.point) - metres(two, this.point) : place(one) - place(two));
    const last = (site) => Number(!stood(site, this.day));
    return found.sort((one, two) => last(one) - last(two) || near(one, two) || one.name.localeCompare(two.name));
  }

  show() {
    const found = this.matches();
    const chosen = sites.find((site) => site.code === this.chosen);
    const others = found.filter((site) => site.code !== this.chosen).slice(0, chosen && !this.search.value ? SHOWN - 1 : SHOWN);
    this.list.replaceChildren(...(chosen ? [chosen, ...others] : others).map((site) => this.option(site)));
    this.note.hidden = found.length > 0;
    this.note.textContent = found.length ? "" : say("no_site");
  }

  option(site) {
    const label = document.createElement("label");
    const tick = Object.assign(document.createElement("input"), {
      type: "radio", name: "site", value: site.code, className: "tick", checked: site.code === this.chosen,
    });
    const words = document.createElement("span");
    const where = [site.where, this.remark(site)].filter(Boolean).join(" · ");
    words.append(site.name, Object.assign(document.createElement("small"), { textContent: where }));
    label.append(tick, words);
    return label;
  }

  remark(site) {
    if (!stood(site, this.day)) return say("not_open");
    if (this.isGuess && site.code === this.chosen) return sayOfPlace("nearest", { km: (metres(site, this.point) / 1000).toFixed(1) });
    if (this.point) return say("away", { km: (metres(site, this.point) / 1000).toFixed(1) });
    return setup.recent.includes(site.code) ? say("last_used") : "";
  }
}
