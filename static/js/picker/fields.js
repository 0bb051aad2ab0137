// The form's fields of one point: what they hold, who put it there, and how exact it is said to be.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const FROM_MAP = "MAP_CLICK";

export class PointFields {
  constructor(fields) {
    Object.assign(this, fields);
    this.isExactTyped = false;
    this.exact.addEventListener("input", () => (this.isExactTyped = this.exact.value.trim() !== ""));
  }

  // What is typed by hand came from nobody else.
  wasTyped() {
    this.source.value = "";
    this.reference.value = "";
  }

  get texts() {
    return { lat: this.lat.value.trim(), lon: this.lon.value.trim() };
  }

  get isEmpty() {
    return !this.texts.lat && !this.texts.lon;
  }

  get isPlain() {
    return Object.values(this.texts).every((text) => !text || NUMBER.test(text));
  }

  get point() {
    const { lat, lon } = this.texts;
    if (!NUMBER.test(lat) || !NUMBER.test(lon) || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
    return { lat: Number(lat), lon: Number(lon) };
  }

  get metres() {
    const text = this.exact.value.trim();
    return NUMBER.test(text) ? Math.max(0, Number(text)) : null;
  }

  get isTyped() {
    return !this.isEmpty && (this.source.value === "" || this.source.value === "MANUAL");
  }

  get isFromMap() {
    return this.source.value === FROM_MAP;
  }

  // A number that a person typed for how exact it is stays with a point that the same person places.
  take({ lat, lon, uncertainty_m: metres, method, ref = "" }) {
    this.lat.value = Number(lat).toFixed(6);
    this.lon.value = Number(lon).toFixed(6);
    if (!(method === FROM_MAP && this.isExactTyped)) {
      this.exact.value = String(metres ?? "");
      this.isExactTyped = false;
    }
    this.source.value = method;
    this.reference.value = ref;
  }

  clear() {
    for (const field of [this.lat, this.lon, this.exact, this.source, this.reference]) field.value = "";
    this.isExactTyped = false;
  }
}
