"""Turning fetched rows into frozen records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incidents.enums import EquipmentBasis
from incidents.models import Claim, Disposition, Incident, Transition
from incidents.records import (
    ActionRecord,
    ClaimRecord,
    DispositionRecord,
    EquipmentRecord,
    IncidentRecord,
    LegalBasisRef,
    SiteRef,
    SourceRecord,
    TransitionRecord,
    ZoneRef,
)
from sites.models import ProtectedSite, Zone

# Copied under the same name from the row to the record.
_SAME_NAME = (
    "uuid", "number", "record_kind", "status", "occurred_from", "occurred_to", "time_precision", "date_derived",
    "announced_on", "reported_at", "place_as_reported", "uncertainty_m", "geo_precision", "geocode_method",
    "distance_m", "distance_basis", "zone_relation", "zone_relation_computed", "zone_relation_reason", "vantage",
    "sign_present", "permit_held", "summary", "summary_ko", "narrative", "media_count", "subject_of_view",
    "airspace_class", "flight_approval", "photo_approval", "group_size", "visitor_category", "minor_involved",
    "stated_purpose", "vehicle_type", "context_event", "detected_by", "warning", "evidence_ref", "tlp", "legal_hold",
    "changed_at", "released_at", "observer_point",
)  # fmt: skip


def record_of_row(row: Incident, *, history: bool = False) -> IncidentRecord:
    """Return the whole record, before redaction."""
    return IncidentRecord(
        **{name: getattr(row, name) for name in _SAME_NAME},
        version=row.record_version,
        log_code=row.log.code,
        log_kind=row.log.kind,
        log_name_en=row.log.name_en,
        log_name_ko=row.log.name_ko,
        case_key=f"case-{row.case_id}" if row.case_id else f"incident-{row.pk}",
        case_ref=row.case.ref if row.case else None,
        site=site_ref(row.site) if row.site else None,
        zone=_zone_ref(row.zone) if row.zone else None,
        behaviours=tuple(row.behaviours),
        photo_indicators=tuple(row.photo_indicators),
        media=tuple(row.media),
        entered_by=row.entered_by.username,
        reviewed_by=row.reviewed_by.username if row.reviewed_by else None,
        released_by=row.released_by.username if row.released_by else None,
        **_children(row),
        **(_history(row) if history else {}),
    )


def record_of_card(row: Incident, *, equipment: Sequence[str], actions: Sequence[str]) -> IncidentRecord:
    """Return what a card says so far, before anything of it is stored, in the shape in which reports are compared."""
    return IncidentRecord(
        **{name: getattr(row, name) for name in _SAME_NAME},
        log_code="", log_kind="", log_name_en="", log_name_ko="", case_key="",
        version=row.record_version, case_ref=None, entered_by=None, reviewed_by=None, released_by=None,
        site=site_ref(row.site) if row.site else None, zone=_zone_ref(row.zone) if row.zone else None,
        behaviours=tuple(row.behaviours), photo_indicators=tuple(row.photo_indicators), media=tuple(row.media),
        equipment=tuple(
            EquipmentRecord(code, None, "", "", EquipmentBasis.SEEN, "", None) for code in equipment
        ),
        actions=tuple(ActionRecord(code, None, "") for code in actions),
    )  # fmt: skip


def site_ref(site: ProtectedSite) -> SiteRef:
    """Return a site as records mention it."""
    return SiteRef(
        code=site.code, uuid=site.uuid, name_en=site.name_en, name_ko=site.name_ko, site_type=site.site_type,
        point=site.point, admin1=site.admin1, admin2=site.admin2,
    )  # fmt: skip


def _zone_ref(zone: Zone) -> ZoneRef:
    return ZoneRef(kind=zone.kind, accuracy=zone.accuracy, valid_from=zone.valid_from)


def _children(row: Incident) -> dict[str, Any]:
    return {
        "equipment": tuple(
            EquipmentRecord(
                category=item.category, count=item.count, high_performance=item.high_performance,
                high_performance_criterion=item.high_performance_criterion, basis=item.basis, in_use=item.in_use,
                note=item.note,
            )
            for item in row.equipment.all()
        ),
        "sources": tuple(
            SourceRecord(
                id=item.pk, type=item.type, title=item.title, publisher=item.publisher, url=item.url,
                published_on=item.published_on, reliability=item.reliability, credibility=item.credibility,
                carries=item.carries,
            )
            for item in row.sources.all()
        ),
        "dispositions": tuple(_disposition(item) for item in row.dispositions.all()),
    }  # fmt: skip


def _disposition(item: Disposition) -> DispositionRecord:
    return DispositionRecord(
        outcome=item.outcome,
        decided_on=item.decided_on,
        date_precision=item.date_precision,
        legal_bases=tuple(
            LegalBasisRef(
                code=basis.code, title_en=basis.title_en, title_ko=basis.title_ko, act_number=basis.act_number,
                valid_from=basis.valid_from, valid_to=basis.valid_to,
            )
            for basis in item.legal_bases.all()
        ),
        publisher=str(item.source) if item.source else "",
        note=item.note,
    )  # fmt: skip


def _history(row: Incident) -> dict[str, Any]:
    return {
        "actions": tuple(
            ActionRecord(type=a.type, at=a.at, agency_type=a.agency_type) for a in row.actions.all()
        ),
        "claims": tuple(_claim(claim) for claim in row.claims.all()),
        "transitions": tuple(_transition(step) for step in row.transitions.all()),
    }


def _claim(claim: Claim) -> ClaimRecord:
    return ClaimRecord(
        field=claim.field, value=claim.value, publisher=str(claim.source) if claim.source else "",
        is_chosen=claim.is_chosen, reason=claim.reason,
    )  # fmt: skip


def _transition(step: Transition) -> TransitionRecord:
    return TransitionRecord(
        from_status=step.from_status, to_status=step.to_status, by=step.by.username, at=step.at,
        version=step.record_version, rationale=step.rationale, explanations=tuple(step.explanations_considered),
    )  # fmt: skip
