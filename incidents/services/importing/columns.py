"""The columns an import file may have."""

from __future__ import annotations

WORDS_OF_THE_SOURCE = (
    "date", "date_precision", "place_as_reported", "site_type", "equipment_as_reported", "outcome_as_reported",
    "source_title", "source_url", "note",
)  # fmt: skip
CODES_AND_VALUES = (
    "row_ref", "record_kind", "case_ref", "site", "publisher", "published_on", "occurred_time", "date_derived",
    "announced_on", "behaviours", "photo_indicators", "media", "media_count", "subject_of_view", "vantage",
    "zone_relation", "zone_reason", "sign_present", "stated_purpose", "visitor_category", "minor_involved",
    "group_size", "vehicle_type", "context_event", "detected_by", "warning", "airspace_class", "flight_approval",
    "lat", "lon", "uncertainty_m", "geocode_method", "geo_precision", "summary", "summary_ko",
)  # fmt: skip
LISTS = ("equipment", "actions", "dispositions", "sources", "claims")
COLUMNS = frozenset((*WORDS_OF_THE_SOURCE, *CODES_AND_VALUES, *LISTS))
ALWAYS_NEEDED = ("date", "date_precision")
