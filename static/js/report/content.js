// The form as flat texts and back: what is stored as a draft and what is sent.
const LISTS = ["seen", "behaviours", "indicators", "equipment", "actions"];
const LEFT_OUT = ["csrfmiddlewaretoken"];

export function read(form, extra) {
  const data = new FormData(form);
  const content = Object.fromEntries(LISTS.map((name) => [name, data.getAll(name)]));
  for (const name of new Set(data.keys())) {
    if (!LISTS.includes(name) && !LEFT_OUT.includes(name)) content[name] = data.get(name);
  }
  return { ...content, ...extra };
}

export function fill(form, content) {
  for (const field of form.elements) {
    const value = content[field.name];
    if (!field.name || value === undefined || LEFT_OUT.includes(field.name)) continue;
    if (field.type === "checkbox") field.checked = value.includes(field.value);
    else if (field.type === "radio") field.checked = value === field.value;
    else field.value = value;
  }
  for (const fold of form.querySelectorAll("details")) fold.open = Boolean(fold.querySelector("input:checked")) || fold.open;
}

// Whether a person entered anything: a card that was only opened is no draft.
export function isTouched(content) {
  const words = ["line", "words", "narrative", "lat", "lon"].some((name) => content[name]?.trim());
  return words || LISTS.some((name) => content[name].length > 0);
}

// A name for this page alone, in letters, so that no scan takes it for a number of a person.
export function pageName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => String.fromCharCode(97 + (byte % 26))).join("");
}
