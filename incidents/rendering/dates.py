"""Dates in words, by the office's clock and no more precise than they are known."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents.enums import TimePrecision
from incidents.records import IncidentRecord


def local(moment: dt.datetime) -> dt.datetime:
    """Return a moment by the office's clock."""
    return moment.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE))


def day_words(day: dt.date) -> str:
    """Return a day as `21 Apr 2025` or `2025-04-21`."""
    return date_format(day, "DATE_FORMAT")


def month_words(day: dt.date) -> str:
    """Return a month as `Apr 2025` or `2025-04`."""
    return date_format(day, _("M Y"))


def when_words(record: IncidentRecord) -> str:
    """Return when an incident happened, as precisely as it is known."""
    if record.occurred_from is None:
        return _("date unknown")
    begin = local(record.occurred_from)
    if record.time_precision == TimePrecision.MINUTE:
        return f"{day_words(begin)} {begin:%H:%M}"
    if record.time_precision == TimePrecision.DAY:
        return day_words(begin)
    if record.time_precision == TimePrecision.MONTH:
        return month_words(begin)
    end = local(record.occurred_to) if record.occurred_to else None
    return _span(begin, end, monthly=record.time_precision == TimePrecision.INTERVAL)


def _span(begin: dt.datetime, end: dt.datetime | None, *, monthly: bool) -> str:
    write = month_words if monthly else day_words
    if end is None or write(begin) == write(end):
        return write(begin)
    return f"{write(begin)} – {write(end)}"


def range_words(first: dt.date, last: dt.date) -> str:
    """Return `21 Apr – 10 May 2025`, without repeating what both share."""
    if first == last:
        return day_words(first)
    if first.year == last.year:
        return f"{date_format(first, _('j M'))} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"
