"""Frozen shapes that leave storage; the only thing rendering and the edges see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sites.geometry import Point

# The level at which a p on cases may be called significant.
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class SiteRef:
    """A site as an incident mentions it."""

    code: str
    uuid: UUID
    name_en: str
    name_ko: str
    site_type: str
    point: Point
    admin1: str
    admin2: str


@dataclass(frozen=True, slots=True)
class ZoneRef:
    """The zone that was valid on the date and decided the relation."""

    kind: str
    accuracy: str
    valid_from: dt.date | None


@dataclass(frozen=True, slots=True)
class EquipmentRecord:
    """One kind of equipment."""

    category: str
    count: int | None
    high_performance: str
    high_performance_criterion: str
    basis: str
    in_use: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """What was done on the spot."""

    type: str
    at: dt.datetime | None
    agency_type: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source with its two grades; the title is the publisher's and stays out of lists and exports."""

    id: int
    type: str
    title: str | None
    publisher: str
    url: str
    published_on: dt.date | None
    reliability: str
    credibility: str
    carries: str | None


@dataclass(frozen=True, slots=True)
class LegalBasisRef:
    """A provision in the version that an outcome names."""

    code: str
    title_en: str
    title_ko: str
    act_number: str
    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class DispositionRecord:
    """One line of what was concluded."""

    outcome: str
    decided_on: dt.date | None
    date_precision: int
    legal_bases: tuple[LegalBasisRef, ...]
    publisher: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """What one source says of one field."""

    field: str
    value: str
    publisher: str
    is_chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TransitionRecord:
    """One step through review."""

    from_status: str
    to_status: str
    by: str
    at: dt.datetime
    version: int
    rationale: str
    explanations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """An incident with everything that hangs on it, as one reader may see it."""

    uuid: UUID
    number: str
    version: int
    log_code: str
    log_kind: str
    log_name_en: str
    log_name_ko: str
    record_kind: str
    status: str
    case_key: str
    case_ref: str | None
    occurred_from: dt.datetime | None
    occurred_to: dt.datetime | None
    time_precision: int
    date_derived: bool
    announced_on: dt.date | None
    reported_at: dt.datetime | None
    site: SiteRef | None
    zone: ZoneRef | None
    place_as_reported: str | None
    observer_point: Point | None
    uncertainty_m: float | None
    geo_precision: int
    geocode_method: str
    distance_m: float | None
    distance_basis: str
    zone_relation: str
    zone_relation_computed: str
    zone_relation_reason: str | None
    vantage: str | None
    sign_present: str | None
    permit_held: str | None
    summary: str
    summary_ko: str
    narrative: str | None
    behaviours: tuple[str, ...]
    photo_indicators: tuple[str, ...]
    media: tuple[str, ...]
    media_count: int | None
    subject_of_view: str
    airspace_class: str
    flight_approval: str
    photo_approval: str
    group_size: int | None
    visitor_category: str | None
    minor_involved: str | None
    stated_purpose: str
    vehicle_type: str
    context_event: str
    detected_by: str
    warning: str
    evidence_ref: str | None
    tlp: str
    legal_hold: bool
    changed_at: dt.datetime
    released_at: dt.datetime | None
    entered_by: str | None
    reviewed_by: str | None
    released_by: str | None
    equipment: tuple[EquipmentRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    dispositions: tuple[DispositionRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    transitions: tuple[TransitionRecord, ...] = ()

    @property
    def outcome(self) -> str:
        """The last line of the history, or UNKNOWN."""
        return self.dispositions[-1].outcome if self.dispositions else "UNKNOWN"

    @property
    def is_date_precise(self) -> bool:
        """Whether the day is known."""
        return self.occurred_from is not None and self.time_precision <= 2

    @property
    def map_point(self) -> Point | None:
        """The observer's point, else the site's public reference point."""
        return self.observer_point or (self.site.point if self.site else None)


@dataclass(frozen=True, slots=True)
class Pair:
    """The signature of every count: incidents / cases."""

    incidents: int
    cases: int


@dataclass(frozen=True, slots=True)
class SiteTally:
    """A site of a run with the number of reports that were tested there."""

    site: SiteRef
    n: int


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """An incident inside a finding."""

    number: str
    uuid: UUID
    date_from: dt.date | None
    case_key: str
    case_letter: str
    zone_relation: str
    outcome: str
    site_code: str


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A claim with both p-values."""

    label: str
    uuid: UUID
    run_number: int
    centre: SiteRef
    site_codes: tuple[str, ...]
    radius_m: float
    date_from: dt.date
    date_to: dt.date
    observed: int
    expected: float
    relative_risk: float | None
    p_incidents: float | None
    observed_cases: int
    expected_cases: float
    p_cases: float | None
    p_cases_adjusted: float | None
    p_kind: str
    n_no_offence: int
    checks: dict[str, Any]
    input_erased_on: dt.date | None
    members: tuple[MemberRecord, ...]

    @property
    def is_significant(self) -> bool:
        """Whether the pattern stands on cases."""
        p = self.p_cases if self.p_cases_adjusted is None else self.p_cases_adjusted
        return p is not None and p <= ALPHA


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One test of one log."""

    uuid: UUID
    log_code: str
    log_kind: str
    log_name_en: str
    log_name_ko: str
    number: int
    runs_tried: int
    method: str
    is_provisional: bool
    started_at: dt.datetime
    parameters: dict[str, object]
    seed: int
    replicates: int
    n_incidents: int
    n_cases: int
    excluded: dict[str, object]
    assumptions: list[dict[str, object]]
    power: dict[str, object]
    null_draws: list[dict[str, object]]
    cases_best: dict[str, object]
    answers: list[dict[str, object]]
    refusal: str
    digest: str
    input_sha256: str
    engine_version: str
    findings: tuple[FindingRecord, ...] = ()
