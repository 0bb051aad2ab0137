// The map of the form: built by folium into an inert template, brought to life when somebody asks for it.

export async function stage(root) {
  const { content } = root.querySelector("template[data-picker-page]");
  const page = content.cloneNode(true);
  const scripts = [...page.querySelectorAll("script")];
  const sheets = [...page.querySelectorAll("link")];
  for (const script of scripts) script.remove();
  const loading = sheets.map(loaded);
  document.head.append(...sheets);
  await Promise.all(loading);
  root.querySelector("[data-picker-stage]").prepend(...page.querySelectorAll(".folium-map"));
  // One after the other: the last one needs the library of the first.
  for (const script of scripts) await run(script);
  const { SightlineMap } = await import("../map/map.js");
  return new SightlineMap(root.querySelector(".folium-map"));
}

function run(inert) {
  const script = document.createElement("script");
  script.nonce = inert.getAttribute("nonce");
  const address = inert.getAttribute("src");
  if (!address) {
    script.textContent = inert.textContent;
    document.head.append(script);
    return null;
  }
  script.src = address;
  const done = loaded(script);
  document.head.append(script);
  return done;
}

function loaded(element) {
  return new Promise((done, failed) => {
    element.addEventListener("load", done);
    element.addEventListener("error", () => failed(new Error("A file of the map did not arrive.")));
  });
}
