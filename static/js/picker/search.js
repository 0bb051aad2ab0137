// Finding a place by its name: a combobox over the offline gazetteer; the office's own server only at the press of a button.

import { ask, lastOf } from "./asking.js";
import { button, element, say } from "./words.js";

const PAUSE = 150;

export class PlaceSearch {
  constructor(root, { site, chosen }) {
    Object.assign(this, { root, site, chosen, found: [], active: -1, question: lastOf() });
    this.input = root.querySelector("[role=combobox]");
    this.list = root.querySelector("[role=listbox]");
    this.note = root.querySelector("[data-place-note]");
    this.outside = root.querySelector("[data-place-ask]");
    this.input.addEventListener("input", (event) => (event.stopPropagation(), this.later()));
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.list.contains(document.activeElement) || this.close(), 150));
    this.input.addEventListener("focus", () => this.found.length && this.open());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.pick(event.target.closest("[role=option]")?.dataset.place));
  }

  // Opens with a name that somebody wrote and nobody here knows.
  startWith(name, chosen) {
    this.root.open = true;
    this.once = chosen;
    this.input.value = name;
    this.input.focus();
    this.input.select();
    this.look();
  }

  clear() {
    this.input.value = "";
    this.once = null;
    this.show([]);
    this.say("");
    this.outside.replaceChildren();
  }

  later() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    const text = this.input.value.trim();
    if (!text) return this.clear();
    const answer = await this.question("search", { text, site: this.site() });
    if (answer === undefined) return;
    if (!answer?.places) return this.say(say("search_failed"));
    const { places, reading } = answer;
    this.show(reading?.lat ? [readingAsPlace(reading)] : places);
    this.say(this.found.length ? say("found", { n: this.found.length }) : reading?.words?.[0] ?? say("none_found"));
    this.outside.replaceChildren(...(answer.ask ? [button(say("ask_outside", { name: text }), () => this.askOutside(text))] : []));
  }

  async askOutside(text) {
    this.say(say("asking_outside"));
    const answer = await ask("ask", { text });
    if (!answer?.places) return this.say(answer?.problem ?? say("search_failed"));
    this.show(answer.places);
    this.say(this.found.length ? say("found", { n: this.found.length }) : say("none_found"));
    this.input.focus();
  }

  say(words) {
    this.note.textContent = words;
    this.note.hidden = !words;
  }

  show(found) {
    this.found = found;
    this.active = -1;
    this.list.replaceChildren(...found.map((place, number) => this.option(place, number)));
    if (found.length) this.open();
    else this.close();
  }

  option(place, number) {
    const option = element("li", { id: `${this.list.id}-${number}` }, element("span", { textContent: place.label }));
    if (place.remark) option.append(element("small", { textContent: place.remark }));
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.place = number;
    return option;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  mark(number) {
    this.active = number;
    for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(place === number));
    const option = this.list.children[number];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  pressed(event) {
    const { key } = event;
    if (key === "Enter") return event.preventDefault(), this.list.hidden ? this.look() : this.pick(Math.max(0, this.active));
    if (key === "Escape" && !this.list.hidden) return event.preventDefault(), this.close();
    if (key !== "ArrowDown" && key !== "ArrowUp") return;
    event.preventDefault();
    if (!this.found.length) return;
    this.open();
    const step = key === "ArrowDown" ? 1 : -1;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.mark((from + step + this.found.length) % this.found.length);
  }

  pick(number) {
    const place = this.found[number];
    if (!place) return;
    const chosen = this.once ?? this.chosen;
    this.clear();
    this.input.value = place.label;
    chosen(place);
  }
}

function readingAsPlace(reading) {
  const label = reading.asks ? `${reading.asks} ${say("did_you_mean", { position: reading.words[0] })}` : say("read_as", { position: reading.words[0] });
  return { ...reading, label, remark: reading.words.slice(1).join(", ") };
}
