// How far the work on a file came; when it is over, the page that comes next.

const box = document.querySelector("[data-working]");
const EVERY_MS = 700;
const LOST_MS = 3000;

if (box?.dataset.moving) setTimeout(look, EVERY_MS);
if (box && "reload" in box.dataset) setTimeout(() => location.reload(), 1500);

async function look() {
  try {
    const response = await fetch(box.dataset.working, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (response.type === "opaqueredirect") return location.reload();
    const { state, n_done: done, n_total: total } = await response.json();
    if (!["QUEUED", "RUNNING"].includes(state)) return location.reload();
    tell(done, total);
    setTimeout(look, EVERY_MS);
  } catch {
    setTimeout(look, LOST_MS);
  }
}

function tell(done, total) {
  const bar = box.querySelector("[data-progress]");
  const status = box.querySelector("[data-status]");
  const written = (number) => number.toLocaleString(document.documentElement.lang);
  bar.max = Math.max(1, total);
  bar.value = done;
  status.textContent = status.dataset.words.replace("{done}", written(done)).replace("{total}", written(total));
}
