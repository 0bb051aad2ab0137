"""The usual at one site as rows and small drawings: counts beside the range that one steady rate would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.analysis.baseline import HOURS_A_BLOCK, BaselineRow, SiteBaseline, Usual
from incidents.rendering.dates import month_words, range_words
from incidents.rendering.figures import decimal_words

WIDTH, HEIGHT = 160, 16
MONTHS_SHOWN = 24
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class UsualRow:
    """One line of a table; positions are pixels of a drawing of 160 by 16."""

    label: str
    n_incidents: int
    n_cases: int
    n_no_offence: int
    cases_words: str
    incidents_words: str
    bar_px: float
    dot_px: float
    low_px: float
    band_px: float
    has_range: bool


@dataclass(frozen=True, slots=True)
class UsualTable:
    """One way of cutting the history, with what is to know of it."""

    code: str
    title: str
    unit: str
    rows: tuple[UsualRow, ...]
    note: str = ""
    width: int = WIDTH
    height: int = HEIGHT


def usual_tables(baseline: SiteBaseline) -> list[UsualTable]:
    """Return the four tables of a site."""
    months = baseline.months[-MONTHS_SHOWN:]
    hidden = len(baseline.months) - len(months)
    of_hours = sum(row.n_incidents for row in baseline.hours)
    return [
        _table("months", (_("By month"), _("Month")), months, _month, _hidden_words(hidden)),
        _table("seasons", (_("By season"), _("Season")), baseline.seasons, _season),
        _table("weekdays", (_("By weekday"), _("Weekday")), baseline.weekdays, _weekday),
        _table(
            "hours",
            (_("By hour"), _("Hour")),
            baseline.hours,
            _hours,
            _timed_words(of_hours, baseline.n_incidents),
        ),
    ]


def watched_words(baseline: SiteBaseline) -> str:
    """Return between which days the log watched the site."""
    first, last = (_EPOCH + dt.timedelta(days=day) for day in (baseline.start_day, baseline.end_day))
    return range_words(first, last)


def usual_words(usual: Usual | None) -> str:
    """Return "0 to 4, mean 1.7", or that nothing can be said."""
    if usual is None:
        return _("too few to say")
    mean = decimal_words(usual.expected)
    if usual.low == usual.high:
        return _("%(n)d, mean %(mean)s") % {"n": usual.low, "mean": mean}
    return _("%(low)d to %(high)d, mean %(mean)s") % {"low": usual.low, "high": usual.high, "mean": mean}


def _table(
    code: str,
    titles: tuple[str, str],
    rows: Sequence[BaselineRow],
    label: Callable[[int], str],
    note: str = "",
) -> UsualTable:
    most = max(
        (max(row.n_incidents, row.usual_cases.high if row.usual_cases else 0) for row in rows), default=0
    )
    scale = (WIDTH - 10) / max(most, 1)
    return UsualTable(code, *titles, tuple(_row(row, label(row.slot), scale) for row in rows), note)


def _row(row: BaselineRow, label: str, scale: float) -> UsualRow:
    usual = row.usual_cases
    low = usual.low * scale if usual else 0.0
    return UsualRow(
        label=label, n_incidents=row.n_incidents, n_cases=row.n_cases, n_no_offence=row.n_no_offence,
        cases_words=usual_words(usual), incidents_words=usual_words(row.usual_incidents),
        bar_px=round(row.n_incidents * scale, 1), dot_px=round(4 + row.n_cases * scale, 1),
        low_px=round(low + 1, 1), band_px=round((usual.high * scale if usual else 0.0) - low + 6, 1),
        has_range=usual is not None,
    )  # fmt: skip


def _month(months: int) -> str:
    return month_words(dt.date(1970 + months // 12, months % 12 + 1, 1))


def _season(season: int) -> str:
    return (
        _("March to May"), _("June to August"), _("September to November"), _("December to February"),
    )[season]  # fmt: skip


def _weekday(weekday: int) -> str:
    return str(WEEKDAYS[weekday])


def _hours(first: int) -> str:
    return f"{first:02d}:00–{first + HOURS_A_BLOCK:02d}:00"


def _hidden_words(hidden: int) -> str:
    if not hidden:
        return ""
    return ngettext("%(n)d earlier month is not shown.", "%(n)d earlier months are not shown.", hidden) % {
        "n": hidden
    }


def _timed_words(timed: int, whole: int) -> str:
    if timed == whole:
        return ""
    return _("The time of day is known for %(n)d of %(whole)d.") % {"n": timed, "whole": whole}
