"""Dates and counts that a real report can hold; beyond them a finger slipped."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.errors import shorten

EARLIEST_ON = dt.date(1950, 1, 1)
MOST = {"media_count": 10_000_000, "group_size": 10_000, "count": 10_000}


def implausible(label: str, name: str, value: object) -> str:
    """Return what is wrong with a value, naming it and what to do, or nothing."""
    named = {"field": label, "value": shorten(value)}
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        if value < EARLIEST_ON:
            return _("%(field)s: %(value)s is before 1950. Check the year.") % named
        # one day of grace, because a source may lie east of here
        if value > timezone.localdate() + dt.timedelta(days=1):
            return _("%(field)s: %(value)s is in the future. Check date and time zone.") % named
    if isinstance(value, int) and value > MOST.get(name, value):
        return _("%(field)s: %(value)s is more than %(most)d. Check the number.") % (
            named | {"most": MOST[name]}
        )
    return ""
