"""Names of places without a network: what is found, in which order, and what keeps namesakes apart."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.gazetteer import Gazetteer, Place, PlaceKind, english_area, gazetteer
from sites.gazetteer.table import FILE
from sites.geometry import Point, distance_m

NAVAL_BASE = Place(
    kind=PlaceKind.SITE,
    code="busan-naval-operations-command",
    name_en="Naval Operations Command, Busan",
    name_ko="부산 해군작전사령부",
    point=Point(lat=35.098186, lon=129.106227),
    uncertainty_m=1_000,
    within_en="Nam-gu, Busan",
    within_ko="부산광역시 남구",
    other_names=("부산 해군기지", "해작사"),
)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer([NAVAL_BASE])


def labels(places: Gazetteer, text: str, limit: int = 10) -> list[str]:
    return [place.label_ko for place in places.search(text, limit=limit)]


def test_file_is_as_built_and_within_its_budget():
    manifest = json.loads((FILE.parent / "MANIFEST.json").read_text())
    content = FILE.read_bytes()
    assert hashlib.sha256(content).hexdigest() == manifest["sha256"]
    assert len(content) == manifest["bytes"] <= 600 * 1024
    assert set(manifest["licences"]) == {"Korean areas", "airports", "cities"}


FIRST = [
    ("수원", "경기도 수원시"),
    ("수원시", "경기도 수원시"),
    ("Suwon", "경기도 수원시"),
    ("ＳＵＷＯＮ", "경기도 수원시"),
    ("pyeongtaek-si", "경기도 평택시"),
    ("서초구", "서울특별시 서초구"),
    ("Seocho-gu", "서울특별시 서초구"),
    ("팽성읍", "경기도 평택시 팽성읍"),
    ("서탄", "경기도 평택시 서탄면"),
    ("진해", "경상남도 창원시 진해구"),
    ("독도", "경상북도 울릉군 울릉읍 독도리"),
    ("Pusan", "부산광역시"),
    ("부산시", "부산광역시"),
    ("RKSO", "오산 공군기지"),
    ("osn", "오산 공군기지"),
    ("Osan Air", "오산 공군기지"),
    ("K-55", "오산 공군기지"),
    ("험프리스", "캠프 험프리스"),
    ("도쿄", "도쿄"),
    ("zurich", "Zürich (Switzerland)"),
    ("DFW", "Dallas-Fort Worth International Airport (Texas)"),
    ("부산 해군기지", "부산광역시 남구 부산 해군작전사령부"),
    ("해작사", "부산광역시 남구 부산 해군작전사령부"),
]


@pytest.mark.parametrize(("text", "label"), FIRST)
def test_first_answer(places: Gazetteer, text: str, label: str):
    assert labels(places, text)[0] == label


NARROWED = [
    ("평택 서탄", ["경기도 평택시 서탄면"]),
    ("경기도 평택시 서탄면 금각리", ["경기도 평택시 서탄면 금각리"]),
    ("Geumgak-ri, Pyeongtaek", ["경기도 평택시 서탄면 금각리"]),
    ("남구, 대구", ["대구광역시 남구"]),
    ("고양 덕양구", ["경기도 고양시 덕양구"]),
]


@pytest.mark.parametrize(("text", "found"), NARROWED)
def test_larger_places_narrow_a_name(places: Gazetteer, text: str, found: list[str]):
    assert labels(places, text) == found


def test_namesakes_are_told_apart_by_what_they_lie_in(places: Gazetteer):
    assert [place.within_ko for place in places.search("중구") if place.name_ko == "중구"] == [
        "서울특별시",
        "부산광역시",
        "대구광역시",
        "인천광역시",
        "대전광역시",
        "울산광역시",
    ]


def test_whole_names_come_before_beginnings(places: Gazetteer):
    found = labels(places, "오산")
    assert found[:2] == ["경기도 오산시", "오산 공군기지"]


CORRECTED = [
    ("미추홀구", "인천광역시 미추홀구"),
    ("여주", "경기도 여주시"),
    ("청원구", "충청북도 청주시 청원구"),
    ("서원구", "충청북도 청주시 서원구"),
    ("군위", "대구광역시 군위군"),
    ("처인구", "경기도 용인시 처인구"),
    ("노원구", "서울특별시 노원구"),
    ("장안구", "경기도 수원시 장안구"),
    ("전라북도", "전북특별자치도"),
    ("세종시", "세종특별자치시"),
    ("오송읍", "충청북도 청주시 흥덕구 오송읍"),
]


@pytest.mark.parametrize(("text", "label"), CORRECTED)
def test_survey_names_of_another_age_are_corrected(places: Gazetteer, text: str, label: str):
    assert labels(places, text)[0] == label


@pytest.mark.parametrize("text", ["경성", "", "  ", "!!!", "xyzzyx", "부산 없는곳"])
def test_nothing_is_found_for_what_is_no_name_here(text: str):
    assert gazetteer().search(text) == []


def test_places_say_how_far_they_reach(places: Gazetteer):
    village, city = places.search("금각리", limit=1)[0], places.search("평택시", limit=1)[0]
    assert 0 < village.uncertainty_m < city.uncertainty_m < 50_000


POINTS = [
    ("RKSO", "", (37.0906, 127.03)),
    ("DFW", "", (32.897, -97.038)),
    ("오산기지", "", (37.0906, 127.03)),
    ("수원", "", (37.27, 127.01)),
    ("중구", "부산", (35.103, 129.033)),
    ("Portland", "Oregon", (45.52, -122.67)),
    ("Seoul, South Korea", "", (37.56, 126.98)),
    ("서울", "", (37.56, 126.98)),
    ("평택시 서탄면", "", (37.117, 127.02)),
    ("Albany", "New York", (42.65, -73.78)),
    ("JFK", "New York", (40.64, -73.78)),
    ("ADDISON ARPT", "Texas", (32.968, -96.836)),
]


@pytest.mark.parametrize(("name", "within", "answer"), POINTS)
def test_one_place_of_a_name(places: Gazetteer, name: str, within: str, answer: tuple[float, float]):
    place = places.place_of(name, within=within)
    assert place is not None
    assert distance_m(place.point, Point(*answer)) < 5_000


@pytest.mark.parametrize("name", ["중구", "신정리", "Portland", "없는곳", ""])
def test_no_place_is_chosen_among_namesakes_far_apart(places: Gazetteer, name: str):
    assert places.place_of(name) is None


def test_nearest_places_come_with_their_distance(places: Gazetteer):
    near = places.nearest(Point(lat=37.0906, lon=127.03), limit=3)
    assert near[0].place.code == "RKSO"
    assert [match.distance_m for match in near] == sorted(match.distance_m for match in near)
    assert near[0].distance_m < 20


def test_nearest_may_be_asked_for_one_kind(places: Gazetteer):
    point = Point(lat=35.1, lon=129.1)
    (site,) = places.nearest(point, limit=1, kinds=[PlaceKind.SITE])
    (airport,) = places.nearest(point, limit=1, kinds=[PlaceKind.AIRPORT])
    assert (site.place.code, airport.place.code) == (NAVAL_BASE.code, "RKPK")


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=100), st.integers(0, 12))
def test_search_takes_any_text(text: str, limit: int):
    assert len(gazetteer().search(text, limit=limit)) <= limit


@pytest.mark.parametrize(
    ("province", "district", "english"),
    [
        ("경기도", "평택시", "Pyeongtaek-si"),
        ("서울특별시", "중구", "Jung-gu"),
        ("경기도", "수원시 권선구", "Suwon-si Gwonseon-gu"),
        ("세종특별자치시", "", "Sejong"),
        ("부산광역시", "평택시", "평택시"),
        ("Kanto", "Yokohama", "Yokohama"),
        ("", "", ""),
    ],
)
def test_a_korean_area_has_an_english_name(province: str, district: str, english: str) -> None:
    assert english_area(province, district) == english
