"""Reading incidents as one reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, F, Max, Min, Prefetch, QuerySet, When
from django.db.models.functions import Coalesce

from incidents.access import Action, Reader, redact, visible
from incidents.enums import RecordKind, Status
from incidents.models import Disposition, Incident
from incidents.records import IncidentRecord, Pair
from incidents.selectors.shaping import record_of_row

# A case counts once however many incidents it has; an incident without a case is a case of its own.
CASE_KEY = Case(When(case__isnull=True, then=-F("id")), default=F("case_id"), output_field=BigIntegerField())


def incidents_visible_to(reader: Reader) -> QuerySet[Incident]:
    """Return the incidents a reader may know of, without summary rows, which are never counted beside their parts."""
    return visible(Incident.objects.filter(record_kind=RecordKind.INCIDENT), reader)


def all_records_visible_to(reader: Reader) -> QuerySet[Incident]:
    """Return incidents and summary rows a reader may know of."""
    return visible(Incident.objects.all(), reader)


def with_children(queryset: QuerySet[Incident], *, history: bool = False) -> QuerySet[Incident]:
    """Fetch what a record needs in a fixed number of queries."""
    dispositions = Disposition.objects.select_related("source").prefetch_related("legal_bases")
    queryset = queryset.select_related(
        "log", "case", "site", "zone", "entered_by", "reviewed_by", "released_by"
    ).prefetch_related("equipment", "sources", Prefetch("dispositions", queryset=dispositions))
    if history:
        queryset = queryset.prefetch_related("actions", "claims__source", "transitions__by")
    return queryset


def records(queryset: QuerySet[Incident], reader: Reader, *, history: bool = False) -> list[IncidentRecord]:
    """Return the rows of a visible queryset as redacted records."""
    return [shaped(row, reader, history=history) for row in with_children(queryset, history=history)]


def shaped(row: Incident, reader: Reader, *, history: bool = False) -> IncidentRecord:
    """Return one fetched row as the record this reader may see."""
    is_own = reader.token_id is None and row.entered_by_id == reader.account_id
    return redact(record_of_row(row, history=history), reader, is_own=is_own)


def incident_of(key: UUID | str, *, reader: Reader) -> Incident | None:
    """Return a stored row by its uuid or number, if this reader may know of it."""
    rows = all_records_visible_to(reader)
    return (rows.filter(number=key) if isinstance(key, str) else rows.filter(uuid=key)).first()


def dossier_of(key: UUID | str, *, reader: Reader) -> IncidentRecord | None:
    """Return one record with its whole history, if this reader may know of it."""
    row = incident_of(key, reader=reader)
    if row is None:
        return None
    found = records(Incident.objects.filter(pk=row.pk), reader, history=True)
    return found[0] if found else None


def summaries_of(record: IncidentRecord, *, reader: Reader) -> list[IncidentRecord]:
    """Return the summary rows of the case this incident belongs to."""
    if record.case_ref is None:
        return []
    rows = visible(Incident.objects.filter(record_kind=RecordKind.SUMMARY, case__ref=record.case_ref), reader)
    return records(rows.filter(log__code=record.log_code).exclude(uuid=record.uuid), reader)


def standing(queryset: QuerySet[Incident]) -> QuerySet[Incident]:
    """Leave out what is grouped under a lead: the event counts once, as its lead does."""
    return queryset.exclude(status=Status.DUPLICATE)


def count_pair(queryset: QuerySet[Incident]) -> Pair:
    """Count incidents and cases; a grouped report is counted with its lead, never by itself."""
    counted = (
        standing(queryset)
        .order_by()
        .aggregate(n=Count("id", distinct=True), cases=Count(CASE_KEY, distinct=True))
    )
    return Pair(incidents=counted["n"], cases=counted["cases"])


def n_to_review(reader: Reader) -> int:
    """Return how many reports wait for a reviewer's decision; nothing waits for whoever does not review."""
    if not reader.may(Action.REVIEW):
        return 0
    return incidents_visible_to(reader).filter(status=Status.SUBMITTED).count()


def span_of(queryset: QuerySet[Incident]) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the first and the last moment that any of the incidents touches."""
    span = queryset.order_by().aggregate(
        first=Min("occurred_from"), last=Max(Coalesce("occurred_to", "occurred_from"))
    )
    return span["first"], span["last"]


def by_time(queryset: QuerySet[Incident]) -> QuerySet[Incident]:
    """Order by the day it happened, newest first, unknown days last."""
    return queryset.order_by(Coalesce("occurred_from", "created_at").desc(), "-id")


def case_ordinals(found: Iterable[IncidentRecord]) -> dict[str, int]:
    """Number the cases of one answer from 1, so that no pseudonym leaves it."""
    ordinals: dict[str, int] = {}
    for record in found:
        ordinals.setdefault(record.case_key, len(ordinals) + 1)
    return ordinals
