// What the card says back: the status line, what is wrong, and the two questions that may be asked before sending.
import { find, say } from "./setup.js";

const NAMES_OF = { at: "when", on: "when", lat: "words", lon: "words", uncertainty_m: "words", line: "seen", indicators: "seen", behaviours: "seen" };

export function status(words) {
  const line = find("[data-status]");
  if (line.textContent !== words) line.textContent = words;
  // The line may be far above what is seen of a phone; beside the button it is read again, by eye alone.
  find("[data-status-bar]").textContent = words;
}

export function signIn(isNeeded) {
  find("[data-sign-in]").hidden = !isNeeded;
}

export function done(words) {
  const panel = find("[data-done]");
  panel.hidden = !words;
  find("[data-done-words]").textContent = words;
  // The same words stand in the panel, larger.
  find("[data-status]").classList.toggle("sr", Boolean(words));
  if (words) panel.focus();
}

function fieldOf(form, name) {
  const field = form.elements[name];
  const question = form.querySelector(`[data-q="${NAMES_OF[name] ?? name}"]`);
  return field instanceof Element ? field : (question?.querySelector("input, textarea, select, button") ?? null);
}

function clear(form) {
  for (const note of form.querySelectorAll(".err")) note.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.classList.remove("bad");
    field.removeAttribute("aria-describedby");
  }
}

// Each message stands beside its field and in the summary on top, which takes the focus when asked to.
export function problems(form, found, { isLoud = true } = {}) {
  clear(form);
  const summary = find("[data-errors]");
  const entries = Object.entries(found);
  summary.hidden = entries.length === 0 || !isLoud;
  summary.querySelector("ul").replaceChildren(...entries.map(([name, words]) => item(form, name, words)));
  for (const [name, words] of entries) mark(fieldOf(form, name), name, words);
  if (!summary.hidden) summary.focus();
}

function item(form, name, words) {
  const line = document.createElement("li");
  const field = fieldOf(form, name);
  if (!field) return Object.assign(line, { textContent: words });
  const link = Object.assign(document.createElement("a"), { href: "#main", textContent: words });
  link.addEventListener("click", (event) => (event.preventDefault(), reveal(field)));
  line.append(link);
  return line;
}

function reveal(field) {
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
}

function mark(field, name, words) {
  if (!field) return;
  const note = Object.assign(document.createElement("p"), { className: "err", id: `err-${name || "card"}`, textContent: words });
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", note.id);
  if (field.matches(".in")) field.classList.add("bad");
  (field.closest(".opts") ?? field.closest("label") ?? field).after(note);
}

// Asked again with every save: what the person unfolded stays unfolded.
export function ask(panel, entries, { isLoud }) {
  const open = new Set([...panel.querySelectorAll("details[open]")].map((fold) => fold.dataset.key));
  panel.hidden = entries.length === 0;
  panel.querySelector("ul").replaceChildren(...entries.map((entry) => question(entry, isLoud || open.has(entry.key))));
  if (!panel.hidden && isLoud) panel.focus();
}

function question(entry, isOpen) {
  const line = document.createElement("li");
  const [first, ...rest] = [entry.words].flat();
  const head = entry.href
    ? Object.assign(document.createElement("a"), { href: entry.href, target: "_blank", rel: "noopener", textContent: first })
    : element("span", first);
  line.append(head, ...rest.map((words) => element("small", words)));
  if (entry.beside) line.append(beside(entry, isOpen), sameButton(entry));
  return line;
}

function element(name, textContent, className = "") {
  return Object.assign(document.createElement(name), { textContent, className });
}

function sameButton({ key }) {
  const button = Object.assign(element("button", say("same"), "btn"), { type: "button", value: key });
  button.dataset.same = "";
  return button;
}

// The other report beside this card, what differs first.
function beside(entry, isOpen) {
  const fold = Object.assign(document.createElement("details"), { className: "beside", open: isOpen });
  fold.dataset.key = entry.key;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const words of [say("field"), say("this_card"), entry.number]) head.append(Object.assign(element("th", words), { scope: "col" }));
  const body = table.createTBody();
  const lines = [...entry.beside].sort((one, two) => one.is_same - two.is_same);
  for (const line of lines) body.append(row(line, entry.number));
  fold.append(element("summary", say("beside")), table);
  return fold;
}

function row({ term, mine, theirs, is_same: isSame }, number) {
  const line = document.createElement("tr");
  line.className = isSame ? "agrees" : "";
  line.append(Object.assign(element("th", term), { scope: "row" }));
  for (const [whose, words] of [[say("this_card"), mine], [number, theirs]]) {
    const cell = document.createElement("td");
    const of = element("b", whose, "of");
    of.setAttribute("aria-hidden", "true");
    cell.append(of, words);
    line.append(cell);
  }
  return line;
}
