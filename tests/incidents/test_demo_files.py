"""The demo files keep their own rules: codes, counts, sources, and nothing about what kind of person it was."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def words(text: str) -> list[str]:
    """Split a list that is easier read as one line of words."""
    return text.split()


KEPT = words(
    "date date_precision place_as_reported site_type equipment_as_reported "
    "outcome_as_reported source_title source_url note"
)
ADDED = words(
    "row_ref record_kind case_ref site publisher published_on occurred_time date_derived announced_on behaviours "
    "photo_indicators media media_count subject_of_view vantage zone_relation zone_reason sign_present "
    "stated_purpose visitor_category minor_involved group_size vehicle_type context_event detected_by warning "
    "airspace_class flight_approval lat lon uncertainty_m geocode_method geo_precision summary summary_ko "
    "equipment actions dispositions sources claims"
)
SITE_COLUMNS = words(
    "code name_en name_ko site_type subtype operator sector_code lat lon admin1 admin2 "
    "source_title source_url valid_from aliases"
)
ZONE_COLUMNS = words(
    "site kind accuracy lat lon radius_m polygon valid_from valid_to source_title source_url note"
)
LEGAL_COLUMNS = words("code title_en title_ko article act_number valid_from valid_to source_url note")
JSON_COLUMNS = ("equipment", "actions", "dispositions", "sources", "claims")
CODES = {
    "record_kind": "INCIDENT SUMMARY",
    "subject_of_view": "AIRCRAFT VESSEL FACILITY PERSONNEL SKYLINE_HERITAGE UNKNOWN",
    "vantage": "ROAD HILL_LOOKOUT FIELD ROOFTOP BEACH_HARBOUR CAR_PARK INSIDE_SITE VESSEL AIR OTHER",
    "zone_relation": "INSIDE BOUNDARY OUTSIDE AIRSPACE_ONLY UNKNOWN",
    "sign_present": "Y N U",
    "minor_involved": "Y N U",
    "date_derived": "Y N",
    "stated_purpose": "TRAVEL HOBBY_SPOTTING HERITAGE CURIOSITY WORK PRESS UNAWARE NONE_GIVEN OTHER",
    "visitor_category": "TOURIST STUDENT RESIDENT WORKER MEDIA OTHER UNKNOWN",
    "vehicle_type": "NONE CAR HIRE_CAR TAXI VAN LORRY MOTORCYCLE BICYCLE BUS VESSEL OTHER UNKNOWN",
    "context_event": "EXERCISE SHIP_VISIT VIP AIRSHOW NONE UNKNOWN",
    "detected_by": "GUARD PATROL RESIDENT STAFF CCTV UAS_DETECTOR POLICE PRESS OTHER",
    "warning": "NONE HEEDED IGNORED",
    "airspace_class": "P R CTR OTHER NONE UNKNOWN",
    "flight_approval": "APPROVED NOT_APPROVED NOT_NEEDED UNKNOWN",
    "geo_precision": "1 2 3 4 5 9",
    "behaviours": (
        "AVIATION CYBER ELICIT EXPERT INTRSN MATRLS MISREP PHOTO RECRUT SABOT SECTOR SURVL TESTSEC THEFT THREAT WPNS"
    ),
    "photo_indicators": (
        "CONCEALED RESTRICTED_VIEW SECURITY_PERSONNEL ACCESS_POINT AIRCRAFT_VESSEL_MOVEMENT REPEAT_VISIT "
        "MULTI_SITE_ROUTE CONTINUED_AFTER_WARNING RADIO_SCANNER_USE UPLOAD_DURING_EVENT UNAPPROVED_UAS NONE_OBSERVED"
    ),
    "media": "STILL VIDEO UAS_VIDEO SKETCH AUDIO NONE_FOUND",
    "category": (
        "PHONE COMPACT INTERCHANGEABLE_LENS TELEPHOTO VIDEO_CAMERA UAS BINOCULAR_SCOPE TWO_WAY_RADIO "
        "RADIO_SCANNER LAPTOP_STORAGE TRIPOD NIGHT_VISION OTHER UNKNOWN"
    ),
    "action": (
        "ASKED_TO_LEAVE ID_CHECK POLICE_CALLED JOINT_INQUIRY DEVICE_VOLUNTARY DEVICE_SEIZED "
        "IMAGES_DELETED EXIT_BAN RELEASED"
    ),
    "agency": "SITE_SECURITY MILITARY POLICE INTELLIGENCE PROSECUTION AVIATION IMMIGRATION COAST_GUARD JOINT OTHER",
    "outcome": (
        "NO_OFFENCE WARNED ADMIN_FINE UNDER_INVESTIGATION BOOKED NOT_REFERRED REFERRED NOT_PROSECUTED SUMMARY_FINE "
        "INDICTED ACQUITTED CONVICTED_SUSPENDED CONVICTED_CUSTODIAL DEPORTED UNKNOWN"
    ),
    "legal_basis": (
        "PMBIA_9_1_1 PMBIA_9_1_4 PMBIA_10_1_3 PMBIA_UNSPECIFIED AVIATION_SAFETY CULTURAL_HERITAGE "
        "CRIMINAL_GENERAL_ESPIONAGE MIL_SECRET RADIO_WAVES COMM_SECRETS TRESPASS IMMIGRATION OTHER NONE"
    ),
}
ALLOWED = {name: frozenset(words(codes)) for name, codes in CODES.items()}
CLAIM_FIELDS = frozenset({"date", "occurred_time", "media_count", "vantage", "disposition"})
ABOUT_PERSONS = re.compile(
    r"chinese|taiwanese|japanese|russian|american|vietnamese|nationalit|중국|대만|일본인|러시아인|미국인|국적"
    r"|\bteen|\b[1-9]0s\b|years old|\bminors?\b|[1-9]0대|미성년|고등학생",
    re.IGNORECASE,
)
DANGER_WORDS = re.compile(
    r"\b(?:suspects?|suspected|threats?|spy|spies|hostile)\b|용의자|혐의자|위협|적대", re.IGNORECASE
)


def read_rows(path: str, columns: list[str]) -> list[dict[str, str]]:
    """Read a file whose header is exactly these columns."""
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == columns
    return rows


@pytest.fixture(scope="module")
def cases() -> list[dict[str, str]]:
    return read_rows("incidents/demo/press_kr.csv", KEPT + ADDED)


@pytest.fixture(scope="module")
def sites() -> list[dict[str, str]]:
    return read_rows("sites/demo/sites.csv", SITE_COLUMNS)


@pytest.fixture(scope="module")
def legal() -> list[dict[str, str]]:
    return read_rows("incidents/demo/legal_basis.csv", LEGAL_COLUMNS)


def own_words(row: dict[str, str]) -> str:
    """Return all text of a row except what belongs to publishers: titles and addresses."""
    plain = [v for k, v in row.items() if k not in ("source_title", "source_url", *JSON_COLUMNS)]
    for column in JSON_COLUMNS:
        entries = json.loads(row[column])
        plain += [str(v) for entry in entries for k, v in entry.items() if k not in ("title", "url")]
    return "\n".join(plain)


def expand_day(text: str) -> date:
    """Read YYYY-MM-DD or YYYY-MM, the latter as the first of the month."""
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def test_nineteen_rows_are_eighteen_incidents_and_one_summary_in_ten_cases(cases):
    assert [r["row_ref"] for r in cases if r["record_kind"] == "SUMMARY"] == ["busan-2024-total"]
    assert len(cases) == 19
    assert len({r["case_ref"] for r in cases} - {""}) == 10
    assert len({r["row_ref"] for r in cases}) == 19


def test_twelve_incidents_have_a_day_and_the_six_others_are_one_case(cases):
    incidents = [r for r in cases if r["record_kind"] == "INCIDENT"]
    dated = [r for r in incidents if r["date_precision"] != "interval"]
    assert (len(dated), len({r["case_ref"] for r in dated})) == (12, 10)
    assert [r["row_ref"] for r in dated if r["date_derived"] == "Y"] == ["sejong-2025-03-12"]
    undated = [r for r in incidents if r["date_precision"] == "interval"]
    assert {r["case_ref"] for r in undated} == {"SUWON-2025"}
    assert len(undated) == 6


def test_dates_and_hours_can_be_read(cases):
    for row in cases:
        days = [expand_day(part) for part in row["date"].split("/")]
        assert days == sorted(days)
        assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|", row["occurred_time"]), row["row_ref"]
        for column in ("published_on", "announced_on"):
            assert not row[column] or date.fromisoformat(row[column]) >= days[0], (row["row_ref"], column)


def test_every_code_is_in_its_list(cases):
    several = ("behaviours", "photo_indicators", "media")
    for row in cases:
        for column in set(ADDED) & set(ALLOWED):
            given = row[column].split("|") if column in several else [row[column]]
            assert set(given) - {""} <= ALLOWED[column], (row["row_ref"], column)
        assert "PHOTO" in row["behaviours"].split("|")
        assert row["photo_indicators"], row["row_ref"]


def test_equipment_actions_and_outcomes_use_the_lists(cases, legal):
    known = {r["code"] for r in legal}
    for row in cases:
        equipment = json.loads(row["equipment"])
        assert equipment
        assert {e["category"] for e in equipment} <= ALLOWED["category"]
        assert {e["high_performance"] for e in equipment} <= ALLOWED["sign_present"]
        for action in json.loads(row["actions"]):
            assert action["type"] in ALLOWED["action"]
            assert action["agency_type"] in ALLOWED["agency"] | {""}
        for line in json.loads(row["dispositions"]):
            assert line["code"] in ALLOWED["outcome"]
            assert set(line["legal_basis"]) <= known
            assert {10: "day", 7: "month"}[len(line["date"])] == line["date_precision"]


def test_an_outcome_history_runs_forward(cases):
    for row in cases:
        days = [line["date"][:7] for line in json.loads(row["dispositions"])]
        assert days
        assert days == sorted(days), row["row_ref"]


def test_every_row_names_its_main_source_first_and_points_only_at_its_own_sources(cases):
    for row in cases:
        sources = json.loads(row["sources"])
        assert sources[0]["url"] == row["source_url"]
        assert sources[0]["published_on"] == row["published_on"]
        assert {(s["reliability"], s["credibility"]) for s in sources} == {("F", "6")}
        assert [s["title"] for s in sources[1:]] == [""] * (len(sources) - 1)
        pointers = [x["source"] for c in ("dispositions", "claims") for x in json.loads(row[c])]
        assert all(1 <= p <= len(sources) for p in pointers), row["row_ref"]


def test_values_in_conflict_are_kept_and_at_most_one_is_chosen(cases):
    fields = {}
    for row in cases:
        claims = json.loads(row["claims"])
        for name in {c["field"] for c in claims}:
            same = [c for c in claims if c["field"] == name]
            assert name in CLAIM_FIELDS
            assert len({c["value"] for c in same}) == len(same) >= 2
            chosen = [c for c in same if c["chosen"]]
            assert len(chosen) <= 1
            assert all(c["reason"] for c in chosen)
            fields[row["row_ref"], name] = chosen[0]["value"] if chosen else None
    assert fields == {
        ("busan-2024-total", "media_count"): "172 pictures and 22 videos",
        ("busan-2024-06-25", "date"): "2024-06-25",
        ("nis-2024-11-09", "occurred_time"): "15:00",
        ("nis-2024-11-09", "vantage"): None,
        ("jeju-airport-2024-12-31", "disposition"): None,
        ("suwon-case-osan", "date"): "2024-07/2025-03",
        ("jeju-naval-2025-08-19", "occurred_time"): "17:00",
    }


def test_no_point_of_an_observer_is_invented(cases):
    columns = ("lat", "lon", "uncertainty_m", "geocode_method")
    assert {row[c] for row in cases for c in columns} == {""}
    assert all(row["zone_reason"] for row in cases if row["zone_relation"])


def test_no_words_about_who_somebody_is_or_how_dangerous(cases):
    for row in cases:
        text = own_words(row)
        assert ABOUT_PERSONS.findall(text) == [], row["row_ref"]
        assert DANGER_WORDS.findall(text) == [], row["row_ref"]
        assert "case:" not in row["note"]


def test_the_word_check_sees_what_it_looks_for():
    assert ABOUT_PERSONS.search("two Chinese visitors")
    assert ABOUT_PERSONS.search("30대 남성")
    assert DANGER_WORDS.search("the suspect left")


def test_text_fits_its_columns(cases):
    for row in cases:
        assert 0 < len(row["summary"]) <= 300
        assert 0 < len(row["summary_ko"]) <= 300
        assert len(row["note"]) <= 300
        assert len(row["source_url"]) <= 500


def test_every_site_is_registered_within_korea_and_every_type_has_a_member(cases, sites):
    codes = [s["code"] for s in sites]
    assert len(codes) == len(set(codes)) == 20
    assert {r["site"] for r in cases} <= set(codes)
    assert {s["site_type"] for s in sites} == {"MIL_BASE", "AIRPORT", "PORT", "AGENCY_BUILDING", "OTHER_NIF"}
    for site in sites:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", site["code"])
        assert 33 < float(site["lat"]) < 38.7
        assert 125.8 < float(site["lon"]) < 129.7
        assert site["source_title"]
        assert site["source_url"].startswith("http")


def test_the_place_as_told_leads_to_its_site_by_an_alias(cases, sites):
    aliases = {s["code"]: s["aliases"].split("|") for s in sites}
    for row in cases:
        assert any(a in row["place_as_reported"] for a in aliases[row["site"]]), row["row_ref"]


def test_an_alias_belongs_to_one_site(sites):
    aliases = [alias for site in sites for alias in site["aliases"].split("|")]
    assert len(aliases) == len(set(aliases))


def test_every_site_of_a_case_has_one_zone_that_says_it_is_approximate(cases, sites):
    zones = read_rows("sites/demo/zones.csv", ZONE_COLUMNS)
    centres = {s["code"]: (s["lat"], s["lon"]) for s in sites}
    assert sorted(z["site"] for z in zones) == sorted({r["site"] for r in cases})
    for zone in zones:
        assert zone["accuracy"] == "APPROXIMATE"
        assert "no legal conclusion" in zone["note"]
        assert (zone["lat"], zone["lon"]) == centres[zone["site"]]
        assert (zone["kind"], zone["radius_m"]) == ("CONTROL_ZONE", "9300") or (
            zone["kind"] == "PERIMETER" and 500 <= float(zone["radius_m"]) <= 2_500
        )


def test_versions_of_a_provision_do_not_overlap(legal):
    assert {r["code"] for r in legal} == ALLOWED["legal_basis"]
    for code in ALLOWED["legal_basis"]:
        versions = [r for r in legal if r["code"] == code]
        for earlier, later in pairwise(versions):
            assert earlier["valid_to"] < later["valid_from"]
