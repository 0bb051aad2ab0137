// The table beside the map: its full equivalent. Rows are written from the same JSON that the map draws.

import { incidentIcon } from "./map/symbols.js";
import { countPair, pairElement, say } from "./words.js";

const ROWS_AT_ONCE = 120;
// Where the table stands under the map, all rows would make a page without end: more are shown when asked for.
const ROWS_BELOW = 50;
const isBelow = () => matchMedia("(max-width: 62rem)").matches;

export class IncidentTable {
  #body;
  #outside;
  #more;
  #inView = [];
  #rows = new Map();
  #selected = null;
  #waiting = 0;

  constructor(table, outside, { more, onHover, onPick }) {
    this.#body = table.tBodies[0];
    this.#outside = outside;
    this.#more = more;
    more.addEventListener("click", () => this.#showMore());
    const numberOf = (event) => event.target.closest("tr")?.dataset.number ?? null;
    for (const type of ["mouseover", "focusin"]) this.#body.addEventListener(type, (event) => onHover(numberOf(event)));
    for (const type of ["mouseleave", "focusout"]) this.#body.addEventListener(type, () => onHover(null));
    this.#body.addEventListener("click", (event) => {
      if (!event.target.closest("a")) onPick(numberOf(event));
    });
  }

  show(inView, all) {
    this.#rows = new Map();
    this.#inView = inView;
    this.#body.replaceChildren(...(inView.length ? [] : [emptyRow(all.length)]));
    this.#append(isBelow() ? inView.slice(0, ROWS_BELOW) : inView);
    const shown = new Set(inView);
    this.#sayOutside(all.filter((incident) => !shown.has(incident)));
  }

  // The first rows at once, the rest when the browser has time; a newer view ends what is still waiting.
  #append(incidents) {
    clearTimeout(this.#waiting);
    const [now, later] = [incidents.slice(0, ROWS_AT_ONCE), incidents.slice(ROWS_AT_ONCE)];
    const rows = now.map((incident) => [incident.number, row(incident)]);
    for (const [number, element] of rows) this.#rows.set(number, element);
    this.#body.append(...rows.map(([, element]) => element));
    if (this.#rows.has(this.#selected)) this.#mark(this.#selected);
    this.#sayMore(later.length > 0);
    if (later.length) this.#waiting = setTimeout(() => this.#append(later), 30);
  }

  #sayMore(isComing) {
    const n = this.#inView.length - this.#rows.size;
    this.#more.hidden = n <= 0 || isComing;
    this.#more.textContent = say("more_rows", { n: Math.min(n, ROWS_BELOW), left: n });
  }

  #showMore() {
    const from = this.#rows.size;
    this.#append(this.#inView.slice(from, from + ROWS_BELOW));
    this.focus(this.#inView[from].number);
  }

  select(number) {
    const place = this.#inView.findIndex((incident) => incident.number === number);
    if (!this.#more.hidden && place >= this.#rows.size) this.#append(this.#inView.slice(this.#rows.size, place + 1));
    this.#selected = number;
    this.#mark(number);
    this.#rows.get(number)?.scrollIntoView({ block: "nearest" });
  }

  #mark(number) {
    for (const [own, element] of this.#rows) {
      element.classList.toggle("chosen", own === number);
      if (own === number) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }

  focus(number) {
    this.#rows.get(number)?.querySelector("a")?.focus();
  }

  #sayOutside(outside) {
    if (!this.#outside) return;
    this.#outside.hidden = outside.length === 0;
    const [incidents, cases] = countPair(outside);
    const text = this.#outside.querySelector("[data-text]") ?? this.#outside;
    text.textContent = say("outside_view", { incidents, cases });
  }
}

function row(incident) {
  const tr = document.createElement("tr");
  tr.dataset.number = incident.number;
  const link = Object.assign(document.createElement("a"), { href: incident.url, textContent: incident.number });
  const detail = [say("case", { case: incident.case }), incident.equipment_text, incident.zone_text, incident.outcome_text].filter(Boolean).join(" · ");
  tr.append(
    cell("sym", incidentIcon(incident.status, incident.date_precise), hidden(say(`status_${incident.status}`))),
    cell("nowrap id", link, small(incident.date_text)),
    cell("", incident.site_name || say("no_site"), small(detail)),
  );
  return tr;
}

function emptyRow(total) {
  const tr = document.createElement("tr");
  const td = cell("dim", total ? say("none_in_view") : say("none_found"));
  td.colSpan = 3;
  tr.append(td);
  return tr;
}

function cell(name, ...children) {
  const td = document.createElement("td");
  td.className = name;
  td.append(...children);
  return td;
}

function small(text) {
  return Object.assign(document.createElement("small"), { textContent: text });
}

function hidden(text) {
  return Object.assign(document.createElement("span"), { className: "sr", textContent: text });
}

// "18 incidents / 10 cases" where the line above the map asks for words.
export function showTotal(element, [incidents, cases]) {
  if (!element?.hasAttribute("data-words")) return showCount(element, [incidents, cases]);
  const first = say(incidents === 1 ? "incidents_one" : "incidents_other", { n: incidents });
  const number = Object.assign(document.createElement("b"), { textContent: incidents });
  const slash = Object.assign(document.createElement("i"), { textContent: "/" });
  const second = document.createElement("span");
  second.textContent = say(cases === 1 ? "cases_one" : "cases_other", { n: cases });
  const pair = Object.assign(document.createElement("span"), { className: "pair" });
  pair.append(number, first.replace(incidents, "").replace(" ", "\u00a0"), slash, second);
  element.replaceChildren(pair);
}

export function showCount(element, pair) {
  element?.replaceChildren(...pairElement(pair).childNodes);
}
