"""What leaves over REST: each resource names its fields, its filter, and how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import translation
from django_filters import FilterSet

from incidents.access import Reader
from incidents.api.filters import FindingFilter, ReleaseFilter, RunFilter, SiteFilter
from incidents.models import DetectionRun, Finding, FindingMember, Incident
from incidents.rendering.wording import whole_sentence
from incidents.selectors.labels import LOWEST
from incidents.selectors.released_findings import (
    FINDING_FIELDS,
    RUN_FIELDS,
    finding_rows,
    released_findings,
    released_runs,
    run_rows,
)
from incidents.selectors.released_sites import SITE_FIELDS, released_sites, site_rows
from incidents.selectors.releases import (
    INCIDENT_FIELDS,
    CaseNumbers,
    Row,
    incident_rows,
    released_incidents,
)
from sites.models import ProtectedSite

Read = Callable[[QuerySet[Any]], list[tuple[int, Row]]]


@dataclass(frozen=True, slots=True)
class Resource:
    """One collection: `begin` returns the reading function of one answer, which may number as it goes."""

    name: str
    model: type[Model]
    key: str
    fields: tuple[str, ...]
    filterset: type[FilterSet]
    readable: Callable[[Reader, str], QuerySet[Any]]
    begin: Callable[[Reader, str], Read]
    labels: Callable[[QuerySet[Any]], set[str]]
    up_to: Callable[[QuerySet[Any], tuple[str, ...]], QuerySet[Any]] = lambda rows, _labels: rows
    formats: tuple[str, ...] = ("json", "geojson", "csv")
    unflat: frozenset[str] = frozenset()

    @property
    def flat_fields(self) -> tuple[str, ...]:
        """The fields of a table or of a feature's properties."""
        return tuple(name for name in self.fields if name not in self.unflat)


def _begin_incidents(_reader: Reader, _ceiling: str) -> Read:
    cases = CaseNumbers()
    return lambda rows: incident_rows(rows, cases)


def _begin_findings(_reader: Reader, _ceiling: str) -> Read:
    return lambda rows: [(key, row | _sentences(row)) for key, row in finding_rows(rows)]


def _begin_runs(reader: Reader, ceiling: str) -> Read:
    return lambda rows: run_rows(rows, released_findings(reader, ceiling))


def _sentences(row: Mapping[str, Any]) -> Row:
    """Both languages stand in the row, because a file is read by others than the one who asked."""
    sentences = {}
    for language in ("en", "ko"):
        with translation.override(language):
            sentences[f"sentence_{language}"] = whole_sentence(row["p_cases"])
    return sentences


def _own_labels(rows: QuerySet[Any]) -> set[str]:
    return set(rows.order_by().values_list("tlp", flat=True).distinct())


def _labels_of_members(rows: QuerySet[Any]) -> set[str]:
    members = FindingMember.objects.filter(finding__in=rows.order_by().values("pk"))
    return set(members.order_by().values_list("incident__tlp", flat=True).distinct())


def _labels_of_runs(rows: QuerySet[Any]) -> set[str]:
    members = FindingMember.objects.filter(finding__run__in=rows.order_by().values("pk"))
    return set(members.order_by().values_list("incident__tlp", flat=True).distinct())


INCIDENTS = Resource(
    name="incidents",
    model=Incident,
    key="number",
    fields=INCIDENT_FIELDS,
    filterset=ReleaseFilter,
    readable=released_incidents,
    begin=_begin_incidents,
    labels=_own_labels,
    # A record released with a stricter label while a file is written must not slip into it.
    up_to=lambda rows, labels: rows.filter(tlp__in=labels),
)
SITES = Resource(
    name="sites",
    model=ProtectedSite,
    key="code",
    fields=SITE_FIELDS,
    filterset=SiteFilter,
    readable=released_sites,
    begin=lambda _reader, _ceiling: site_rows,
    labels=lambda _rows: {LOWEST},
    unflat=frozenset({"zones"}),
)
FINDINGS = Resource(
    name="findings",
    model=Finding,
    key="uuid",
    fields=FINDING_FIELDS,
    filterset=FindingFilter,
    readable=released_findings,
    begin=_begin_findings,
    labels=_labels_of_members,
)
RUNS = Resource(
    name="runs",
    model=DetectionRun,
    key="uuid",
    fields=RUN_FIELDS,
    filterset=RunFilter,
    readable=released_runs,
    begin=_begin_runs,
    labels=_labels_of_runs,
    formats=("json",),
)
