// Pure: where incidents stand on the screen, and which of them merge into a group. Pixels in, pixels out.
// A group is a drawing: it says how many lie here at this zoom, and nothing else.

const CELL_PX = 64;
const ROW_STEP_PX = 16;
const MARK_PX = 15;
const STADIUM_PX = { width: 42, height: 22 };

// One spot for each incident. One without a point of its own, or with one that would cover its site at this zoom,
// docks beside the site, so neither hides the other.
export function standing(incidents, sites, project, dockingPx) {
  return incidents.map((incident) => {
    const { x, y } = project(incident.lat, incident.lon);
    const host = sites.get(incident.site);
    const covers = host && Math.hypot(host.x - x, host.y - y) < dockingPx - 2;
    if (!incident.docked && !covers) return { incident, x, y, dock: null };
    const dock = { x: host?.x ?? x, y: host?.y ?? y, site: incident.site };
    return { incident, x: dock.x + dockingPx, y: dock.y, dock };
  });
}

// Without grouping, those that dock at one site stand in a row beside it.
export function inRows(spots) {
  const before = new Map();
  return spots.map((spot) => {
    const place = spot.dock ? (before.get(spot.dock.site) ?? 0) : 0;
    if (spot.dock) before.set(spot.dock.site, place + 1);
    return { x: spot.x + place * ROW_STEP_PX, y: spot.y, spots: [spot] };
  });
}

// Spots nearer than `mergePx` become one; repeated until nothing touches, because a group is wider than a mark.
export function merged(spots, mergePx) {
  let groups = spots.map((spot) => ({ x: spot.x, y: spot.y, spots: [spot] }));
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    groups = mergeOnce(groups, mergePx);
  }
  return groups;
}

function mergeOnce(groups, mergePx) {
  const kept = [];
  const cells = new Map();
  for (const group of groups) {
    const near = neighbours(cells, group).find((other) => touches(other, group, mergePx));
    if (near) {
      absorb(near, group);
      continue;
    }
    kept.push(group);
    const key = cellKey(Math.floor(group.x / CELL_PX), Math.floor(group.y / CELL_PX));
    cells.set(key, [...(cells.get(key) ?? []), group]);
  }
  return kept;
}

// Everything that could touch lies in the same cell or one beside it.
function neighbours(cells, { x, y }) {
  const [column, row] = [Math.floor(x / CELL_PX), Math.floor(y / CELL_PX)];
  const around = [];
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) around.push(...(cells.get(cellKey(column + dx, row + dy)) ?? []));
  }
  return around;
}

function cellKey(column, row) {
  return `${column}:${row}`;
}

function touches(a, b, mergePx) {
  const dx = Math.abs(a.x - b.x);
  const dy = Math.abs(a.y - b.y);
  if (a.spots.length === 1 && b.spots.length === 1) return Math.hypot(dx, dy) < mergePx;
  return dx < halfWidth(a) + halfWidth(b) && dy < STADIUM_PX.height;
}

// About half of what the group will take up, before its cases are counted.
function halfWidth({ spots }) {
  return spots.length === 1 ? MARK_PX / 2 : stadiumWidth(`${spots.length} / ${spots.length}`) / 2;
}

function absorb(group, other) {
  const total = group.spots.length + other.spots.length;
  group.x = (group.x * group.spots.length + other.x * other.spots.length) / total;
  group.y = (group.y * group.spots.length + other.y * other.spots.length) / total;
  group.spots.push(...other.spots);
}

// The sites a group's docked incidents belong to, each once, with their place on the screen.
export function hosts(group) {
  const found = new Map();
  for (const { dock } of group.spots) if (dock) found.set(dock.site, dock);
  return [...found.values()];
}

export function stadiumWidth(text) {
  return Math.max(STADIUM_PX.width, 18 + text.length * 6.4);
}

export const stadiumHeight = STADIUM_PX.height;
