"""The committed lists: what they hold, what they leave out and why, and that they are as built."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from sites import packages
from sites.packages import countries_of, packaged_airports, packaged_ports

HERE = Path(packages.__file__).resolve().parent


@pytest.mark.parametrize("name", ["airports.csv.gz", "ports.csv.gz"])
def test_files_are_as_built_and_small(name: str) -> None:
    entry = json.loads((HERE / "MANIFEST.json").read_text())["files"][name]
    content = (HERE / name).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])
    assert len(content) <= 1_000_000
    assert entry["licence"]


def test_korea_has_its_37_airfields_and_40_strips_only_if_asked() -> None:
    given, every = packaged_airports("KR"), packaged_airports("KR", all_codes=True)
    assert (len(given), len(every)) == (37, 77)
    assert {place.remark for place in given} <= {"", "POINT_OF_A_CLOSED_FIELD", "NO_SCHEDULED_FLIGHTS"}
    strips = set(every) - set(given)
    assert {(place.site_type, place.subtype) for place in strips} == {("MIL_BASE", "ARMY")}


@pytest.mark.parametrize(
    ("code", "name_ko", "site_type", "subtype", "admin2"),
    [
        ("RKSI", "인천국제공항", "AIRPORT", "CIVIL", "중구"),
        ("RKPK", "김해국제공항", "AIRPORT", "JOINT_CIV_MIL", "강서구"),
        ("RKTN", "대구국제공항", "AIRPORT", "JOINT_CIV_MIL", "동구"),
        ("RKSW", "수원 공군기지", "MIL_BASE", "AIR", "수원시 권선구"),
        ("RKSG", "캠프 험프리스", "MIL_BASE", "ARMY", "평택시"),
        ("RKPE", "진해 비행장", "MIL_BASE", "NAVAL", "창원시 진해구"),
        ("RKUC", "G-505 비행장", "MIL_BASE", "ARMY", ""),
    ],
)
def test_korean_fields_have_their_names_and_say_who_uses_them(
    code: str, name_ko: str, site_type: str, subtype: str, admin2: str
) -> None:
    place = next(place for place in packaged_airports("KR") if place.code == code)
    assert (place.name_ko, place.site_type, place.subtype, place.admin2) == (
        name_ko,
        site_type,
        subtype,
        admin2,
    )


def test_code_of_a_site_is_readable_short_and_its_own() -> None:
    every = [
        *packaged_airports("KR", all_codes=True), *packaged_airports("US", all_codes=True), *packaged_ports("JP"),
    ]  # fmt: skip
    codes = [place.site_code for place in every if not place.is_doubled]
    assert len(set(codes)) == len(codes)
    assert max(map(len, codes)) <= 60
    assert "gimhae-international-airport-rkpk" in codes


def test_korean_ports_say_why_each_stays_outside() -> None:
    left_out = Counter((place.code, place.left_out) for place in packaged_ports("KR") if place.left_out)
    assert left_out == {
        ("KRKAN", "MINUTES_AS_DECIMALS"): 1,
        ("KRTGH", "CODE_TWICE_APART"): 2,
        ("KRYOS", "CODE_TWICE"): 1,
        ("KRPTK", "FAR_FROM_COAST"): 1,
        ("KRJYT", "FAR_FROM_COAST"): 1,
        ("KRSSN", "FAR_FROM_COAST"): 1,
    }
    assert sum(not place.left_out for place in packaged_ports("KR")) == 19


@pytest.mark.parametrize(
    ("code", "area"),
    [("KRSHO", "강원특별자치도 속초시"), ("KRSCP", "경상남도 사천시"), ("KRMOK", "전라남도 목포시"), ("KRTGH", "강원특별자치도 동해시"),
     ("KROKK", "강원특별자치도 강릉시"), ("KRPUS", "부산광역시 중구")],
)  # fmt: skip
def test_a_port_whose_point_lies_off_stands_in_its_own_city(code: str, area: str) -> None:
    assert {f"{place.admin1} {place.admin2}" for place in packaged_ports("KR") if place.code == code} == {
        area
    }


def test_no_port_enters_under_a_country_that_its_code_denies() -> None:
    for country in countries_of("ports"):
        for place in packaged_ports(country):
            assert place.left_out == "OTHER_COUNTRY" or place.code.startswith(country), place


def test_fields_abroad_are_military_only_by_their_name() -> None:
    fields = {place.code: place for place in packaged_airports("JP")}
    assert (fields["RJTY"].site_type, fields["RJTY"].remark) == ("MIL_BASE", "TYPE_BY_NAME")
    assert (fields["RJTT"].site_type, fields["RJTT"].aliases) == ("AIRPORT", ())


def test_port_is_also_called_as_the_list_calls_it() -> None:
    ports = {place.code: place for place in packaged_ports("JP")}
    assert (ports["JPYOK"].name_en, ports["JPYOK"].aliases) == ("Port of Yokohama", ("Yokohama",))
