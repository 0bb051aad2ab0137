// What the server hands to the card, and its sentences.
export const setup = JSON.parse(document.getElementById("report-setup").textContent);
export const sites = JSON.parse(document.getElementById("report-sites").textContent);

export function say(key, values = {}) {
  return (setup.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function find(selector) {
  return document.querySelector(selector);
}
