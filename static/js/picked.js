// What was clicked on the map, in few lines beside the zoom buttons, with the way to the record.

import { incidentIcon } from "./map/symbols.js";
import { countPair, pairText, say } from "./words.js";

const FACTS = ["date_text", "site_name", "equipment_text", "zone_text", "outcome_text"];

export class PickedPanel {
  #box;
  #onClose;

  constructor(box, { onClose, onPick }) {
    this.#box = box;
    this.#onClose = onClose;
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    box.addEventListener("click", (event) => {
      if (event.target.closest("button.close")) this.close();
      const { number } = event.target.closest("[data-number]")?.dataset ?? {};
      if (number && !event.target.closest("a")) onPick(number);
    });
  }

  get isOpen() {
    return !this.#box.hidden;
  }

  show(incidents) {
    const content = incidents.length === 1 ? single(incidents[0]) : list(incidents);
    this.#box.replaceChildren(...content);
    this.#box.hidden = false;
    this.#box.scrollTop = 0;
  }

  close() {
    if (!this.isOpen) return;
    this.#box.hidden = true;
    this.#onClose();
  }
}

function single(incident) {
  const facts = make("dl");
  for (const key of FACTS.filter((name) => incident[name])) facts.append(make("dt", say(key)), make("dd", incident[key]));
  const open = make("a", say("open_record"));
  open.href = incident.url;
  open.className = "btn";
  return [head(incident.title, incident.number), facts, open];
}

function list(incidents) {
  const items = make("ul");
  for (const incident of incidents) {
    const link = make("a", incident.number);
    link.href = incident.url;
    const words = make("span");
    words.append(link, make("small", [incident.date_text, incident.outcome_text].filter(Boolean).join(" · ")));
    const item = make("li");
    item.dataset.number = incident.number;
    item.append(incidentIcon(incident.status, incident.date_precise), words);
    items.append(item);
  }
  const sites = [...new Set(incidents.map((incident) => incident.site_name).filter(Boolean))];
  return [head(sites.join(", ") || say("group"), pairText(countPair(incidents))), items];
}

function head(title, line) {
  const words = make("div");
  words.append(make("h3", title), make("p", line));
  words.lastChild.className = "small id";
  const close = make("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", say("close"));
  close.append(cross());
  const header = make("header");
  header.append(words, close);
  return header;
}

function cross() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [name, value] of [["viewBox", "0 0 10 10"], ["width", 10], ["height", 10], ["aria-hidden", true]]) {
    svg.setAttribute(name, value);
  }
  path.setAttribute("d", "M1.5 1.5l7 7M8.5 1.5l-7 7");
  path.setAttribute("class", "cross");
  svg.append(path);
  return svg;
}

function make(name, text = "") {
  return Object.assign(document.createElement(name), { textContent: text });
}
