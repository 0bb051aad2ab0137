"""The one JSON answer that feeds map, table, timeline and counts of the workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents import enums
from incidents.records import FindingRecord, IncidentRecord, Pair, RunRecord, SiteRef
from incidents.rendering.dates import local, range_words, when_words
from incidents.rendering.figures import p_number
from incidents.rendering.labels import equipment_words, name_of, summary_of, zone_words
from sites.enums import ZoneAccuracy, ZoneKind
from sites.geometry import Shape, geojson


def incident_features(records: Iterable[IncidentRecord], ordinals: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what the map and the table show of each incident that has a place."""
    return [
        _incident(record, ordinals[record.case_key]) for record in records if record.map_point is not None
    ]


def _incident(record: IncidentRecord, case: int) -> dict[str, Any]:
    point = record.map_point
    assert point is not None
    return {
        "number": record.number,
        "uuid": str(record.uuid),
        "url": reverse("incidents:incident", args=[record.number]),
        "title": summary_of(record),
        "lat": point.lat,
        "lon": point.lon,
        "uncertainty_m": record.uncertainty_m if record.observer_point else None,
        "docked": record.observer_point is None,
        "site": record.site.code if record.site else "",
        "site_name": name_of(record.site) if record.site else "",
        "case": case,
        "status": record.status,
        "date_from": _day(record.occurred_from),
        "date_to": _day(record.occurred_to or record.occurred_from),
        "date_precise": record.is_date_precise,
        "date_text": when_words(record),
        "equipment_text": equipment_words(record),
        "zone_text": zone_words(record.zone_relation),
        "outcome_text": str(enums.Outcome(record.outcome).label),
    }


def _day(moment: dt.datetime | None) -> str | None:
    return local(moment).date().isoformat() if moment else None


def site_features(sites: Iterable[SiteRef]) -> list[dict[str, Any]]:
    """Return the sites as the map draws them."""
    return [
        {
            "code": site.code, "name": name_of(site), "site_type": site.site_type, "lat": site.point.lat,
            "lon": site.point.lon, "url": reverse("incidents:site", args=[site.code]),
        }
        for site in sites
    ]  # fmt: skip


def zone_feature(*, site_code: str, kind: str, accuracy: str, shape: Shape) -> dict[str, Any]:
    """Return one zone with its label; an approximate one says that it settles nothing."""
    words = str(ZoneKind(kind).label)
    if accuracy == ZoneAccuracy.APPROXIMATE:
        words = _("%(kind)s, approximate: no legal conclusion") % {"kind": words}
    return {
        "site": site_code, "kind_text": str(ZoneKind(kind).label), "accuracy": accuracy, "geometry": geojson(shape),
        "label": words,
    }  # fmt: skip


def finding_features(runs: Iterable[RunRecord]) -> list[dict[str, Any]]:
    """Return the strongest finding of each run as a claim with both p-values."""
    return [_finding(run, finding) for run in runs for finding in run.findings[:1]]


def _finding(run: RunRecord, finding: FindingRecord) -> dict[str, Any]:
    return {
        "label": finding.label,
        "run": run.number,
        "url": reverse("incidents:run", args=[run.log_code, run.number]),
        "title": f"{name_of(finding.centre)}, {range_words(finding.date_from, finding.date_to)}",
        "lat": finding.centre.point.lat,
        "lon": finding.centre.point.lon,
        "radius_km": finding.radius_m / 1_000,
        "sites": list(finding.site_codes),
        "members": [member.number for member in finding.members],
        "date_from": finding.date_from.isoformat(),
        "date_to": finding.date_to.isoformat(),
        "n_incidents": finding.observed,
        "n_cases": finding.observed_cases,
        "p_incidents_text": p_number(finding.p_incidents),
        "p_cases_text": p_number(finding.p_cases),
        "significant": finding.is_significant,
        "verdict_text": _verdict(run, finding),
    }


def _verdict(run: RunRecord, finding: FindingRecord) -> str:
    """Return the verdict of a plate; one that counts unreviewed reports says so, for the map may not show them."""
    words = _("significant on cases") if finding.is_significant else _("not significant")
    return f"{words} · {_('provisional')}" if run.is_provisional else words


def facet_counts(facets: Mapping[str, Mapping[str, Pair]]) -> dict[str, dict[str, list[int]]]:
    """Return the counts of each option as [incidents, cases]."""
    return {
        name: {code: [pair.incidents, pair.cases] for code, pair in counts.items()}
        for name, counts in facets.items()
    }


def timeline_span(first: dt.datetime | None, last: dt.datetime | None) -> dict[str, str | None]:
    """Return the days that the timeline covers: the whole log, not its filtered part."""
    return {"from": _day(first), "to": _day(last)}
