// Translated words come from the server in <script type="application/json" id="map-strings">.

const source = document.getElementById("map-strings");
const words = source ? JSON.parse(source.textContent) : {};

export const language = document.documentElement.lang || "en";

export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// "3 / 2": incidents, then cases; the order never changes.
export function pairText([incidents, cases]) {
  return `${incidents} / ${cases}`;
}

export function countPair(incidents) {
  return [incidents.length, new Set(incidents.map((incident) => incident.case)).size];
}

export function pairElement([incidents, cases]) {
  const pair = document.createElement("span");
  pair.className = "pair";
  for (const [name, text] of [["b", incidents], ["i", "/"], ["span", cases]]) {
    pair.append(Object.assign(document.createElement(name), { textContent: text }));
  }
  return pair;
}
