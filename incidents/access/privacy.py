"""The one registry of privacy classes: every stored field has one, and a test fails if it has not.

PUBLIC may leave with a released record. INTERNAL stays with signed-in staff. RESTRICTED is for those who
decide on the record and for its author. PERSONAL concerns staff accounts.
"""

from __future__ import annotations

from enum import StrEnum


class Privacy(StrEnum):
    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"
    RESTRICTED = "RESTRICTED"
    PERSONAL = "PERSONAL"


def _classes(**groups: str) -> dict[str, Privacy]:
    return {name: Privacy[group] for group, names in groups.items() for name in names.split()}


INCIDENT = _classes(
    PUBLIC="""uuid number record_kind record_version status log occurred_from occurred_to time_precision date_derived
        announced_on year site geo_precision zone_relation zone summary summary_ko behaviours photo_indicators media
        media_count subject_of_view airspace_class flight_approval photo_approval context_event warning
        detected_by tlp released_at changed_at""",
    INTERNAL="""id legal_hold legal_hold_authority legal_hold_until case case_link_reason case_linked_at
        case_linked_after_run reported_at place_as_reported geocode_method geocoder_ref zone_relation_computed
        zone_relation_reason media_bytes group_size stated_purpose vehicle_type collection_basis lawful_origin
        lawful_origin_note review_due_on retain_until last_validated_on last_validated_reason reporter_ack_at
        created_at submitted_at reviewed_at import_batch import_row import_key import_digest""",
    RESTRICTED="""observer_lat observer_lon aircraft_lat aircraft_lon subject_lat subject_lon uncertainty_m
        distance_m distance_basis vantage sign_present permit_held narrative visitor_category minor_involved
        evidence_ref evidence_sha256""",
    PERSONAL="entered_by last_edited_by reviewed_by released_by last_validated_by",
)

FIELD_CLASSES: dict[str, dict[str, Privacy]] = {
    "incidents.Incident": INCIDENT,
    "incidents.Equipment": _classes(
        PUBLIC="category count high_performance high_performance_criterion basis in_use",
        INTERNAL="id incident", RESTRICTED="note",
    ),
    "incidents.ActionTaken": _classes(PUBLIC="type agency_type", INTERNAL="id incident at"),
    "incidents.Source": _classes(
        PUBLIC="type publisher url published_on language scale reliability credibility",
        INTERNAL="id incident title accessed_on carries",
    ),
    "incidents.LegalBasis": _classes(
        PUBLIC="code version title_en title_ko article act_number valid_from valid_to source_url", INTERNAL="id note"
    ),
    "incidents.Disposition": _classes(
        PUBLIC="outcome decided_on date_precision legal_bases", INTERNAL="id incident source order", RESTRICTED="note"
    ),
    "incidents.Claim": _classes(INTERNAL="id incident field value source is_chosen reason"),
    "incidents.IncidentLink": _classes(INTERNAL="id incident other kind reason created_at"),
    "incidents.Transition": _classes(
        INTERNAL="id incident record_version from_status to_status at rationale explanations_considered", PERSONAL="by"
    ),
    "incidents.CorrectionRequest": _classes(
        INTERNAL="id incident received_on state field answered_on", RESTRICTED="request answer", PERSONAL="answered_by"
    ),
    "incidents.Log": _classes(PUBLIC="uuid code name_en name_ko kind is_demo", INTERNAL="id is_default created_at"),
    "incidents.ReportDraft": _classes(
        INTERNAL="id key created_at updated_at sent", RESTRICTED="content", PERSONAL="owner"
    ),
    "incidents.CaseGroup": _classes(INTERNAL="id uuid log ref created_at"),
    "incidents.NumberSequence": _classes(INTERNAL="id prefix year last"),
    "incidents.ImportBatch": _classes(
        INTERNAL="""id uuid log file_name sha256 n_rows n_accepted n_updated n_unchanged n_refused state next_row mapping
            imported_at undone_at""",
        PERSONAL="imported_by undone_by",
    ),
    "incidents.ImportMapping": _classes(INTERNAL="id uuid name content created_at updated_at", PERSONAL="owner"),
    "incidents.StagedImport": _classes(
        INTERNAL="""id uuid log file_name sha256 sheet n_rows n_dropped_columns mapping job counts batch created_at
            updated_at""",
        PERSONAL="owner",
    ),
    "incidents.ImportedChange": _classes(INTERNAL="id batch incident", RESTRICTED="before"),
    "incidents.Job": _classes(
        INTERNAL="""id uuid kind state arguments n_done n_total message result is_stop_asked created_at started_at
            seen_alive_at finished_at""",
        PERSONAL="owner",
    ),
    "incidents.DetectionRun": _classes(
        PUBLIC="""uuid log number method is_provisional parameters seed replicates digest engine_version n_incidents
            n_cases excluded assumptions power cases_best refusal started_at""",
        INTERNAL="id input_sha256 null_draws answers seconds", PERSONAL="started_by",
    ),
    "incidents.Finding": _classes(
        PUBLIC="""uuid run rank centre sites radius_m date_from date_to observed expected relative_risk llr
            p_incidents observed_cases expected_cases llr_cases p_cases p_cases_adjusted p_kind input_erased_on""",
        INTERNAL="id n_no_offence checks",
    ),
    "incidents.FindingMember": _classes(INTERNAL="id finding incident record_version position"),
    "incidents.AuditEvent": _classes(
        INTERNAL="id uuid at action object_type object_key object_version fields reason detail", PERSONAL="actor"
    ),
    "incidents.ApiToken": _classes(
        INTERNAL="id uuid name prefix purpose legal_ground recipient tier issued_at expires_at revoked_at last_used_at",
        RESTRICTED="key_sha256", PERSONAL="owner",
    ),
    "incidents.DatasetVersion": _classes(PUBLIC="number change_type incident_number at log", INTERNAL="id"),
    "incidents.Dissemination": _classes(
        INTERNAL="""id uuid at token recipient purpose legal_ground resource format query fields_set tlp
            dataset_version n_rows sha256 is_complete caveats_accepted correction_sent_at""",
        PERSONAL="by",
    ),
    "incidents.Account": _classes(
        PERSONAL="""id password last_login is_superuser username email is_staff is_active date_joined is_demo groups
            user_permissions"""
    ),
    "protected_sites.ProtectedSite": _classes(
        PUBLIC="""uuid code name_en name_ko aliases site_type subtype operator sector_code lat lon admin1 admin2
            source_title source_url valid_from valid_to""",
        INTERNAL="id created_at updated_at", RESTRICTED="facility_grade",
    ),
    "protected_sites.Zone": _classes(
        PUBLIC="uuid site kind accuracy lat lon radius_m polygon valid_from valid_to source_title source_url",
        INTERNAL="id note created_at updated_at",
    ),
}  # fmt: skip

RESTRICTED_INCIDENT_FIELDS = frozenset(
    name for name, privacy in INCIDENT.items() if privacy is Privacy.RESTRICTED
)
EXPORTABLE_INCIDENT_FIELDS = frozenset(
    name for name, privacy in INCIDENT.items() if privacy is Privacy.PUBLIC
)
