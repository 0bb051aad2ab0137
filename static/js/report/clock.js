// The office's clock: the server's time carried on, so that a phone with a wrong clock files the right hour.
import { find, say, setup } from "./setup.js";

const MINUTE = 60_000;
const AHEAD = 5 * MINUTE;
const DAY = 24 * 60 * MINUTE;
let ahead = Date.parse(setup.now) - Date.now();
const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: setup.zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});
const dayWords = new Intl.DateTimeFormat(document.documentElement.lang, {
  timeZone: "UTC", weekday: "long", day: "numeric", month: "short",
});

function wall(moment) {
  const named = Object.fromEntries(parts.formatToParts(moment).map((part) => [part.type, part.value]));
  return { on: `${named.year}-${named.month}-${named.day}`, at: `${named.hour}:${named.minute}` };
}

// A device may set its clock right, or sleep, while the card is open.
export function tune(moment) {
  ahead = Date.parse(moment) - Date.now();
}

export function now() {
  return wall(new Date(Date.now() + ahead));
}

// Wall times are compared as if they were UTC: both stand on the same clock.
function ticks({ on, at }) {
  return Date.parse(`${on}T${at || "00:00"}Z`);
}

function shifted(on, days) {
  return new Date(Date.parse(`${on}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function agoWords(minutes) {
  return minutes < 60 ? say("minutes_ago", { n: minutes }) : say("hours_ago", { n: Math.floor(minutes / 60) });
}

function echo(said, today) {
  const day = dayWords.format(new Date(`${said.on}T00:00Z`));
  const ago = said.at ? agoWords(Math.max(0, Math.round((ticks(today) - ticks(said)) / MINUTE))) : say("day_only");
  if (said.on === today.on) return say("today", { day, ago });
  return said.on === shifted(today.on, -1) ? say("yesterday", { day, ago }) : say("that_day", { day });
}

export class When {
  constructor(form, changed) {
    Object.assign(this, { form, changed, on: form.elements.on, at: form.elements.at });
    find("[data-yesterday]").addEventListener("click", () => this.dayBefore());
    form.addEventListener("input", (event) => this.typed(event.target));
    setInterval(() => this.show(), 30_000);
  }

  // "Now" is the minute in which the card was begun: a link that comes back later moves no report.
  start() {
    Object.assign(this.form.elements.when, { value: "now" });
    this.setTo(now());
    this.show();
  }

  setTo({ on, at }) {
    this.on.value = on;
    this.at.value = at;
  }

  typed(field) {
    if (field === this.on || field === this.at) this.form.elements.when.value = "at";
    if (field.name === "when" && field.value === "now") this.setTo(now());
    if (["when", "on", "at"].includes(field.name)) this.show();
  }

  dayBefore() {
    this.on.value = shifted(this.on.value, -1);
    this.show();
    this.changed();
    this.at.focus();
  }

  show() {
    const kind = this.form.elements.when.value;
    const said = { on: this.on.value, at: this.at.value };
    const today = now();
    const isAhead = kind !== "unknown" && said.on && ticks(said) > ticks(today) + AHEAD;
    const isToday = isAhead && said.on === today.on && said.at;
    find("[data-time]").hidden = kind === "unknown";
    find("[data-yesterday]").hidden = !isToday;
    find("[data-when-echo]").textContent = this.sentence(kind, said, today, isAhead, isToday);
  }

  sentence(kind, said, today, isAhead, isToday) {
    if (kind === "unknown") return say("unknown");
    if (!said.on) return "";
    if (isToday) return say("ahead", { time: said.at });
    if (isAhead) return say("ahead_day");
    return kind === "now" && said.on === today.on && said.at === today.at ? say("now") : echo(said, today);
  }
}
