// Drawing a zone: map and fields hold the same figure, and each follows the other. The form works without this.

import { say } from "../words.js";
import { CornerTable } from "./corners.js";
import { Handles } from "./handles.js";
import { areaM2, crossing, eastOf, nearestSide, readDecimal, written } from "./shape.js";
import { frame, openStage, readJson } from "./stage.js";

const MOST_UNDONE = 50;
const find = (selector) => document.querySelector(selector);
const line = { className: "zone-line", interactive: false, pane: "overlayPane" };

class Editor {
  constructor(form) {
    this.form = form;
    this.content = readJson("zone-content");
    this.stage = openStage(find("[data-zone-map]"), this.content);
    this.map = this.stage.leaflet;
    this.past = [];
    this.drawn = L.layerGroup().addTo(this.map);
    this.handles = new Handles(this.map, {
      moved: (key, point, how) => this.move(key, point, how),
      removed: (key) => this.remove(key),
      opened: (key) => this.inputOf(key)?.focus(),
    });
    this.table = new CornerTable(find("[data-corners]"), { read: (text) => this.read(text), changed: () => this.refresh() });
    this.map.on("click", ({ latlng }) => this.add({ lat: latlng.lat, lon: latlng.lng }));
    form.addEventListener("change", ({ target }) => this.typed(target));
    find("[data-add-middle]").addEventListener("click", () => this.addMiddle());
    find("[data-undo]").addEventListener("click", () => this.undo());
    find("[data-more]").closest("p").hidden = true;
    find("[data-zone-tools]").hidden = false;
    this.centre = readDecimal(form.elements.centre.value);
    if (!this.centre) this.readCentre();
    this.refresh();
    this.frameIt();
  }

  get isCircle() {
    return this.form.elements.figure.value === "circle";
  }

  // Holes of the line that is drawn anew: kept or left out, never moved here.
  get holes() {
    const isKept = this.form.elements.keep_holes?.checked;
    return isKept ? this.content.holes.map((hole) => hole.map(([lon, lat]) => [lat, lon])) : [];
  }

  get radius() {
    const text = this.form.elements.radius_m.value.trim().replace(",", ".");
    const metres = text.endsWith("km") ? Number.parseFloat(text) * 1000 : Number.parseFloat(text);
    return Number.isFinite(metres) && metres > 0 ? metres : 0;
  }

  async read(text) {
    try {
      const body = new URLSearchParams({ text });
      const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
      const response = await fetch(this.form.dataset.read, { method: "POST", body, headers });
      return response.ok ? await response.json() : { problem: say("zone_not_read") };
    } catch {
      return { problem: say("zone_not_read") };
    }
  }

  typed(target) {
    if (target.name === "centre") this.readCentre();
    if (target.name === "figure") this.map.closePopup();
    if (["figure", "radius_m", "keep_holes"].includes(target.name)) this.refresh();
  }

  async readCentre() {
    const { centre } = this.form.elements;
    const echo = centre.parentElement.querySelector("[data-echo]");
    const text = centre.value.trim();
    const answer = readDecimal(text) ?? (text ? await this.read(text) : null);
    if (centre.value.trim() !== text) return;
    this.centre = answer && !answer.problem ? { lat: answer.lat, lon: answer.lon } : null;
    echo.textContent = answer?.problem ?? answer?.words ?? "";
    centre.classList.toggle("bad", Boolean(answer?.problem));
    this.refresh();
  }

  add(point) {
    this.remember();
    if (this.isCircle) this.setCentre(point);
    else {
      const corners = this.table.corners();
      const after = corners[nearestSide(corners.map((corner) => corner.point), point)];
      this.table.insertAfter(after?.input, point);
    }
    this.refresh();
  }

  addMiddle() {
    const { lat, lng } = this.map.getCenter();
    this.add({ lat, lon: lng });
  }

  setCentre(point) {
    this.centre = point;
    this.form.elements.centre.value = written(point);
    this.form.elements.centre.classList.remove("bad");
    this.form.elements.centre.parentElement.querySelector("[data-echo]").textContent = "";
  }

  move(key, point, { isDone }) {
    if (!this.isMoving) this.remember();
    this.isMoving = !isDone;
    if (key === "centre") this.setCentre(point);
    else if (key === "edge") this.form.elements.radius_m.value = String(Math.max(1, Math.round(this.map.distance([this.centre.lat, this.centre.lon], [point.lat, point.lon]))));
    else this.table.set(this.inputOf(key), point);
    if (isDone) this.refresh();
    else this.draw();
  }

  remove(key) {
    if (!key.startsWith("corner-")) return;
    this.remember();
    this.table.remove(this.inputOf(key));
    this.refresh();
  }

  inputOf(key) {
    if (key === "centre" || key === "edge") return this.form.elements[key === "edge" ? "radius_m" : "centre"];
    return this.table.corners()[Number(key.slice("corner-".length))]?.input;
  }

  remember() {
    const { centre, radius_m: radius } = this.form.elements;
    this.past.push({ centre: centre.value, radius: radius.value, texts: this.table.texts() });
    this.past.splice(0, this.past.length - MOST_UNDONE);
    find("[data-undo]").setAttribute("aria-disabled", "false");
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.form.elements.centre.value = before.centre;
    this.form.elements.radius_m.value = before.radius;
    this.table.restore(before.texts);
    find("[data-undo]").setAttribute("aria-disabled", String(this.past.length === 0));
    this.readCentre();
  }

  refresh() {
    for (const part of document.querySelectorAll("[data-figure]")) part.hidden = part.dataset.figure !== this.form.elements.figure.value;
    find("[data-add-middle]").hidden = this.isCircle;
    find("[data-zone-hint]").textContent = say(this.isCircle ? "zone_hint_circle" : "zone_hint_outline");
    this.draw();
    this.handles.show(this.isCircle ? this.circleHandles() : this.cornerHandles());
  }

  circleHandles() {
    if (!this.centre) return [];
    const centre = { key: "centre", kind: "middle", point: this.centre, words: say("zone_centre") };
    const edge = { key: "edge", kind: "edge", point: eastOf(this.centre, this.radius), words: say("zone_edge", { metres: Math.round(this.radius) }) };
    return this.radius ? [centre, edge] : [centre];
  }

  cornerHandles() {
    const corners = this.table.corners();
    return corners.map(({ point }, i) => ({ key: `corner-${i}`, kind: "corner", point, words: say("zone_corner", { n: i + 1 }) }));
  }

  draw() {
    this.drawn.clearLayers();
    if (this.isCircle) this.drawCircle();
    else this.drawOutline();
  }

  drawCircle() {
    if (this.centre && this.radius) L.circle([this.centre.lat, this.centre.lon], { radius: this.radius, ...line }).addTo(this.drawn);
    const area = inWords(Math.PI * this.radius ** 2);
    this.tell(this.radius ? say("zone_circle", { metres: Math.round(this.radius), area }) : "");
  }

  drawOutline() {
    const points = this.table.corners().map(({ point }) => point);
    const pairs = points.map(({ lat, lon }) => [lat, lon]);
    (points.length > 2 ? L.polygon([pairs, ...this.holes], line) : L.polyline(pairs, line)).addTo(this.drawn);
    const fault = points.length > 3 ? crossing(points) : null;
    if (fault) L.circleMarker([fault.lat, fault.lon], { radius: 9, className: "zone-fault", interactive: false }).addTo(this.drawn);
    if (fault) this.tell(say("zone_crosses", { place: written(fault) }), true);
    else if (points.length < 3) this.tell(say("zone_few", { n: points.length }));
    else this.tell(say("zone_measure", { n: points.length, area: inWords(areaM2(points) - this.holesM2()) }));
  }

  holesM2() {
    return this.holes.reduce((sum, hole) => sum + areaM2(hole.map(([lat, lon]) => ({ lat, lon }))), 0);
  }

  tell(words, isProblem = false) {
    const status = find("[data-zone-status]");
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle("err", isProblem);
  }

  frameIt() {
    const points = this.isCircle ? this.circlePoints() : this.table.corners().map(({ point }) => point);
    const [site] = this.content.sites;
    frame(this.map, { points: [...points, site].map(({ lat, lon }) => [lat, lon]) });
  }

  circlePoints() {
    if (!this.centre) return [];
    const radius = this.radius || 1000;
    const east = eastOf(this.centre, radius);
    const [reach, { lat, lon }] = [radius / 111_195, this.centre];
    return [east, { lat, lon: 2 * lon - east.lon }, { lat: lat + reach, lon }, { lat: lat - reach, lon }];
  }
}

function inWords(squareMetres) {
  const key = squareMetres >= 1e6 ? "zone_square_km" : "zone_hectares";
  const value = squareMetres / (squareMetres >= 1e6 ? 1e6 : 1e4);
  return say(key, { n: value.toFixed(value < 10 ? 2 : 0) });
}

new Editor(find("[data-zone-form]"));
find("[data-errors]")?.focus();
