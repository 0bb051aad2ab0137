// Addresses and sentences of the picker, from the server in <script type="application/json" id="picker-setup">.

const setup = JSON.parse(document.getElementById("picker-setup").textContent);

export const addresses = setup.addresses;

export function say(key, values = {}) {
  return (setup.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function button(words, pressed, className = "btn") {
  const made = element("button", { type: "button", className, textContent: words });
  made.addEventListener("click", pressed);
  return made;
}

export function positionWords({ lat, lon }) {
  return `${Number(lat).toFixed(5)}, ${Number(lon).toFixed(5)}`;
}
