"""Laying an earlier log over the days of a study, so that without a surge every day is due in proportion to it."""

from __future__ import annotations

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import FloatArray, IntArray

_YEAR_DAYS = 365.25
_END_OF_FEBRUARY = 1 * 31 + 27
_KEYS = 12 * 31
# A sparse log begins some days after the watch did: so many gaps of its first reports, within these bounds of days.
_GAPS, _LEAST_SLACK, _MOST_SLACK = 10, 31, 62


def lay_over(
    day: IntArray, kind: IntArray, first: int, last: int, watch: tuple[int | None, int | None] = (None, None)
) -> tuple[IntArray, IntArray]:
    """Move the events of an earlier log to the same day of the year in the study.

    Parameters
    ----------
    day, kind : int arrays
        The earlier events, all before `first`.
    first, last : int
        The study.
    watch : tuple
        First and last day the earlier log watched, where that is known.

    Returns
    -------
    row : int array
        Events that were used.
    moved : int array
        Their days in the study, counted from `first`.

    Notes
    -----
    A day of the study that the earlier log watched in k years, and that the study holds c times, would be due k / c
    times what it counts. So that k / c is one number for all days, events of days watched too often are
    left out by lot, and an event goes to one of the c days by lot. The lots depend on the order
    of the events in time and on nothing else. What was watched is read from the log: whole years back from its end
    or from the day before the study, else the part of a year between its first and last event.
    """
    study = np.arange(first, last + 1)
    guessed = _watched(np.sort(day), first)
    begin, end = (known if known is not None else guess for known, guess in zip(watch, guessed, strict=True))
    copies = np.bincount(_day_of_year(study), minlength=_KEYS)
    watched = np.bincount(_day_of_year(np.arange(begin, end + 1)), minlength=_KEYS)
    _refuse_gaps(study, watched, begin, end)
    lots = np.random.Generator(np.random.Philox(key=[2028, 0])).random((2, len(day)))
    row = np.lexsort((kind, day))
    key = _day_of_year(day[row])
    used = (day[row] >= begin) & (day[row] <= end) & (lots[0] < _kept(copies, watched)[key])
    row, key, lot = row[used], key[used], lots[1][used]
    order = np.argsort(_day_of_year(study), kind="stable")
    place = np.concatenate([[0], np.cumsum(copies)])[key] + (lot * copies[key]).astype(np.int64)
    return row, study[order[place]] - first


def _kept(copies: IntArray, watched: IntArray) -> FloatArray:
    """Share of the events of every day of the year that are kept."""
    share: FloatArray = copies / np.maximum(watched, 1)
    plain = np.delete(share, _END_OF_FEBRUARY)
    top = float(plain.max()) if plain.any() else float(share.max())
    return np.minimum(share / max(top, 1e-12), 1.0)


def _watched(day: IntArray, first: int) -> tuple[int, int]:
    low, high = int(day[0]), int(day[-1])
    at_end = _slack(-day[::-1])
    end = first - 1 if first - 1 - high <= at_end else high
    years = int((end - low + 1 + _slack(day)) / _YEAR_DAYS)
    if years:
        return _years_before(end + 1, years), end
    begin = low - _slack(day)
    return begin, min(high + at_end, first - 1, begin + 364)


def _slack(day: IntArray) -> int:
    """Days for which a log may be silent before its first report, judged by the next few."""
    few = min(10, len(day) - 1)
    gap = float(day[few] - day[0]) / max(few, 1)
    return round(min(max(_GAPS * gap, _LEAST_SLACK), _MOST_SLACK))


def _years_before(day: int, years: int) -> int:
    """The same date some years earlier; 28 February stands in for the 29th."""
    date = np.datetime64(int(day), "D")
    month = date.astype("datetime64[M]")
    earlier = month - 12 * years
    of_month = int((date - month).astype(np.int64))
    length = int(((earlier + 1).astype("datetime64[D]") - earlier.astype("datetime64[D]")).astype(np.int64))
    return int((earlier.astype("datetime64[D]") + min(of_month, length - 1)).astype(np.int64))


def _day_of_year(day: IntArray) -> IntArray:
    """Month and day as one number; 29 February counts as the 28th."""
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    of_month = (date - month).astype(np.int64)
    key: IntArray = month.astype(np.int64) % 12 * 31 + of_month
    return np.where(key == _END_OF_FEBRUARY + 1, _END_OF_FEBRUARY, key)


def _refuse_gaps(study: IntArray, watched: IntArray, begin: int, end: int) -> None:
    """Refuse a reference that says nothing about some day of the study."""
    missed = study[watched[_day_of_year(study)] == 0]
    if len(missed):
        shown = f"{np.datetime64(begin, 'D')} to {np.datetime64(end, 'D')}"
        advice = (
            f"it holds nothing for {len(missed)} days of the study, such as {np.datetime64(int(missed[0]), 'D')}; "
            "give whole years or all months of the study, or say what it watched (reference_start_day, reference_end_day)."
        )
        raise AnalysisError("reference", shown, advice)
