// The table of corners: what is typed stays as typed, how it was read stands below it.

import { say } from "../words.js";
import { readDecimal, written } from "./shape.js";

export class CornerTable {
  #body;
  #read;
  #changed;
  #points = new WeakMap();

  // read(text) asks the server and answers { lat, lon, words } or { problem }.
  constructor(body, { read, changed }) {
    this.#body = body;
    this.#read = read;
    this.#changed = changed;
    for (const tools of document.querySelectorAll("[data-row-tools]")) tools.hidden = false;
    body.addEventListener("change", ({ target }) => this.take(target));
    body.addEventListener("click", ({ target }) => this.#press(target.closest("button")));
    body.addEventListener("paste", (event) => this.#paste(event));
    this.#keepOneBlank();
    for (const input of this.#inputs()) this.take(input, { isSilent: true });
  }

  // The corners that were read, with their rows.
  corners() {
    return this.#inputs()
      .map((input) => ({ input, point: this.#points.get(input) }))
      .filter(({ point }) => point);
  }

  set(input, point) {
    input.value = written(point);
    this.#points.set(input, point);
    this.#say(input, "");
  }

  insertAfter(input, point) {
    const row = this.#newRow();
    const before = input?.closest("tr");
    if (before) before.after(row);
    else (this.#inputs().find(({ value }) => !value)?.closest("tr") ?? this.#body.lastElementChild)?.before(row);
    if (!row.isConnected) this.#body.append(row);
    const added = row.querySelector("input");
    if (point) this.set(added, point);
    this.#number();
    return added;
  }

  remove(input) {
    input.closest("tr").remove();
    this.#keepOneBlank();
  }

  texts() {
    return this.#inputs().map(({ value }) => value);
  }

  restore(texts) {
    this.#body.replaceChildren(...texts.map((text) => this.#newRow(text)));
    this.#keepOneBlank();
    for (const input of this.#inputs()) this.take(input, { isSilent: true });
  }

  async take(input, { isSilent = false } = {}) {
    const text = input.value.trim();
    const plain = readDecimal(text);
    this.#points.delete(input);
    if (plain || !text) {
      if (plain) this.#points.set(input, plain);
      if (!isSilent || !text) this.#say(input, "");
    }
    // The next corner can be typed while this one is still being read.
    if (text && input === this.#inputs().at(-1)) this.#addBlank();
    if (!plain && text) await this.#ask(input, text);
    if (!isSilent || !plain) this.#changed();
  }

  async #ask(input, text) {
    const answer = await this.#read(text);
    if (input.value.trim() !== text) return;
    if (answer.problem) this.#say(input, answer.problem, true);
    else {
      this.#points.set(input, { lat: answer.lat, lon: answer.lon });
      this.#say(input, answer.words);
    }
  }

  #press(button) {
    if (!button) return;
    const input = button.closest("tr").querySelector("input");
    if (button.dataset.tool === "insert") this.insertAfter(input).focus();
    else {
      const next = button.closest("tr").nextElementSibling ?? button.closest("tr").previousElementSibling;
      this.remove(input);
      (next?.isConnected ? next : this.#body).querySelector("input")?.focus();
    }
    this.#changed();
  }

  // Several lines pasted into one row become rows of their own.
  #paste(event) {
    const lines = (event.clipboardData?.getData("text") ?? "").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    let input = event.target;
    for (const [position, line] of lines.slice(0, 500).entries()) {
      if (position) input = this.insertAfter(input);
      input.value = line;
      this.take(input);
    }
  }

  // One blank row at the end is enough where rows can be added.
  #keepOneBlank() {
    for (const input of this.#inputs()) if (!input.value.trim()) input.closest("tr").remove();
    this.#addBlank();
  }

  #addBlank() {
    this.#body.append(this.#newRow());
    this.#number();
  }

  #say(input, words, isProblem = false) {
    input.closest("tr").querySelector("[data-echo]").textContent = words;
    input.classList.toggle("bad", isProblem);
    if (isProblem) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  #inputs() {
    return [...this.#body.querySelectorAll('input[name="corner"]')];
  }

  #newRow(text = "") {
    const row = document.createElement("tr");
    const head = Object.assign(document.createElement("th"), { scope: "row" });
    const input = Object.assign(document.createElement("input"), { name: "corner", className: "in", maxLength: 200, autocomplete: "off", value: text });
    const echo = Object.assign(document.createElement("small"), { className: "hint" });
    echo.dataset.echo = "";
    const [cell, tools] = [document.createElement("td"), document.createElement("td")];
    cell.append(input, echo);
    row.append(head, cell, tools);
    return row;
  }

  #number() {
    for (const [position, row] of [...this.#body.children].entries()) {
      const n = position + 1;
      row.querySelector("th").textContent = String(n);
      row.querySelector("input").setAttribute("aria-label", say("zone_corner", { n }));
      row.lastElementChild.className = "rowtools";
      row.lastElementChild.replaceChildren(button("insert", "+", say("zone_insert", { n })), button("remove", "×", say("zone_remove", { n })));
    }
  }
}

function button(tool, sign, words) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet", textContent: sign });
  made.dataset.tool = tool;
  made.setAttribute("aria-label", words);
  return made;
}
