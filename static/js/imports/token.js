// The form token: after a sign-in in another tab it is a new one, and the person may be another one.

export const tokenField = document.querySelector("form [name=csrfmiddlewaretoken]");

// Returns whether there is a fresh token now.
export async function renewToken(address) {
  const response = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
  if (response.type === "opaqueredirect" || !response.ok) return false;
  const { token } = await response.json();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return true;
}
