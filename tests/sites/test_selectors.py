"""The registry as places to count from: names, reach, gates, and that a change is noticed."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from sites.geocoding import resolver
from sites.geometry import Point, distance_m
from sites.notations import UnknownReference, read_position
from sites.selectors import registry
from sites.services import change_site, change_zone
from tests.factories import make_site, make_zone

pytestmark = pytest.mark.django_db
OSAN = Point(lat=37.0906, lon=127.03)


def read(text: str, here: str = "osan-air-base"):
    return read_position(text, resolve=resolver(registry(), here=here))


def test_a_site_is_found_by_every_name_and_before_others() -> None:
    make_site("pier", name_en="Osan Pier", name_ko="오산 부두", aliases=["물양장"], lat=35.1, lon=129.1)
    for name in ("Osan Pier", "오산 부두", "물양장", "pier"):
        assert registry().places.search(name)[0].code == "pier"
    assert registry().places.search("오산")[0].code == "pier"


def test_a_changed_site_is_found_under_its_new_name_at_once() -> None:
    site = make_site()
    assert registry().places.place_of("Base of the south") is None
    change_site(site=site, values={"aliases": ["Base of the south"]})
    assert registry().places.place_of("Base of the south").code == "osan-air-base"


def test_the_registry_is_read_once_until_it_changes(django_assert_num_queries) -> None:
    make_zone(make_site())
    registry()
    with django_assert_num_queries(1):
        registry()


def test_the_number_of_questions_does_not_grow_with_the_sites() -> None:
    from django.db import connection

    counts = []
    for code in ("one", "two", "three"):
        make_zone(make_site(code))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            registry()
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_a_site_reaches_as_far_as_its_perimeter_or_as_sites_of_its_type_do() -> None:
    make_zone(make_site(), radius_m=1_700)
    make_site("tower", site_type="AGENCY_BUILDING")
    by_code = registry().by_code
    assert (by_code["osan-air-base"].uncertainty_m, by_code["tower"].uncertainty_m) == (1_700, 500)


GATES = [
    "정문",
    "후문",
    "main gate",
    "the main gate",
    "gate 3",
    "3번 게이트",
    "부대",
    "the base",
    "울타리",
    "오산기지 정문",
]


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_nobody_recorded_is_at_the_public_point_as_inexactly_as_the_site_is_large(gate: str) -> None:
    make_zone(make_site(aliases=["오산기지"]))
    reading = read(f"{gate} 북동 300 m")
    assert distance_m(reading.point, OSAN) == pytest.approx(300, rel=0.01)
    assert reading.uncertainty_m > 1_500
    assert "Osan Air Base" in reading.warnings[-1].text


def test_a_recorded_gate_is_where_the_operator_put_it() -> None:
    gate = make_zone(
        make_site(), kind="OTHER", note="정문; Main gate; Gate 1", lat=37.08, lon=127.05, radius_m=20
    )
    for name in ("main gate", "정문", "1번 게이트", "Gate 1"):
        reading = read(f"300 m NE of {name}") if name.isascii() else read(f"{name} 북동 300 m")
        assert distance_m(reading.point, Point(lat=37.08, lon=127.05)) == pytest.approx(300, rel=0.01)
        assert reading.uncertainty_m < 200
        assert reading.warnings == ()
    assert read("후문 북동 300 m").uncertainty_m > 1_500
    change_zone(zone=gate, values={"note": "a car park"})
    assert read("정문 북동 300 m").uncertainty_m > 1_500


@pytest.mark.parametrize("text", ["북동 300 m", "300 m to the north-east", "북동쪽으로 약 300m"])
def test_without_a_place_the_site_itself_is_meant(text: str) -> None:
    make_site()
    assert distance_m(read(text).point, OSAN) == pytest.approx(300, rel=0.01)


@pytest.mark.parametrize("text", ["북동 300 m", "정문 북동 300 m", "300 m NE of the main gate"])
def test_without_a_site_the_place_is_asked_for(text: str) -> None:
    with pytest.raises(UnknownReference):
        read(text, here="")


def test_a_distance_without_a_direction_is_all_round_the_place() -> None:
    make_site(aliases=["오산기지"])
    for text in ("정문에서 300m", "300 m from the main gate", "오산기지 300m 부근"):
        reading = read(text)
        assert reading.point == OSAN
        assert reading.uncertainty_m > 2_000


def test_a_gate_of_a_named_site_needs_no_chosen_one() -> None:
    make_site(aliases=["오산기지"])
    assert distance_m(read("오산기지 정문 북동 300 m", here="").point, OSAN) == pytest.approx(300, rel=0.01)
    assert distance_m(read("300 m NE of gate 2 of RKSO", here="").point, OSAN) == pytest.approx(300, rel=0.02)
