"""Dates in words, by the office's clock and no more precise than they are known."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from incidents.enums import TimePrecision
from incidents.records import IncidentRecord
from incidents.rendering.labels import speaks_korean


def local(at: dt.datetime) -> dt.datetime:
    """Return the moment by the office's clock."""
    return at.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE))


def day_words(day: dt.date) -> str:
    """Return a date such as 21 Apr 2025."""
    return date_format(day, "DATE_FORMAT")


def month_words(day: dt.date) -> str:
    """Return a month such as Apr 2025."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def moment_words(at: dt.datetime) -> str:
    """Return date and time of day, such as 12 Jan 2026 09:04."""
    return date_format(local(at), "DATETIME_FORMAT")


def hour_words(at: dt.datetime) -> str:
    """Return the time of day on 24 hours."""
    return date_format(local(at), "TIME_FORMAT")


def between(start: str, end: str) -> str:
    """Return two texts as the ends of a span."""
    return start if start == end else _("%(start)s – %(end)s") % {"start": start, "end": end}


def range_words(start: dt.date, end: dt.date) -> str:
    """Return a stretch of days, leaving out the year that is said twice: 21 Apr – 10 May 2025."""
    if start == end or start.year != end.year:
        return between(day_words(start), day_words(end))
    if speaks_korean():
        return between(day_words(start), date_format(end, "m-d"))
    return between(date_format(start, "j M"), day_words(end))


def when_words(record: IncidentRecord) -> str:
    """Return when it happened, as exactly as it is known and no more."""
    if record.occurred_from is None or record.time_precision == TimePrecision.UNKNOWN:
        return _("date unknown")
    start = local(record.occurred_from)
    end = local(record.occurred_to) if record.occurred_to else None
    if record.time_precision == TimePrecision.MINUTE:
        return _minutes(start, end)
    if record.time_precision == TimePrecision.DAY:
        return day_words(start.date())
    if record.time_precision == TimePrecision.WEEK:
        return _("week of %(day)s") % {"day": day_words(start.date())}
    if record.time_precision == TimePrecision.MONTH:
        return month_words(start.date())
    return _("%(span)s, interval") % {"span": _interval(start.date(), (end or start).date())}


def _minutes(start: dt.datetime, end: dt.datetime | None) -> str:
    text = f"{day_words(start.date())}, {hour_words(start)}"
    if end is None or end == start:
        return text
    same_day = end.date() == start.date()
    return between(text, hour_words(end) if same_day else f"{day_words(end.date())}, {hour_words(end)}")


def _interval(start: dt.date, end: dt.date) -> str:
    """Whole months are told as months: the source knew no days."""
    whole_months = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    return between(month_words(start), month_words(end)) if whole_months else range_words(start, end)


def precision_note(record: IncidentRecord) -> str:
    """Return how the time is known, in words."""
    if record.occurred_from is None or record.time_precision == TimePrecision.UNKNOWN:
        return ""
    words = [
        _("Seoul time"),
        _("precision: %(precision)s") % {"precision": _precision(record.time_precision)},
    ]
    if record.date_derived:
        words.append(_("worked out from the text"))
    return "; ".join(words)


def zone_name() -> str:
    """Return whose clock the pages follow."""
    return _("Seoul time") if settings.OFFICE_TIME_ZONE == "Asia/Seoul" else settings.OFFICE_TIME_ZONE


def _precision(code: int) -> str:
    return {
        TimePrecision.MINUTE: pgettext("precision", "minute"),
        TimePrecision.DAY: pgettext("precision", "day"),
        TimePrecision.WEEK: pgettext("precision", "week"),
        TimePrecision.MONTH: pgettext("precision", "month"),
        TimePrecision.INTERVAL: pgettext("precision", "interval"),
    }[TimePrecision(code)]


def dated_words(day: dt.date | None, precision: int) -> str:
    """Return a date with its own precision, such as that of an outcome."""
    if day is None:
        return _("unknown")
    if precision == TimePrecision.MONTH:
        return month_words(day)
    return day_words(day)


def validity_words(start: dt.date | None, end: dt.date | None) -> str:
    """Return between which days something holds; what nobody wrote down is said."""
    if start and end:
        return range_words(start, end)
    if start:
        return _("from %(day)s") % {"day": day_words(start)}
    if end:
        return _("until %(day)s") % {"day": day_words(end)}
    return _("not stated")


def days_apart_words(days: int) -> str:
    """Return how many days before (negative) or after."""
    if days == 0:
        return _("same day")
    words = (
        ngettext("%(n)d day before", "%(n)d days before", -days)
        if days < 0
        else ngettext("%(n)d day after", "%(n)d days after", days)
    )
    return words % {"n": abs(days)}
