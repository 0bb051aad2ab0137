// The choices beside a preview: each is kept at once, also the ticks of single rows; the import starts once.

const form = document.querySelector("[data-choices]");
const status = form.querySelector("[data-status]");
const ticked = form.querySelector("[data-ticked]");
const all = form.elements.namedItem("enter_duplicates");
let isAsking = false;
let isStale = false;

const boxes = () => [...form.elements].filter(({ name }) => name === "enter");

// The boxes of the rows stand in the table and belong to the form, so that their changes do not bubble through it.
document.addEventListener("change", ({ target }) => {
  if (target.form !== form) return;
  if (target === all) for (const box of boxes()) box.checked = all.checked;
  keep();
});

// One at a time, so that the last word stays the last.
async function keep() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  while (isStale) {
    isStale = false;
    await send();
  }
  isAsking = false;
}

async function send() {
  const body = new FormData(form);
  body.set("do", "keep");
  try {
    const response = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true, headers: { Accept: "application/json" } });
    if (response.type === "opaqueredirect") return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    tell(await response.json());
  } catch {
    status.textContent = status.dataset.lost;
  }
}

function tell(kept) {
  status.textContent = "";
  if (ticked) ticked.textContent = ticked.dataset.words.replace("{n}", kept.ticked.toLocaleString(document.documentElement.lang));
}

// Once: a second press on the way to the next page starts nothing.
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "true";
});
addEventListener("pageshow", () => delete form.dataset.sent);
