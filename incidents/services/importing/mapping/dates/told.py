"""What a cell says of a time, and why one does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from incidents.errors import shorten


class Exactness(StrEnum):
    """How exactly a date was told, in the words of the column date_precision."""

    DAY = "day"
    MONTH = "month"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes, 1440 being the end of the day; `offset_min` is its distance from UTC where that is told.

    `until_min` is told for spans within a day. No minute at all means that words such as 야간 stood there.
    """

    minute: int | None = None
    until_min: int | None = None
    offset_min: int | None = None
    is_about: bool = False

    @property
    def loses_words(self) -> bool:
        """Whether the words say more or less than the time that is taken from them."""
        return self.is_about or self.minute is None or self.until_min is not None


@dataclass(frozen=True, slots=True)
class Told:
    """A day, a span of days or nothing known, as a cell tells it; `begin` is None where nothing is known.

    `loses_words` asks to keep the cell beside it; `is_derived` says that the year came from elsewhere.
    """

    begin: dt.date | None
    end: dt.date | None = None
    exactness: Exactness = Exactness.DAY
    clock: Clock | None = None
    remarks: tuple[str, ...] = field(default=())
    loses_words: bool = False
    is_derived: bool = False


UNKNOWN = Told(begin=None, exactness=Exactness.UNKNOWN)

_REASONS = {
    "UNREADABLE": gettext_noop("does not read as a date. Write it as 2025-04-21 or 2025-04-21 09:00."),
    "UNREADABLE_CLOCK": gettext_noop("does not read as a time. Write it as 09:00."),
    "NOT_IN_CALENDAR": gettext_noop("%(value)s is not in the calendar. Check year, month and day."),
    "NO_SUCH_TIME": gettext_noop("%(value)s is no time of day. Write 00:00 to 24:00."),
    "NO_YEAR": gettext_noop("%(value)s has no year. Choose the year of the file, or write the year."),
    "DAY_OR_MONTH_FIRST": gettext_noop(
        "%(value)s can be read in two ways. Choose whether day, month or year comes first."
    ),
    "ENDS_BEFORE": gettext_noop("%(value)s ends before it begins. Check both dates."),
    "CLOCK_JUMPS": gettext_noop(
        "%(value)s was skipped when the clocks of %(zone)s were changed. Check the time."
    ),
    "OUT_OF_RANGE": gettext_noop("%(value)s is outside the years 1950 to today. Check the year."),
    "TWO_TIMES": gettext_noop("the date tells another time than the column of the time. Keep one."),
    "TIME_WITHOUT_DAY": gettext_noop("a time without a day. Leave it blank, or give the day."),
}
_REMARKS = {
    "SERIAL": gettext_noop("%(value)s was taken as the day number of a spreadsheet."),
    "WEEKDAY": gettext_noop("%(value)s is another day of the week than the one written beside it."),
    "NEXT_DAY": gettext_noop("24:00 was taken as 00:00 of the next day."),
    "TWICE": gettext_noop("%(value)s came twice that night when the clocks of %(zone)s were changed; the first was taken."),
    "ZONE": gettext_noop("The time was told in %(zone)s and turned into the office's time."),
}  # fmt: skip


class UnreadableTime(ValueError):
    """A cell does not say when; its words may be shown where the value was at least understood as numbers."""

    def __init__(self, code: str, value: object = "", **values: object) -> None:
        self.code = code
        self.values = {"value": shorten(value, 30), **values}
        super().__init__(code)

    @property
    def advice(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return _(_REASONS[self.code]) % self.values


def remark(code: str, value: object = "", **values: object) -> str:
    """Return a remark in the reader's language."""
    return _(_REMARKS[code]) % {"value": shorten(value, 30), **values}
