// Handing a file over: dropped or chosen, sent once, with its progress; a lost link or sign-in keeps the choice.

import { renewToken, tokenField } from "./token.js";

const form = document.querySelector("[data-handover]");
const words = JSON.parse(document.getElementById("imports-words").textContent);
const input = form.querySelector("input[type=file]");
const drop = form.querySelector("[data-drop]");
const button = form.querySelector("[data-send]");
const bar = form.querySelector("[data-progress]");
const status = form.querySelector("[data-status]");
let isSending = false;

const say = (text) => (status.textContent = text);

function chosen() {
  const [file] = input.files;
  if (!file) return say("");
  const [by, unit] = file.size < 1e5 ? [1e3, "kB"] : [1e6, "MB"];
  const size = (file.size / by).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  say(isTooLarge(file) ? words.too_large : `${file.name}, ${size} ${unit}`);
}

function isTooLarge(file) {
  return file.size > Number(form.dataset.limit);
}

for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  chosen();
});
input.addEventListener("change", chosen);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = input.files;
  if (isSending || !file) return;
  if (isTooLarge(file)) return say(words.too_large);
  isSending = true;
  button.setAttribute("aria-disabled", "true");
  try {
    await handOver();
  } finally {
    isSending = false;
    button.removeAttribute("aria-disabled");
    bar.hidden = true;
  }
});

async function handOver() {
  try {
    if (!(await renewToken(form.dataset.session))) return say(words.signed_out);
    const answer = await send();
    if (answer.ok) return location.assign(answer.address);
    show(answer.page);
  } catch {
    say(words.offline);
  }
}

// fetch tells no upload progress, so the older way is used.
function send() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.hidden = false;
      bar.value = total ? loaded / total : 0;
      say(loaded < total ? words.sending : words.reading);
    });
    request.addEventListener("load", () => {
      const address = request.responseURL;
      resolve({ ok: request.status < 400, address, page: request.response });
    });
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, reject);
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", tokenField.value);
    request.send(body);
  });
}

// What the server says of a file it did not take stands on the page it answered with.
function show(page) {
  const said = page?.querySelector(".errors");
  if (!said) return say(words.failed);
  document.querySelector(".errors")?.remove();
  form.before(document.adoptNode(said));
  say("");
  input.value = "";
}
