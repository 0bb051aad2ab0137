// Where the operator allows it, what is typed also stays on this device: sealed with a key that only this person's
// sign-in receives and that lives in the page's memory; removed when sent, and after a day at the latest.
import { setup } from "./setup.js";

const PREFIX = "sightline-card:";
const A_DAY = 24 * 3_600_000;

const store = storage();
export const isAllowed = Boolean(setup.device_key && store && crypto.subtle);
let latest = 0;

// A browser may refuse storage altogether, and then even asking for it fails.
function storage() {
  try {
    localStorage.getItem(PREFIX);
    return localStorage;
  } catch {
    return null;
  }
}

async function key() {
  const raw = Uint8Array.from(setup.device_key.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

const place = (card) => `${PREFIX}${setup.owner}:${card}`;
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

export function sweep() {
  const names = Object.keys(store ?? {}).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    if (!isAllowed || !(Date.now() - age(name) < A_DAY)) store.removeItem(name);
  }
}

function age(name) {
  try {
    return JSON.parse(store.getItem(name)).at;
  } catch {
    return NaN;
  }
}

export async function keep(card, content) {
  if (!isAllowed) return false;
  const turn = (latest += 1);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify({ card, content }));
  try {
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), plain);
    // Sealing takes a moment: what was typed or sent meanwhile is the newer word.
    if (turn !== latest) return true;
    store.setItem(place(card), JSON.stringify({ at: Date.now(), iv: text(iv), sealed: text(sealed) }));
    return true;
  } catch {
    return false;
  }
}

export function forget(card) {
  latest += 1;
  store?.removeItem(place(card));
}

// The youngest card of this person on this device, or the one asked for.
export async function recall(card = "") {
  if (!isAllowed) return null;
  const own = Object.keys(store).filter((name) => name.startsWith(card ? place(card) : place("")));
  own.sort((one, two) => age(two) - age(one));
  for (const name of own) {
    try {
      const { iv, sealed } = JSON.parse(store.getItem(name));
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await key(), bytes(sealed));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      store.removeItem(name); // sealed for another sign-in of long ago: nobody can read it any more
    }
  }
  return null;
}
