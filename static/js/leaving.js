// A page that is being left cancels what it was still fetching: that is no failure, and nothing is said of it.

const GRACE_MS = 5000;
let leaving = false;

addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));
// A navigation may turn out to be a download, and the page stays.
addEventListener("beforeunload", () => {
  leaving = true;
  setTimeout(() => (leaving = false), GRACE_MS);
});

// The failure as it was, or as an abort when the page is on its way out.
export function asFailure(error) {
  if (!leaving || error.name === "AbortError") return error;
  return new DOMException("The page was left.", "AbortError");
}
