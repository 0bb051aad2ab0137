"""Records made by hand, for tests of words and drawings."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Any
from uuid import UUID

from incidents.records import FindingRecord, IncidentRecord, RunRecord, SiteRef
from sites.geometry import Point

UUID_0 = UUID(int=0)
OSAN = SiteRef(
    "osan", UUID_0, "Osan Air Base", "오산 공군기지", "MIL_BASE", Point(37.09, 127.03), "경기도", "평택시"
)
BUSAN = SiteRef(
    "busan", UUID_0, "Busan naval base", "부산 해군기지", "MIL_BASE", Point(35.1, 129.1), "부산광역시", "남구"
)
SEOUL = dt.timezone(dt.timedelta(hours=9))


def incident(**values: Any) -> IncidentRecord:
    """Return a record with nothing stated but what is given."""
    blank: dict[str, Any] = {field.name: "" for field in fields(IncidentRecord)}
    blank |= dict.fromkeys(_NULLS.split())
    blank |= dict.fromkeys(_TUPLES.split(), ())
    blank |= {
        "uuid": UUID_0, "number": "UPR-2026-00001", "version": 1, "time_precision": 9, "geo_precision": 9,
        "date_derived": False, "legal_hold": False, "changed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    }  # fmt: skip
    return IncidentRecord(**(blank | values))


_NULLS = """case_ref occurred_from occurred_to announced_on reported_at site zone observer_point uncertainty_m distance_m
    vantage sign_present permit_held narrative media_count group_size visitor_category minor_involved evidence_ref
    released_at entered_by reviewed_by released_by zone_relation_reason"""
_TUPLES = "behaviours photo_indicators media equipment actions dispositions sources claims transitions"


def finding(**values: Any) -> FindingRecord:
    """Return three incidents of two cases at Osan, not significant on cases."""
    plain: dict[str, Any] = {
        "label": "F-1", "uuid": UUID_0, "run_number": 3, "centre": OSAN, "site_codes": ("osan",), "radius_m": 0.0,
        "date_from": dt.date(2025, 4, 21), "date_to": dt.date(2025, 5, 10), "observed": 3, "expected": 0.27,
        "relative_risk": 10.2, "p_incidents": 0.0131, "observed_cases": 2, "expected_cases": 0.4, "p_cases": 0.2, "p_cases_adjusted": None,
        "p_kind": "monte_carlo", "n_no_offence": 2, "checks": {}, "input_erased_on": None, "members": (),
    }  # fmt: skip
    return FindingRecord(**(plain | values))


def run(**values: Any) -> RunRecord:
    """Return a run of a small press log."""
    plain: dict[str, Any] = {
        "uuid": UUID_0, "log_code": "press", "log_kind": "PRESS", "log_name_en": "Press", "log_name_ko": "언론",
        "number": 3, "runs_tried": 3, "method": "SCAN", "is_provisional": False,
        "started_at": dt.datetime(2026, 1, 12, 0, 12, tzinfo=dt.UTC), "parameters": {"max_km": 50.0, "max_days": 30},
        "seed": 20261123, "replicates": 9999, "n_incidents": 11, "n_cases": 9, "excluded": {}, "assumptions": [],
        "power": {}, "null_draws": [], "cases_best": {}, "answers": [], "refusal": "", "digest": "d", "input_sha256": "i",
        "engine_version": "1.0", "findings": (),
    }  # fmt: skip
    return RunRecord(**(plain | values))
