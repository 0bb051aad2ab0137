// A page that is being left cancels what it was still fetching: that is no failure, and nothing is said of it.

const GRACE_MS = 5000;
// The cancelled request may be known before the leaving is: a page that is gone by then has nothing left to say.
const SETTLE_MS = 400;
let leaving = false;

addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));
// A navigation may turn out to be a download, and the page stays.
addEventListener("beforeunload", () => {
  leaving = true;
  setTimeout(() => (leaving = false), GRACE_MS);
});

// The failure as it was, or as an abort when the page is on its way out; told once that is certain.
export async function asFailure(error) {
  if (error.name === "AbortError") return error;
  if (!leaving) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return leaving ? new DOMException("The page was left.", "AbortError") : error;
}
