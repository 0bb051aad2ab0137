// The two questions that may be asked before sending (a doubt, a report near by), and which of them are answered.
import * as panels from "./panels.js";
import { find } from "./setup.js";

const KINDS = ["doubts", "near"];

export class Questions {
  constructor({ answered, same }) {
    find("[data-confirm]").addEventListener("click", () => (this.answer("doubts"), answered()));
    find("[data-not-same]").addEventListener("click", () => (this.answer("near"), answered()));
    find("[data-near]").addEventListener("click", (event) => event.target.closest("[data-same]") && same(this.hrefOf(event.target.value)));
  }

  begin(confirmed = []) {
    this.confirmed = confirmed;
    for (const kind of KINDS) this.ask(kind, [], { isLoud: false });
  }

  // A question may come back after it was answered: the asking was on its way already.
  ask(kind, entries, { isLoud }) {
    this[kind] = entries.filter((entry) => !this.confirmed.includes(entry.key));
    panels.ask(find(`[data-${kind}]`), this[kind], { isLoud: isLoud && this[kind].length > 0 });
  }

  answer(kind) {
    this.confirmed = [...this.confirmed, ...this[kind].map((entry) => entry.key)];
    this.ask(kind, [], { isLoud: false });
  }

  // Whether all that was asked of words which carried `before` as their answers has been answered since.
  isAnsweredSince(before, { doubts = [], near = [] }) {
    const isNew = ({ key }) => this.confirmed.includes(key) && !before.includes(key);
    return doubts.length + near.length > 0 && [...doubts, ...near].every(isNew);
  }

  hrefOf(key) {
    return this.near.find((entry) => entry.key === key).href;
  }
}
