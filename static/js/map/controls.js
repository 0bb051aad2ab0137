// Zoom buttons and the layer fieldset; which layers are on stands in the address.

const KEY = "layers";

export function bindZoom(container, leaflet) {
  const [nearer, farther] = ["in", "out"].map((way) => container.querySelector(`[data-zoom="${way}"]`));
  nearer?.addEventListener("click", () => leaflet.zoomIn());
  farther?.addEventListener("click", () => leaflet.zoomOut());
  const limit = () => {
    nearer?.setAttribute("aria-disabled", leaflet.getZoom() >= leaflet.getMaxZoom());
    farther?.setAttribute("aria-disabled", leaflet.getZoom() <= leaflet.getMinZoom());
  };
  leaflet.on("zoomend", limit);
  limit();
}

export function bindLayers(container, show) {
  const boxes = [...container.querySelectorAll('input[name="layer"]')];
  const usual = boxes.filter((box) => box.defaultChecked).map((box) => box.value);
  const asked = new URLSearchParams(location.search).get(KEY);
  if (asked !== null) {
    const wanted = asked.split(",");
    for (const box of boxes) box.checked = wanted.includes(box.value);
  }
  if (matchMedia("(max-width: 80rem)").matches) container.removeAttribute("open");
  const apply = () => show(new Set(boxes.filter((box) => box.checked).map((box) => box.value)));
  container.addEventListener("change", () => {
    apply();
    remember(boxes.filter((box) => box.checked).map((box) => box.value), usual);
  });
  apply();
}

function remember(layers, usual) {
  const address = new URL(location.href);
  if (layers.join() === usual.join()) address.searchParams.delete(KEY);
  else address.searchParams.set(KEY, layers.join(","));
  history.replaceState(history.state, "", address);
}

// The part of the map in view, as #zoom/lat/lon.
export function bindPlace(leaflet) {
  let waiting = 0;
  const asked = location.hash.match(/^#(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/);
  if (asked) leaflet.setView([Number(asked[2]), Number(asked[3])], Number(asked[1]), { animate: false });
  leaflet.on("moveend", () => {
    clearTimeout(waiting);
    // Browsers limit how often the address may change.
    waiting = setTimeout(() => {
      const { lat, lng } = leaflet.getCenter();
      const hash = `#${leaflet.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`;
      history.replaceState(history.state, "", location.pathname + location.search + hash);
    }, 300);
  });
  return Boolean(asked);
}
