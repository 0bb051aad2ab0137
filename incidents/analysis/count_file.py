"""Reading counts of periods from a CSV file: period, count, unit, law, months."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from incidents.analysis.counts import PeriodCount
from incidents.analysis.csv_rows import Row, rows_of
from incidents.analysis.digest import VERSION
from incidents.analysis.errors import AnalysisError

# A year, a month or a day: names that tell their order.
_DATED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
COLUMNS = ("period", "count", "unit", "law", "months")


@dataclass(frozen=True)
class CountFile:
    """Counts in the order of the file; the last is the one that is judged.

    Attributes
    ----------
    periods : tuple of str
        Names of the periods, such as 2025.
    """

    periods: tuple[str, ...]
    counts: tuple[PeriodCount, ...]

    @property
    def current(self) -> PeriodCount:
        """The newest count."""
        return self.counts[-1]

    @property
    def earlier(self) -> tuple[PeriodCount, ...]:
        """The counts before it."""
        return self.counts[:-1]

    @property
    def digest(self) -> str:
        """Fingerprint of all counts and the version."""
        plain = [asdict(count) | {"months": sorted(set(count.months))} for count in self.counts]
        told = {"method": "compare_counts", "version": VERSION, "counts": plain}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def read_counts(path: Path) -> CountFile:
    """Read a CSV file, naming row, column, value and remedy where something cannot be right.

    Parameters
    ----------
    path : Path
        Columns period, count, unit (incidents or cases), law and months (1 to 12, joined by |), one row for each period
        in order of time.
    """
    periods: list[str] = []
    counts: list[PeriodCount] = []
    for number, row in enumerate(rows_of(path, COLUMNS, ())[1], start=1):
        name = row["period"].strip()
        if not name or name in periods:
            raise AnalysisError(f"row {number}, period", name, "give each period a name of its own.")
        periods.append(name)
        counts.append(_count(number, row))
    if all(map(_DATED.fullmatch, periods)) and periods != sorted(periods):
        raise AnalysisError("period", periods[-1], "the last row is judged; give the rows in order of time.")
    if not counts:
        raise AnalysisError("file", str(path), "it holds no count; give one row for each period.")
    return CountFile(tuple(periods), tuple(counts))


def _count(number: int, row: Row) -> PeriodCount:
    months = tuple(_whole(number, "months", part) for part in row["months"].split("|") if part.strip())
    count, law = _whole(number, "count", row["count"]), row["law"].strip()
    if not law:
        raise AnalysisError(f"row {number}, law", row["law"], "name the law under which was counted.")
    try:
        return PeriodCount(count, row["unit"].strip(), law, months)
    except AnalysisError as error:
        raise AnalysisError(f"row {number}, {error.field}", error.value, error.advice) from error


def _whole(number: int, column: str, text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 10):
        advice = (
            "give whole numbers, months from 1 to 12 joined by |."
            if column == "months"
            else "give a whole number."
        )
        raise AnalysisError(f"row {number}, {column}", text, advice)
    return int(text)
