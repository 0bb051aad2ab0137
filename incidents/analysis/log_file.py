"""Reading a log from a CSV file: site, lat, lon, day and optionally site_type, case and items."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import OWN_CASE, EventSet

REQUIRED = ("site", "lat", "lon", "day")
_EPOCH = dt.date(1970, 1, 1)
_MOST_ITEMS = 64


@dataclass(frozen=True)
class LogFile:
    """A log with the names its numbers stand for; event i is row i + 1 below the heading."""

    events: EventSet
    sites: tuple[str, ...]
    kinds: tuple[str, ...]
    items: tuple[str, ...]


def read_log(path: Path, like: LogFile | None = None) -> LogFile:
    """Read a CSV file, naming row, column, value and remedy where something cannot be right.

    With `like`, sites, site types and items keep the numbers they have there; a site unknown there is refused.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            heading = reader.fieldnames or []
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AnalysisError("file", str(path), f"it cannot be read as CSV ({error}).") from error
    for column in REQUIRED:
        if column not in heading:
            raise AnalysisError("heading", ",".join(heading), f"add the column {column}.")
    places: dict[str, tuple[float, float]] = {}
    kinds: dict[str, str] = {}
    if like is not None:
        known = like.events
        places = dict(zip(like.sites, zip(known.lat.tolist(), known.lon.tolist(), strict=True), strict=True))
        if known.kind is not None:
            kinds = {s: like.kinds[k] for s, k in zip(like.sites, known.kind.tolist(), strict=True) if k >= 0}
    for number, row in enumerate(rows, start=1):
        if like is not None and (row["site"] or "").strip() not in places:
            raise AnalysisError(f"row {number}, site", row["site"], "the log has no such site.")
        _read_place(places, kinds, row, number)
    items = {name: i for i, name in enumerate(like.items)} if like else {}
    return _gather(rows, places, kinds, items, with_kinds=bool(kinds) or "site_type" in heading)


def _gather(
    rows: list[dict[str, str]],
    places: dict[str, tuple[float, float]],
    kinds: dict[str, str],
    items: dict[str, int],
    *,
    with_kinds: bool,
) -> LogFile:
    sites, kind_names = list(places), sorted(set(kinds.values()))
    cases: dict[str, int] = {}
    numbers = {name: i for i, name in enumerate(sites)}
    events = EventSet.build(
        site=[numbers[row["site"].strip()] for row in rows],
        lat=[places[name][0] for name in sites],
        lon=[places[name][1] for name in sites],
        day=[day_number(row["day"], f"row {i}, day") for i, row in enumerate(rows, start=1)],
        case=[_numbered(cases, row.get("case"), OWN_CASE) for row in rows],
        kind=[kind_names.index(kinds[name]) if name in kinds else -1 for name in sites]
        if with_kinds
        else None,
        items=[_mask(items, row.get("items")) for row in rows],
        items_asked=None,
    )
    return LogFile(events, tuple(sites), tuple(kind_names), tuple(items))


def _read_place(
    places: dict[str, tuple[float, float]], kinds: dict[str, str], row: dict[str, str], number: int
) -> None:
    name = (row["site"] or "").strip()
    if not name:
        raise AnalysisError(f"row {number}, site", row["site"], "give the site a name.")
    place = (_degrees(row, "lat", number), _degrees(row, "lon", number))
    if places.setdefault(name, place) != place:
        advice = f"site {name} has other coordinates in an earlier row; give one position for each site."
        raise AnalysisError(f"row {number}, lat, lon", place, advice)
    kind = (row.get("site_type") or "").strip()
    if kind and kinds.setdefault(name, kind) != kind:
        advice = f"site {name} is {kinds[name]} in an earlier row; give one type for each site."
        raise AnalysisError(f"row {number}, site_type", kind, advice)


def _degrees(row: dict[str, str], column: str, number: int) -> float:
    try:
        return float(row[column])
    except (TypeError, ValueError) as error:
        raise AnalysisError(f"row {number}, {column}", row[column], "give decimal degrees.") from error


def day_number(text: str | None, field: str) -> int:
    """Days since 1970-01-01 of an ISO date."""
    try:
        return (dt.date.fromisoformat((text or "").strip()[:10]) - _EPOCH).days
    except ValueError as error:
        raise AnalysisError(field, text, "give a date as YYYY-MM-DD.") from error


def day_text(day: int) -> str:
    """ISO date of a day number."""
    return (_EPOCH + dt.timedelta(days=day)).isoformat()


def _numbered(numbers: dict[str, int], text: str | None, absent: int) -> int:
    name = (text or "").strip()
    return numbers.setdefault(name, len(numbers)) if name else absent


def _mask(items: dict[str, int], text: str | None) -> int:
    mask = 0
    for name in sorted({part.strip() for part in (text or "").split("|")} - {""}):
        mask |= 1 << items.setdefault(name, len(items))
    if len(items) > _MOST_ITEMS:
        raise AnalysisError(
            "items", len(items), f"no more than {_MOST_ITEMS} different items can be told apart."
        )
    return mask
