// Shape first, fill second, colour third: the same marks on map, table and timeline.

import { icon, svg } from "../svg.js";

const SITE_PATHS = {
  MIL_BASE: "M-4.5-4.5h9v9h-9z",
  AIRPORT: "M0-5.5L5.5 4.5H-5.5z",
  PORT: "M-5.5-2h11a5.5 5.5 0 0 1-11 0z",
  AGENCY_BUILDING: "M0-6L6 0L0 6L-6 0z",
  OTHER_NIF: "M-1.7-5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z",
};

export function siteSymbol(siteType) {
  return svg("path", { class: "site", d: SITE_PATHS[siteType] ?? SITE_PATHS.OTHER_NIF });
}

const circle = (name, r, cx = 0) => svg("circle", { class: name, r, cx });
const stroke = (d) => svg("path", { class: "inc-line", d });

const STATES = {
  DRAFT: () => [circle("inc-ring imprecise", 5)],
  RETURNED: () => [circle("inc-ring imprecise", 5)],
  SUBMITTED: () => [circle("inc-hollow", 5)],
  CONFIRMED: () => [circle("inc", 5.6)],
  RELEASED: () => [circle("inc", 4.4), circle("inc-ring", 6.8)],
  INSUFFICIENT: () => [circle("inc-hollow", 5), svg("path", { class: "inc-half", d: "M0-5A5 5 0 0 0 0 5z" })],
  UNFOUNDED: () => [circle("inc-hollow", 5), stroke("M-5 0H5")],
  DUPLICATE: () => [circle("inc-hollow", 4.2, 2.2), circle("inc-hollow", 4.2, -2.2)],
  WITHDRAWN: () => [stroke("M-5-5L5 5M5-5L-5 5")],
};
STATES.CORRECTED = STATES.RELEASED;
const HOLLOW = new Set(["DRAFT", "RETURNED", "SUBMITTED"]);
const REVIEWED = new Set(["CONFIRMED", "RELEASED", "CORRECTED"]);

export function isHollow(status) {
  return HOLLOW.has(status);
}

// A dotted ring says that the date is imprecise, whatever the state.
export function incidentSymbol(status, datePrecise = true) {
  const parts = (STATES[status] ?? STATES.SUBMITTED)();
  if (datePrecise) return svg("g", {}, ...parts);
  const core = REVIEWED.has(status) ? [circle("inc", 3.8)] : parts;
  return svg("g", {}, ...core, circle("inc-ring imprecise", 7.2));
}

export function incidentIcon(status, datePrecise) {
  return icon("-8 -8 16 16", incidentSymbol(status, datePrecise));
}
