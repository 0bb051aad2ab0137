// The way to the server and every way it can fail, as one word.
import { setup } from "./setup.js";

const NIL = "00000000-0000-0000-0000-000000000000";
const TIMEOUT = 20_000;
let token = document.querySelector("[name=csrfmiddlewaretoken]").value;

export const addressOf = { draft: (card) => setup.drafts.replace(NIL, card), send: (card) => setup.sends.replace(NIL, card) };

async function ask(address, method, body, keepalive) {
  const response = await fetch(address, {
    method, keepalive, redirect: "manual", credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  return response;
}

// One of: ok, refused (4xx with words), offline, signed_out, other_person, failed.
export async function call(address, method, content, { keepalive = false, seen = "" } = {}) {
  const body = content === undefined ? undefined : { owner: setup.owner, content, seen };
  try {
    let response = await ask(address, method, body, keepalive);
    if (response.status === 403) {
      const who = await renew();
      if (who !== "ok") return { kind: who };
      response = await ask(address, method, body, keepalive);
    }
    return await read(response);
  } catch {
    return { kind: "offline" };
  }
}

async function read(response) {
  if (response.type === "opaqueredirect") return { kind: "signed_out" };
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (!isJson || response.status >= 500) return { kind: "failed" };
  return { kind: response.ok ? "ok" : "refused", status: response.status, data: await response.json() };
}

// After a sign-in in another tab the form token is a new one, and the person may be another one.
async function renew() {
  const response = await ask(setup.session, "GET");
  if (response.type === "opaqueredirect") return "signed_out";
  // Whoever opened this card may file; who is signed in now may not.
  if (response.status === 403) return "other_person";
  if (!response.ok) return "failed";
  const data = await response.json();
  if (data.owner !== setup.owner) return "other_person";
  token = data.token;
  return "ok";
}
