"""The history of one site: how often reports came, over the time its log watched it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from incidents.access import Action, Reader
from incidents.analysis.baseline import FEWEST, SiteBaseline, Usual, site_baseline, usual_next
from incidents.enums import LogKind, Outcome, TimePrecision
from incidents.models import Disposition, Incident, Log
from incidents.records import Pair
from incidents.selectors.incidents import CASE_KEY, incidents_visible_to, span_of
from incidents.selectors.site_pages import COUNTED

EPOCH = dt.date(1970, 1, 1)
MOST_EVENTS = 100_000


@dataclass(frozen=True)
class LogAtSite:
    """A log with what it holds of a site."""

    log: Log
    pair: Pair


@dataclass(frozen=True)
class Period:
    """What came between two days, beside what the days outside them would make one expect."""

    date_from: dt.date
    date_to: dt.date
    pair: Pair
    n_no_offence: int
    usual_incidents: Usual | None
    usual_cases: Usual | None


@dataclass(frozen=True)
class SiteHistory:
    """What a reader may know of a site's past: first and last report of any log, and one log counted."""

    first: dt.datetime | None
    last: dt.datetime | None
    logs: tuple[LogAtSite, ...]
    chosen: LogAtSite | None
    baseline: SiteBaseline | None
    n_day_unknown: int
    period: Period | None


@dataclass(frozen=True, slots=True)
class _Event:
    day: int
    hour: int
    case: int
    is_no_offence: bool


def site_history(
    code: str,
    *,
    reader: Reader,
    log_code: str = "",
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
) -> SiteHistory:
    """Return the history of a site in one log: the one asked for, else the one that holds most of it.

    Two logs are never added up: the press tells what an own log has too.
    """
    here = _here(code, reader)
    logs = _logs_at(here)
    chosen = next((entry for entry in logs if entry.log.code == log_code), logs[0] if logs else None)
    first, last = span_of(here)
    if chosen is None:
        return SiteHistory(first, last, logs, None, None, 0, None)
    watched = _watched(chosen.log, reader)
    events = _events(here.filter(log=chosen.log))
    baseline = _baseline(events, watched) if watched else None
    period = _period(events, watched, date_from, date_to) if watched and (date_from or date_to) else None
    return SiteHistory(
        first, last, logs, chosen, baseline, chosen.pair.incidents - len(events), period
    )  # fmt: skip


def newest_at(code: str, *, reader: Reader) -> QuerySet[Incident]:
    """Return the confirmed or released incidents at a site that a reader may know of."""
    return _here(code, reader)


def _here(code: str, reader: Reader) -> QuerySet[Incident]:
    if not reader.may(Action.READ_INCIDENTS):
        return Incident.objects.none()
    return incidents_visible_to(reader).filter(status__in=COUNTED, site__code=code)


def _logs_at(here: QuerySet[Incident]) -> tuple[LogAtSite, ...]:
    rows = here.order_by().values("log_id").annotate(n=Count("id"), cases=Count(CASE_KEY, distinct=True))
    counted = {row["log_id"]: Pair(row["n"], row["cases"]) for row in rows}
    found = [LogAtSite(log, counted[log.pk]) for log in Log.objects.filter(pk__in=counted)]
    return tuple(sorted(found, key=lambda entry: (-entry.pair.incidents, entry.log.code)))


def _watched(log: Log, reader: Reader) -> tuple[int, int] | None:
    """Return the days from the first to the last dated report of a log; an own log goes on watching until today."""
    span = (
        incidents_visible_to(reader)
        .filter(status__in=COUNTED, log=log, time_precision__lte=TimePrecision.DAY)
        .order_by()
        .aggregate(first=Min("occurred_from"), last=Max("occurred_from"))
    )
    if span["first"] is None:
        return None
    last = max(span["last"], timezone.now()) if log.kind == LogKind.OWN else span["last"]
    return _day(span["first"]), _day(last)


def _events(rows: QuerySet[Incident]) -> list[_Event]:
    outcome = (
        Disposition.objects.filter(incident=OuterRef("pk")).order_by("-order", "-id").values("outcome")[:1]
    )
    dated = rows.filter(occurred_from__isnull=False, time_precision__lte=TimePrecision.DAY)
    found = (
        dated.annotate(last_outcome=Subquery(outcome), case_key=CASE_KEY)
        .order_by("occurred_from", "id")
        .values_list("occurred_from", "time_precision", "case_key", "last_outcome")
    )
    events = []
    for at, precision, case, last in found[:MOST_EVENTS]:
        assert at is not None
        hour = _hour(at) if precision == TimePrecision.MINUTE else -1
        events.append(_Event(_day(at), hour, case, last == Outcome.NO_OFFENCE))
    return events


def _baseline(events: list[_Event], watched: tuple[int, int]) -> SiteBaseline:
    return site_baseline(
        [event.day for event in events], [event.hour for event in events], [event.case for event in events],
        [event.is_no_offence for event in events], start_day=watched[0], end_day=watched[1],
    )  # fmt: skip


def _period(
    events: list[_Event], watched: tuple[int, int], date_from: dt.date | None, date_to: dt.date | None
) -> Period | None:
    start = max(watched[0], (date_from - EPOCH).days if date_from else watched[0])
    end = min(watched[1], (date_to - EPOCH).days if date_to else watched[1])
    if start > end:
        return None
    began: dict[int, int] = {}
    for event in events:
        began.setdefault(event.case, event.day)
    inside = [event for event in events if start <= event.day <= end]
    n_cases = sum(start <= day <= end for day in began.values())
    before = Pair(len(events) - len(inside), len(began) - n_cases)
    days, days_outside = end - start + 1, watched[1] - watched[0] + 1 - (end - start + 1)
    enough = before.cases >= FEWEST and days_outside > 0
    return Period(
        EPOCH + dt.timedelta(days=start), EPOCH + dt.timedelta(days=end), Pair(len(inside), n_cases),
        sum(event.is_no_offence for event in inside),
        usual_next(before.incidents, days_outside, days) if enough else None,
        usual_next(before.cases, days_outside, days) if enough else None,
    )  # fmt: skip


def _local(at: dt.datetime) -> dt.datetime:
    return at.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE))


def _day(at: dt.datetime) -> int:
    return (_local(at).date() - EPOCH).days


def _hour(at: dt.datetime) -> int:
    return _local(at).hour
