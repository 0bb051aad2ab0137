// What a place was understood as, and what is offered: the first line large, the rest small, then buttons.

import { button, element, say } from "./words.js";

export class Echo {
  constructor(root, actions) {
    Object.assign(this, { actions });
    this.box = root.querySelector("[data-where-echo]");
    this.use = root.querySelector("[data-use-reading]");
    this.offers = root.querySelector("[data-where-offers]");
    this.use.addEventListener("click", () => this.actions.use(this.reading));
  }

  say(lines) {
    this.box.hidden = lines.length === 0;
    this.box.replaceChildren(...lines.map((textContent, place) => element(place ? "small" : "span", { textContent })));
  }

  show({ where = [], sites = [], far = "", reading = null }, { readAs = "", hasWords = false, isFarKept = false } = {}) {
    this.reading = reading?.lat ? reading : null;
    this.use.hidden = !this.reading;
    this.use.textContent = reading?.asks ? say("use_swapped") : say("use_point");
    const asked = far && !isFarKept ? [far] : [];
    if (reading) this.say(linesOf(reading));
    else if (where.length) this.say([...asked, ...where, ...(readAs ? [readAs] : []), ...nearest(sites)]);
    else this.say(hasWords ? [say("words_kept")] : []);
    this.offers.replaceChildren(...this.buttons(reading, asked.length ? sites : []));
    this.offers.hidden = this.offers.childElementCount === 0;
  }

  buttons(reading, sites) {
    const others = (reading?.others ?? []).map((other) => button(other.words, () => this.actions.use({ ...reading, ...other })));
    const place = reading?.kind === "REFERENCE" ? [button(say("choose_reference"), () => this.actions.chooseReference(reading.reference))] : [];
    const chosen = sites.slice(0, 1).map((site) => button(say("choose_site", { site: site.name }), () => this.actions.chooseSite(site.code)));
    const kept = sites.length ? [button(say("keep_site"), () => this.actions.keepSite())] : [];
    return [...others, ...place, ...chosen, ...kept];
  }
}

function linesOf(reading) {
  const [first, ...rest] = reading.words.filter(Boolean);
  if (reading.asks) return [`${reading.asks} ${say("did_you_mean", { position: first })}`, ...rest];
  if (reading.lat) return [say("read_as", { position: first }), ...rest];
  return [first, ...rest, say("words_kept")];
}

function nearest(sites) {
  return sites.map((site) => say("site_near", { site: site.name, words: site.words }));
}
