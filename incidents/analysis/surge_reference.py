"""Laying an earlier log over the days of a study, so that without a surge every day is due in proportion to it."""

from __future__ import annotations

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import FloatArray, IntArray

_END_OF_FEBRUARY = 1 * 31 + 27
_KEYS = 12 * 31
# A log begins some days after its watch did. As many days as five of its first gaps between days with a report pass for
# watched: a watch that began with its first report then lacks five reports at most, too few to look like a surge.
_GAPS, _LEAST_SLACK_DAYS = 5, 10
_FEW = 10


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
    of the events in time and on nothing else. What was watched is told by `watched_days`.
    """
    study = np.arange(first, last + 1)
    begin, end = watched_days(day, first, watch)
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


def watched_days(
    day: IntArray, first: int, watch: tuple[int | None, int | None] = (None, None)
) -> tuple[int, int]:
    """First and last day an earlier log watched: as said, else as read from its first and last report.

    A day without a report inside is a day on which nothing was seen. Read are whole years back from the end of the log or
    from the day before the study, where its last report is near; else the part of a year between its first and last
    report. At either end a silence of some gaps between reports passes for watched.
    """
    every = np.unique(day)
    earliest, latest = int(every[0]) - _slack(every), int(every[-1]) + _slack(-every[::-1])
    begin, end = watch
    if end is None:
        end = first - 1 if latest >= first - 1 else int(every[-1])
        if begin is None and not _whole_years(earliest, end):
            end = min(latest, first - 1, _years_before(earliest, -1) - 1)
    if begin is None:
        years = _whole_years(earliest, end)
        begin = _years_before(end + 1, years) if years else earliest
    return begin, end


def _kept(copies: IntArray, watched: IntArray) -> FloatArray:
    """Share of the events of every day of the year that are kept."""
    share: FloatArray = copies / np.maximum(watched, 1)
    plain = np.delete(share, _END_OF_FEBRUARY)
    top = float(plain.max()) if plain.any() else float(share.max())
    return np.minimum(share / max(top, 1e-12), 1.0)


def _slack(every: IntArray) -> int:
    """Days for which a log may be silent before its first report, judged by the next few days with one or by all."""
    gaps = [float(abs(every[k] - every[0])) / max(k, 1) for k in (min(_FEW, len(every) - 1), len(every) - 1)]
    return max(round(_GAPS * max(gaps)), _LEAST_SLACK_DAYS)


def _whole_years(begin: int, end: int) -> int:
    """Number of whole years, date by date, that fit between two days."""
    years = 0
    while _years_before(end + 1, years + 1) >= begin:
        years += 1
    return years


def _years_before(day: int, years: int) -> int:
    """The same date some years earlier, or later where `years` is below zero; 28 February stands in for the 29th."""
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
