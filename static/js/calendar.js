// Pure: which columns a stretch of time has. Dates are days without a zone, written 2025-04-21.

const DAY_MS = 86_400_000;
const LONGEST_DAYS = { day: 45, week: 200, month: 2400 };

export function toDay(text) {
  return Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY_MS);
}

export function toText(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function unitFor(first, last) {
  const days = last - first + 1;
  return Object.keys(LONGEST_DAYS).find((unit) => days <= LONGEST_DAYS[unit]) ?? "year";
}

// Starts of the columns that cover both days, and the day after the last column.
export function columns(first, last, unit) {
  const starts = [];
  for (let day = startOf(first, unit); day <= last; day = next(day, unit)) starts.push(day);
  return { starts, end: next(starts.at(-1), unit) };
}

function startOf(day, unit) {
  const date = new Date(day * DAY_MS);
  if (unit === "week") return day - ((date.getUTCDay() + 6) % 7);
  if (unit === "month") return utc(date.getUTCFullYear(), date.getUTCMonth());
  if (unit === "year") return utc(date.getUTCFullYear(), 0);
  return day;
}

function next(day, unit) {
  const date = new Date(day * DAY_MS);
  if (unit === "week") return day + 7;
  if (unit === "month") return utc(date.getUTCFullYear(), date.getUTCMonth() + 1);
  if (unit === "year") return utc(date.getUTCFullYear() + 1, 0);
  return day + 1;
}

function utc(year, month) {
  return Math.floor(Date.UTC(year, month) / DAY_MS);
}

export function nameOf(day, unit, language) {
  const style = { day: { day: "numeric", month: "short" }, week: { day: "numeric", month: "short" } }[unit];
  const options = { timeZone: "UTC", ...(style ?? (unit === "month" ? { month: "short" } : { year: "numeric" })) };
  return new Intl.DateTimeFormat(language, options).format(day * DAY_MS);
}

export function yearOf(day, language) {
  const options = { timeZone: "UTC", year: "numeric" };
  return new Intl.DateTimeFormat(language, options).format(day * DAY_MS);
}
