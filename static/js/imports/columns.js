// The columns: every change is kept at once, and the page shows what the server made of it.

const form = document.querySelector("[data-columns]");
const status = form.querySelector("[data-status]");
let asked = 0;

form.addEventListener("change", ({ target }) => {
  if (/^(use|how|constant|day_order|year|unmapped)/.test(target.name)) keep(target.id || target.name);
});

async function keep(focused) {
  asked += 1;
  const mine = asked;
  form.setAttribute("aria-busy", "true");
  const body = new FormData(form);
  body.set("do", "keep");
  try {
    const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (response.type === "opaqueredirect") return location.reload();
    if (response.status >= 500) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine === asked) show(page, focused);
    status.textContent = "";
  } catch {
    if (mine === asked) status.textContent = status.dataset.lost;
  } finally {
    if (mine === asked) form.removeAttribute("aria-busy");
  }
}

function show(page, focused) {
  document.querySelector(".errors")?.remove();
  const said = page.querySelector(".errors");
  if (said) form.before(document.adoptNode(said));
  const fresh = page.querySelector("[data-live]");
  if (!fresh) return;
  const open = [...form.querySelectorAll("details")].map((fold) => fold.open);
  form.querySelector("[data-live]").replaceWith(document.adoptNode(fresh));
  const folds = [...form.querySelectorAll("details")];
  if (folds.length === open.length) folds.forEach((fold, place) => (fold.open = open[place]));
  const field = document.getElementById(focused) ?? form.elements.namedItem(focused);
  (field instanceof RadioNodeList ? field[0] : field)?.focus();
}
