"""Numbers of a workbook as text: a date where the cell is shown as one, else the shortest form."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from functools import lru_cache

# Formats of Excel that have no code in the file; 27 to 36 and 50 to 58 are dates in Korean, Japanese, Chinese.
_DATES_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_A_PLACEHOLDER = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]')
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
_LAST_SERIAL = 2_958_466
_DAYS_TO_1904 = 1462
_MISSING_DAY = 60  # 29 February 1900, which Excel believes in
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar day of no zone
_DAY_SECONDS = 86_400


def shows_date(format_id: int, code: str | None) -> bool:
    """Whether a number format shows days or hours."""
    if code is None:
        return format_id in _DATES_BUILT_IN
    first = code.split(";")[0]
    return (
        _DATE_LETTER.search(_NOT_A_PLACEHOLDER.sub("", first)) is not None and "general" not in first.lower()
    )


def number_text(written: str) -> str:
    """Return a number in its shortest form; what is no number stays as it stands."""
    try:
        value = float(written)
        return str(int(value)) if value.is_integer() and -1e15 < value < 1e15 else _finite(value, written)
    except ValueError:
        return written


def _finite(value: float, written: str) -> str:
    return repr(value) if math.isfinite(value) else written


def date_text(written: str, since_1904: bool) -> str:
    """Return `2025-04-21`, `2025-04-21 09:00[:30]`, or `09:00[:30]` for less than a day."""
    try:
        serial = float(written)
    except ValueError:
        return written
    if not 0 <= serial < _LAST_SERIAL:
        return number_text(written)
    days, seconds = divmod(round(serial * _DAY_SECONDS), _DAY_SECONDS)
    if not days:
        return _clock(seconds)
    day = _day(days, since_1904)
    return (f"{day} {_clock(seconds)}" if seconds else day) if day else number_text(written)


@lru_cache(maxsize=20_000)
def _day(days: int, since_1904: bool) -> str:
    """Return a day, or nothing for a number that names none."""
    if since_1904:
        days += _DAYS_TO_1904
    elif days <= _MISSING_DAY:
        days = days + 1 if days < _MISSING_DAY else _LAST_SERIAL
    return (_ZERO + timedelta(days=days)).date().isoformat() if days < _LAST_SERIAL else ""


@lru_cache(maxsize=20_000)
def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}:{left:02}" if left else f"{hours:02}:{minutes:02}"


def iso_text(written: str) -> str:
    """Return an ISO date of a cell the way dates are written here."""
    day, _between, clock = written.strip().partition("T")
    clock = clock.removesuffix("Z").partition(".")[0].removesuffix(":00") if len(clock) > 5 else clock
    return f"{day} {clock}" if clock not in ("", "00:00") else day
