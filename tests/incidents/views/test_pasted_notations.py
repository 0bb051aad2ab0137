"""Eighty notations with known answers through the picker's endpoint, as duty officers, pilots, soldiers and phones paste them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Account
from sites.geometry import Point, destination, distance_m
from tests.factories import make_site

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]

OSAN = Point(lat=37.0906, lon=127.03)
NM = 1_852


def away(bearing_deg: float, metres: float) -> Point:
    return destination(OSAN, metres, bearing_deg)


def at(lat: float, lon: float) -> Point:
    return Point(lat=lat, lon=lon)


PHONES = [
    "37.0906 127.03", "37.0906,127.0300", "(37.0906, 127.03)", "[37.0906, 127.03]", "37.0906° N, 127.0300° E",
    "37.0906°, 127.0300°", "37,0906; 127,0300", "lat=37.0906&lon=127.03", "latitude: 37.0906 longitude: 127.03",
    "lat 37.0906 lng 127.03", "37.0906/127.03", "X: 127.03, Y: 37.0906", "x=127.0300 y=37.0906", "37.0906, 127.03, 25m",
    "37.0906N 127.03E", "N37.0906, E127.03", "E127.03 N37.0906", "geo:37.0906,127.03",
    "37°05'26.2\"N 127°01'48.0\"E", "37° 5′ 26.16″ N, 127° 1′ 48″ E", "N 37° 05' 26\" E 127° 01' 48\"",
    "https://maps.apple.com/?ll=37.0906,127.03&q=Pin", "https://www.google.com/maps?q=37.0906,127.03",
    "https://www.google.com/maps/place/37%C2%B005'26.2%22N+127%C2%B001'48.0%22E/@37.0906,127.03,17z",
    "https://map.kakao.com/link/map/37.0906,127.03", "nmap://place?lat=37.0906&lng=127.03&name=x",
    "https://www.openstreetmap.org/?mlat=37.0906&mlon=127.0300#map=17/37.0906/127.0300",
    "https://www.openstreetmap.org/#map=17/37.0906/127.0300",
]  # fmt: skip
OFFICERS = [
    "위도:37.0906, 경도:127.03", "북위37.0906 동경127.03", "북위 37도 5분 26초, 동경 127도 1분 48초", "37도5분26초 127도1분48초",
    "동경 127도 1분 48초 북위 37도 5분 26초", "３７．０９０６，１２７．０３００", "좌표 37.0906, 127.03", "현위치: 37.0906, 127.03 입니다",
    "울타리 밖 37.0906, 127.03 부근", "다바 5823 9921", "다바58239921",
]  # fmt: skip
PILOTS = [
    "370526N1270148E", "370526N 1270148E", "N370526 E1270148", "N3705.4 E12701.8", "N37°05.436' E127°01.800'",
    "37 05.436N 127 01.800E", "N37 05.44 E127 01.80", "+37.0906+127.0300/",
]  # fmt: skip
SOLDIERS = [
    "52SCG2491506738", "52S CG 2491 0673", "52S CG 249 067", "CG 2491 0673", "CG24910673", "CG 24915 06738", "cg249067",
    "군사좌표 CG 2491 0673", "MGRS CG24910673", "52 S 324915 4106738", "52N 324915 4106738", "324915E 4106738N 52S",
    "324915 4106738 52S", "324915mE 4106738mN Zone 52N", "E324915 N4106738 52S", "X 324915 Y 4106738 UTM 52N",
]  # fmt: skip
COUNTED = [
    ("RKSO 045/3NM", away(45, 3 * NM)), ("RKSO 045/3", away(45, 3 * NM)), ("RKSO R-045 D3", away(45, 3 * NM)),
    ("RKSO 045 radial 3 DME", away(45, 3 * NM)), ("045 radial 3 DME RKSO", away(45, 3 * NM)), ("RKSO045003", away(45, 3 * NM)),
    ("3 NM NE RKSO", away(45, 3 * NM)), ("BRG 045 3NM FROM RKSO", away(45, 3 * NM)), ("bearing 225, 2 km from RKSO", away(225, 2_000)),
    ("정문 북동 300 m", away(45, 300)), ("정문에서 북동쪽 300미터 지점", away(45, 300)), ("기지 북쪽 1.5km", away(0, 1_500)),
    ("오산기지 정문 남서 방향 약 1km", away(225, 1_000)), ("후문 방위각 120도 400m", away(120, 400)), ("오산기지에서 방위 45도로 2km", away(45, 2_000)),
    ("정문 앞 50m", OSAN),
]  # fmt: skip
OTHERS = [
    ("3705N12701E", at(37 + 5 / 60, 127 + 1 / 60)), ("N37144E127004", at(37.24, 127 + 0.4 / 60)),
    ("37144N 127004E", at(37.24, 127 + 0.4 / 60)), ("N37906E127300", at(37.906, 127.3)), ("0, 0", at(0, 0)),
]  # fmt: skip
KNOWN = [(text, OSAN) for text in (*PHONES, *OFFICERS, *PILOTS, *SOLDIERS)] + COUNTED + OTHERS

REFUSED = [
    ("정문 2시 방향 300m", "PROBLEM", "which way one looked"), ("2시 방향 300 m", "PROBLEM", "which way one looked"),
    ("at 2 o'clock 300 m from the gate", "PROBLEM", "which way one looked"), ("QG 2491 0673", "PROBLEM", "Which grid zone"),
    ("UTM 324915 4106738", "PROBLEM", "Which UTM zone"), ("TM 198212 551234", "PROBLEM", "Which grid"),
    ("127.03 37.0906", "SWAPPED", "Check for swapped"), ("37.0906E 127.03N", "SWAPPED", "Check for swapped"),
    ("37°75'26\"N 127°01'48\"E", "PROBLEM", "minutes 75"), ("52S CG 249 0673", "PROBLEM", "as many digits"),
    ("북한산 동쪽 200m 지점 사거리에서 북쪽 100m", "REFERENCE", "not a place"), ("https://naver.me/abc123", "PROBLEM", "short link"),
]  # fmt: skip
# What is no position is left alone: hours, days, telephones, plates, lenses, flights, words.
LEFT_ALONE = [
    "12:30", "22:15-23:10", "22:15 23:10", "2025.04.21", "2025-04-21 09:00", "010-1234-5678", "12가 3456", "70-200mm f2.8",
    "EOS 90D", "KE123", "RKXX045003", "3층 2호", "정문 앞", "2시 방향에서 촬영", "2491 0673", "37.0906", "3.7 km",
]  # fmt: skip


@pytest.fixture
def read(signed_in: SignIn, reporter: Account) -> Callable[..., dict]:
    make_site(aliases=["오산기지", "RKSO"])
    client = signed_in(reporter)

    def ask(text: str, site: str = "osan-air-base") -> dict:
        said = json.dumps({"text": text, "site": site})
        return client.post("/places/read/", said, content_type="application/json").json()["reading"]

    return ask


@pytest.mark.parametrize(("text", "answer"), KNOWN)
def test_a_notation_is_read_as_the_place_it_names(
    read: Callable[..., dict], text: str, answer: Point
) -> None:
    reading = read(text)
    assert reading["kind"] == "READ"
    found = Point(lat=float(reading["lat"]), lon=float(reading["lon"]))
    assert distance_m(found, answer) <= 75
    assert distance_m(found, answer) <= max(30, float(reading["uncertainty_m"]))
    assert all(reading["words"])


@pytest.mark.parametrize(("text", "kind", "words"), REFUSED)
def test_what_cannot_be_taken_is_refused_or_asked_about_in_words(
    read: Callable[..., dict], text: str, kind: str, words: str
) -> None:
    reading = read(text)
    assert reading["kind"] == kind
    assert words in " ".join([*reading["words"], reading.get("asks", "")])


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_words_that_are_no_position_are_left_alone(read: Callable[..., dict], text: str) -> None:
    assert read(text) is None


def test_what_could_be_meant_otherwise_says_so(read: Callable[..., dict]) -> None:
    tenths = read("N37144E127004")
    assert "it could also be seconds" in " ".join(tenths["words"])
    assert [(other["lat"], other["lon"]) for other in tenths["others"]] == [("37.144000", "127.004000")]
    assert "52S of the area" in " ".join(read("CG 2491 0673")["words"])


def test_a_grid_reference_without_zone_needs_no_chosen_site_where_the_registry_is_one_area(
    read: Callable[..., dict],
) -> None:
    assert read("CG 2491 0673", site="")["kind"] == "READ"
    make_site("elsewhere", name_en="Elsewhere", name_ko="먼 곳", lat=-33.9, lon=151.2)
    assert read("CG 2491 0673", site="")["kind"] == "PROBLEM"
