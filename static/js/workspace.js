// The map workspace: one JSON answer feeds map, table, timeline and counts.

import { Brush } from "./brush.js";
import { Filters } from "./filters.js";
import { bindLayers, bindPlace, bindZoom } from "./map/controls.js";
import { SightlineMap } from "./map/map.js";
import { PickedPanel } from "./picked.js";
import { IncidentTable, showCount, showTotal } from "./table.js";
import { Tabs } from "./tabs.js";
import { drawTimeline } from "./timeline.js";
import { countPair } from "./words.js";

const find = (selector) => document.querySelector(selector);

function start() {
  const stage = find("[data-src]");
  const map = new SightlineMap(stage.querySelector(".folium-map"));
  let data = { incidents: [], sites: [], zones: [], findings: [] };
  let lastPicked = null;

  const select = (number) => {
    lastPicked = number ?? lastPicked;
    map.select(number);
    table.select(number);
  };
  const pick = (incidents) => {
    tabs?.openPanel("panel-view");
    panel.show(incidents);
    select(incidents.length === 1 ? incidents[0].number : null);
  };
  const pickNumber = (number) => {
    const incident = data.incidents.find((candidate) => candidate.number === number);
    if (incident) pick([incident]);
  };
  const tabs = find("[data-tabs]") && new Tabs(find("[data-tabs]"));
  const table = new IncidentTable(find("#in-view"), find("[data-outside]"), {
    more: find("[data-more-rows]"),
    onHover: (number) => map.hover(number),
    onPick: pickNumber,
  });
  const panel = new PickedPanel(find("[data-picked]"), {
    onPick: pickNumber,
    onClose: () => {
      select(null);
      table.focus(lastPicked);
    },
  });
  const refreshView = () => {
    const inView = map.inView();
    table.show(inView, data.incidents);
    showCount(find('[data-count="in-view"]'), countPair(inView));
  };
  const brush = new Brush(find(".hist"), [find("#date-from"), find("#date-to")]);
  const redrawTimeline = () => drawTimeline(find(".hist"), find("[data-unit]"), brush, data);

  bindZoom(stage, map.leaflet);
  bindLayers(find("[data-layers]"), (layers) => map.showLayers(layers));
  map.keepScale(find("[data-scale]"));
  let placed = bindPlace(map.leaflet);
  map.leaflet.on("moveend", refreshView);
  map.addEventListener("pick", ({ detail }) => pick(detail.incidents));
  map.addEventListener("site", ({ detail }) => {
    const here = data.incidents.filter((incident) => incident.site === detail.code);
    const site = data.sites.find(({ code }) => code === detail.code);
    if (here.length) pick(here);
    else if (site?.url) location.assign(site.url);
  });
  map.addEventListener("finding", ({ detail }) => showFinding(detail.key, data, tabs));
  find("[data-fit]")?.addEventListener("click", () => map.fit(data.incidents));
  find("[data-retry]")?.addEventListener("click", () => filters.load());
  find(".hist").addEventListener("mouseover", ({ target }) => map.hover(target.dataset.number ?? null));
  addEventListener("resize", redrawTimeline);

  const filters = new Filters(find("#filters"), stage.dataset.src, (answer) => {
    data = answer;
    map.show(answer);
    if (!placed) map.bringIntoView(answer.incidents.length ? answer.incidents : answer.sites);
    placed = true;
    showTotal(find('[data-count="total"]'), [answer.total.incidents, answer.total.cases]);
    refreshView();
    redrawTimeline();
    stage.dataset.ready = "true";
  });
  document.documentElement.classList.add("scripted");
  if (matchMedia("(max-width: 62rem)").matches) find(".rail > details")?.removeAttribute("open");
  filters.load();
}

// A plate leads to its card in the side panel, or to the page of the run.
function showFinding(key, data, tabs) {
  const card = find(`[data-finding-card="${CSS.escape(key)}"]`);
  if (!card) return location.assign(data.findings.find(({ run, label }) => `${run}/${label}` === key).url);
  tabs?.openPanel("panel-findings");
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
}

start();
