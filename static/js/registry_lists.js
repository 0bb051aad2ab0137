// How many places of the list are ticked stands on the button that takes them in; all may be unticked at once.

const form = document.querySelector("[data-lists]");
const number = form?.querySelector("[data-ticked]");
const none = form?.querySelector("[data-untick]");
const boxes = form ? [...form.elements].filter(({ name }) => name === "take") : [];

function count() {
  const n = boxes.filter(({ checked }) => checked).length;
  number.textContent = `\u00a0(${n.toLocaleString(document.documentElement.lang)})`;
  none.setAttribute("aria-disabled", String(n === 0));
}

function untick() {
  for (const box of boxes) box.checked = false;
  count();
}

if (form) {
  form.addEventListener("change", count);
  none.addEventListener("click", untick);
  none.hidden = false;
  count();
}
addEventListener("pageshow", ({ persisted }) => persisted && form && count());
