// Questions to the server. Whatever goes wrong is no answer: everything here can be done without one.

import { addresses } from "./words.js";

const TIMEOUT = 10_000;
let token = document.querySelector("[name=csrfmiddlewaretoken]").value;

export async function ask(what, said) {
  try {
    let response = await post(addresses[what], said);
    if (response.status === 403 && (await renewed())) response = await post(addresses[what], said);
    const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
    return isJson ? await response.json() : null;
  } catch {
    return null;
  }
}

function post(address, said) {
  const texts = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value ?? "")]));
  return fetch(address, {
    method: "POST", redirect: "manual", credentials: "same-origin", body: JSON.stringify(texts),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

// After a new sign-in in another tab the form token is another one.
async function renewed() {
  const response = await fetch(addresses.session, { redirect: "manual", credentials: "same-origin" });
  if (!response.ok) return false;
  token = (await response.json()).token;
  return true;
}

// Only the answer to the last question counts.
export function lastOf() {
  let asked = 0;
  return async (what, said) => {
    const mine = ++asked;
    const answer = await ask(what, said);
    return mine === asked ? answer : undefined;
  };
}
