// One square an incident while there are few, bars when there are many. What is known only as an interval lies
// under the axis and is never a column.

import { columns, nameOf, toDay, unitFor, yearOf } from "./calendar.js";
import { isHollow } from "./map/symbols.js";
import { svg, textWidth } from "./svg.js";
import { countPair, language, pairText, say } from "./words.js";

const AXIS_Y = 62;
const TOP_Y = 8;
const LEFT = 30;
const RIGHT = 14;
const SQUARE = { height: 13, gap: 2, widest: 22 };
const MOST_SQUARES = 60;
const MOST_SPANS = 2;
// The line of the years stays free above the bars.
const YEAR_PX = 15;
const SPAN_Y = 88;
const SPAN_STEP = 15;

export function drawTimeline(figure, caption, brush, { incidents, findings, timeline }) {
  const width = Math.max(280, Math.round(figure.parentElement.clientWidth - 24));
  const dated = incidents.filter((incident) => incident.date_precise && incident.date_from);
  const spans = spansOf(incidents.filter((incident) => !incident.date_precise && incident.date_from));
  const days = [...dated, ...incidents.filter((incident) => incident.date_from)].flatMap(ends);
  const known = timeline?.from ? [toDay(timeline.from), toDay(timeline.to)] : [];
  if (!days.length && !known.length) return figure.replaceChildren();
  const first = Math.min(...known, ...days);
  const last = Math.max(...known, ...days);
  const unit = unitFor(first, last);
  const edges = { top: TOP_Y, bottom: AXIS_Y, left: LEFT, right: width - RIGHT };
  const grid = { ...columns(first, last, unit), unit, width, ...edges };
  grid.x = (day) => LEFT + ((day - grid.starts[0]) / (grid.end - grid.starts[0])) * (grid.right - LEFT);
  const { ground, thumbs } = brush.draw(grid);
  const lines = Math.min(spans.length, MOST_SPANS + 1);
  const height = lines ? SPAN_Y + (lines - 1) * SPAN_STEP + 8 : SPAN_Y - 4;
  figure.setAttribute("viewBox", `0 0 ${width} ${height}`);
  figure.setAttribute("aria-label", describe(grid, dated, spans));
  figure.replaceChildren(
    ground,
    ...findings.filter((finding) => finding.date_from).flatMap((finding) => drawWindow(finding, grid)),
    ...drawColumns(dated, grid),
    ...drawAxis(grid),
    ...spans.slice(0, MOST_SPANS).flatMap((span, index) => drawSpan(span, grid, SPAN_Y + index * SPAN_STEP)),
    ...sayOtherSpans(spans.slice(MOST_SPANS), SPAN_Y + MOST_SPANS * SPAN_STEP),
    ...thumbs,
  );
  if (caption) caption.textContent = say(`by_${unit}`);
}

function ends(incident) {
  return [toDay(incident.date_from), toDay(incident.date_to || incident.date_from)];
}

function drawColumns(dated, grid) {
  const filled = grid.starts.map((start, index) => {
    const end = grid.starts[index + 1] ?? grid.end;
    const inside = dated.filter((incident) => toDay(incident.date_from) >= start && toDay(incident.date_from) < end);
    return { from: grid.x(start), to: grid.x(end), inside };
  });
  const tallest = Math.max(0, ...filled.map(({ inside }) => inside.length));
  const squares = dated.length <= MOST_SQUARES && tallest * (SQUARE.height + SQUARE.gap) <= AXIS_Y - TOP_Y;
  return [...filled.flatMap((column) => (squares ? drawSquares(column) : drawBar(column, tallest))), ...counts(tallest, squares)];
}

function drawSquares({ from, to, inside }) {
  const width = Math.min(SQUARE.widest, Math.max(2, to - from - 3));
  const reviewedFirst = [...inside].sort((a, b) => isHollow(a.status) - isHollow(b.status));
  return reviewedFirst.map((incident, level) =>
    svg("rect", {
      class: isHollow(incident.status) ? "tile hollow" : "tile",
      "data-number": incident.number,
      x: (from + to) / 2 - width / 2,
      y: AXIS_Y - 1 - (level + 1) * (SQUARE.height + SQUARE.gap) + SQUARE.gap,
      width,
      height: SQUARE.height,
    }),
  );
}

function drawBar({ from, to, inside }, tallest) {
  if (!inside.length) return [];
  const height = ((AXIS_Y - TOP_Y - YEAR_PX) * inside.length) / tallest;
  return [svg("rect", { class: "tile", x: from + 1, y: AXIS_Y - height, width: Math.max(1, to - from - 2), height })];
}

function counts(tallest, squares) {
  const shown = squares ? Array.from({ length: Math.min(tallest, 3) }, (_, index) => index + 1) : [tallest];
  return shown.filter(Boolean).map((count) => {
    const y = squares ? AXIS_Y - (count - 0.5) * (SQUARE.height + SQUARE.gap) + 4 : TOP_Y + 10;
    return written(String(count), "axt", { x: LEFT - 8, y, "text-anchor": "end" });
  });
}

function drawAxis(grid) {
  const marks = [svg("path", { class: "axis", d: `M${LEFT} ${AXIS_Y}H${grid.width - RIGHT}` })];
  let free = 0;
  let year = "";
  for (const start of grid.starts) {
    const x = grid.x(start);
    const ownYear = yearOf(start, language);
    if (ownYear !== year && grid.unit !== "year") {
      marks.push(written(ownYear, "axt yr", { x: x + 8, y: TOP_Y + 11 }));
      year = ownYear;
    }
    marks.push(svg("path", { class: "axis", d: `M${x.toFixed(1)} ${AXIS_Y}v4` }));
    const name = nameOf(start, grid.unit, language);
    if (x < free || x + textWidth(name, 11) + 3 > grid.width) continue;
    marks.push(written(name, "axt", { x: x + 3, y: AXIS_Y + 13 }));
    free = x + textWidth(name, 11) + 5;
  }
  return marks;
}

function drawWindow(finding, grid) {
  const from = grid.x(toDay(finding.date_from));
  const to = grid.x(toDay(finding.date_to || finding.date_from) + 1);
  const wide = Math.max(3, to - from);
  const label = written(finding.label, "platet", { x: from + wide / 2, y: TOP_Y + 12, "text-anchor": "middle" });
  return [
    svg("rect", { class: "window", x: from, y: TOP_Y, width: wide, height: AXIS_Y - TOP_Y }),
    svg("path", { class: "window-l", d: `M${from} ${TOP_Y}V${AXIS_Y}M${from + wide} ${TOP_Y}V${AXIS_Y}` }),
    label,
  ];
}

// Incidents with the same interval share one line.
function spansOf(incidents) {
  const found = new Map();
  for (const incident of incidents) {
    const key = `${incident.date_from}/${incident.date_to}`;
    if (!found.has(key)) found.set(key, { from: incident.date_from, to: incident.date_to || incident.date_from, members: [] });
    found.get(key).members.push(incident);
  }
  return [...found.values()].sort((a, b) => b.members.length - a.members.length);
}

function drawSpan({ from, to, members }, grid, y) {
  const [left, right] = [grid.x(toDay(from)), Math.max(grid.x(toDay(to) + 1), grid.x(toDay(from)) + 6)];
  const text = say("known_as_interval", { pair: pairText(countPair(members)) });
  const width = textWidth(text, 11);
  const after = right + 8 + width < grid.width;
  const before = !after && left - 8 - width > 0;
  const at = after ? { x: right + 8 } : before ? { x: left - 8, "text-anchor": "end" } : { x: grid.width - 2, "text-anchor": "end" };
  const shown = after || before ? text : pairText(countPair(members));
  return [svg("path", { class: "span", d: `M${left} ${y - 4}H${right}` }), written(shown, "axt", { ...at, y })];
}

function sayOtherSpans(spans, y) {
  if (!spans.length) return [];
  const pair = pairText(countPair(spans.flatMap((span) => span.members)));
  return [written(say("more_intervals", { pair }), "axt", { x: LEFT, y })];
}

function describe(grid, dated, spans) {
  const undated = spans.flatMap((span) => span.members);
  const values = { dated: pairText(countPair(dated)), undated: pairText(countPair(undated)) };
  return say("timeline_label", { ...values, from: nameOfDay(grid.starts[0]), to: nameOfDay(grid.end - 1) });
}

function nameOfDay(day) {
  return new Intl.DateTimeFormat(language, { timeZone: "UTC", dateStyle: "medium" }).format(day * 86_400_000);
}

function written(text, name, at) {
  const element = svg("text", { class: name, ...at });
  element.textContent = text;
  return element;
}
