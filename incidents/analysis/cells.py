"""What one cell of a file may say: a date or an angle, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from math import isfinite

from incidents.analysis.errors import AnalysisError

_EPOCH = dt.date(1970, 1, 1)
_FIRST, _LAST = dt.date(1950, 1, 1), dt.date(2149, 12, 31)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.,Z+-]*)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def day_number(text: str, field: str) -> int:
    """Days since 1970-01-01 of an ISO date; a time of day is left off."""
    if not _ISO.fullmatch(text.strip()):
        raise AnalysisError(field, text, "give a date as YYYY-MM-DD.")
    try:
        date = dt.date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise AnalysisError(
            field, text, "the calendar has no such day; give a date as YYYY-MM-DD."
        ) from error
    if not _FIRST <= date <= _LAST:
        advice = f"it lies outside {_FIRST} to {_LAST}; correct it, or move all dates by as many days: no result changes."
        raise AnalysisError(field, text, advice)
    return (date - _EPOCH).days


def day_text(day: int) -> str:
    """ISO date of a day number."""
    return (_EPOCH + dt.timedelta(days=int(day))).isoformat()


def degrees(text: str, field: str, limit: float) -> float:
    """Decimal degrees between -limit and limit."""
    if not _NUMBER.fullmatch(text.strip()) or not isfinite(float(text)):
        raise AnalysisError(field, text, "give decimal degrees, such as 37.5.")
    value = float(text)
    if abs(value) > limit:
        advice = f"it must lie between -{limit:.0f} and {limit:.0f}; check for swapped columns."
        raise AnalysisError(field, value, advice)
    return value
