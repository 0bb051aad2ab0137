// The stretch of time that the filters ask for, with a thumb at each end to drag. The date inputs beside the timeline
// are the same thing for keyboard and screen reader, so the thumbs are for the pointer only.

import { toDay, toText } from "./calendar.js";
import { svg } from "./svg.js";

const THUMB = { width: 7, hit: 24, overhang: 3 };

export class Brush {
  #figure;
  #inputs;
  #grid = null;
  #dragged = null;

  constructor(figure, inputs) {
    this.#figure = figure;
    this.#inputs = inputs;
    figure.addEventListener("pointerdown", (event) => this.#take(event));
    figure.addEventListener("pointermove", (event) => this.#drag(event));
    for (const type of ["pointerup", "pointercancel"]) figure.addEventListener(type, () => this.#letGo());
  }

  // The parts for one drawing of the timeline: the ground behind the columns, the thumbs above them.
  draw(grid) {
    this.#grid = grid;
    const [from, to] = this.#ends();
    const height = grid.bottom - grid.top;
    const ground = svg("rect", { class: "brush", x: from, y: grid.top, width: Math.max(0, to - from), height });
    return { ground, thumbs: [this.#thumb(0, from), this.#thumb(1, to)] };
  }

  #ends() {
    const { starts, end, x } = this.#grid;
    const within = (day) => Math.min(end, Math.max(starts[0], day));
    const [from, to] = this.#inputs.map((input) => input?.value);
    return [x(from ? within(toDay(from)) : starts[0]), x(to ? within(toDay(to) + 1) : end)];
  }

  #thumb(index, x) {
    const [top, bottom] = [this.#grid.top - THUMB.overhang, this.#grid.bottom - 14];
    const box = { x: x - THUMB.width / 2, y: top, width: THUMB.width, height: bottom - top, rx: 1 };
    const grip = svg("path", { class: "axis", d: `M${x} ${top + 8}V${bottom - 8}` });
    const hit = svg("rect", { class: "thumbhit", "data-end": index, x: x - THUMB.hit / 2, y: top, width: THUMB.hit, height: bottom - top });
    return svg("g", { class: "handle" }, svg("rect", { class: "thumb", ...box }), grip, hit);
  }

  #take(event) {
    const end = event.target.dataset?.end;
    if (end === undefined) return;
    event.preventDefault();
    this.#dragged = Number(end);
    this.#figure.setPointerCapture(event.pointerId);
  }

  #drag(event) {
    if (this.#dragged === null) return;
    const { starts, end, left, right } = this.#grid;
    const frame = this.#figure.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * this.#grid.width;
    const day = Math.round(starts[0] + ((x - left) / (right - left)) * (end - starts[0])) - this.#dragged;
    this.#inputs[this.#dragged].value = toText(this.#limited(day));
    this.#redraw();
  }

  // A thumb passes neither the other one nor the ends.
  #limited(day) {
    const { starts, end } = this.#grid;
    const other = this.#inputs[1 - this.#dragged].value;
    const [low, high] = this.#dragged ? [other ? toDay(other) : starts[0], end - 1] : [starts[0], other ? toDay(other) : end - 1];
    return Math.min(high, Math.max(low, day));
  }

  #redraw() {
    const { ground, thumbs } = this.draw(this.#grid);
    this.#figure.querySelector(".brush").replaceWith(ground);
    for (const [index, old] of [...this.#figure.querySelectorAll(".handle")].entries()) old.replaceWith(thumbs[index]);
  }

  #letGo() {
    if (this.#dragged === null) return;
    const input = this.#inputs[this.#dragged];
    this.#dragged = null;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
