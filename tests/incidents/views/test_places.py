"""What the picker asks: names, readings, the ground, and the office's own server only when told to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from geopy.exc import GeocoderTimedOut
from geopy.location import Location

from incidents.models import Account, AuditEvent
from incidents.views import places as views
from tests.factories import ALL_ROLES, make_account, make_site, make_zone

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PATHS = ("search", "read", "ground", "ask")


def post(client: Client, path: str, **said: str) -> Any:
    return client.post(f"/places/{path}/", json.dumps(said), content_type="application/json")


@pytest.fixture
def reader(signed_in: SignIn, reporter: Account) -> Client:
    return signed_in(reporter)


# --- who may, and how ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ALL_ROLES)
def test_who_reads_the_registry_asks_and_who_files_may_ask_outside(signed_in: SignIn, role: str) -> None:
    client = signed_in(make_account(role))
    reads = role in {"reporter", "reviewer", "releaser", "analyst", "protection_officer"}
    edges = {"south": "33", "west": "124", "north": "39", "east": "132"}
    found = [post(client, path, text="수원", **edges).status_code for path in PATHS]
    assert found == [200 if reads else 403] * 3 + [400 if role == "reporter" else 403]


def test_nobody_and_strangers_are_told_nothing(client: Client, signed_in: SignIn, stranger: Account) -> None:
    for path in PATHS:
        assert post(client, path, text="수원").status_code == 302
        assert post(signed_in(stranger), path, text="수원").status_code == 403


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_wrong_methods_are_refused(reader: Client, method: str) -> None:
    assert {getattr(reader, method)(f"/places/{path}/").status_code for path in PATHS} == {405}


def test_a_request_from_another_page_is_refused(reporter: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert {post(client, path, text="수원").status_code for path in PATHS} == {403}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"text": 3}',
        b'{"text": ["a"]}',
        b"[" * 5_000,
        b"\xff\xfe",
        b'{"text": "' + b"a" * 17_000 + b'"}',
    ],
)
def test_a_body_that_is_none_of_the_page_is_refused(reader: Client, body: bytes) -> None:
    for path in PATHS:
        response = reader.post(f"/places/{path}/", body, content_type="application/json")
        assert response.status_code == 400
        assert response.json()["problem"]


HOSTILE = [
    "\x00",
    "\ud800",
    "'; DROP TABLE",
    "<script>",
    "9" * 400,
    "nan",
    "1e999",
    "-0",
    "\u202e",
    "%s%s",
    "٣٧",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_value_is_taken_without_a_failure(reader: Client, text: str) -> None:
    make_site()
    names = (
        "text",
        "lat",
        "lon",
        "uncertainty_m",
        "site",
        "on",
        "from_lat",
        "from_lon",
        "from_m",
        "south",
        "west",
        "north",
        "east",
    )
    for path in PATHS:
        assert post(reader, path, **dict.fromkeys(names, text)).status_code in {200, 400}
        assert post(reader, path, text=text, lat="37.1", lon="127.1", on="2025-13-45").status_code in {
            200,
            400,
        }


# --- names -----------------------------------------------------------------------------------------------------


def test_sites_come_first_and_namesakes_are_told_apart(reader: Client) -> None:
    make_site(aliases=["중구 기지"])
    found = post(reader, "search", text="중구").json()["places"]
    assert (found[0]["site"], found[0]["remark"]) == ("osan-air-base", "Site")
    within = [entry["label"] for entry in found if entry["label"].startswith("Jung-gu,")]
    assert len(within) == len(set(within)) == 6


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("서탄", "Seotan-myeon, Pyeongtaek-si, Gyeonggi-do"),
        ("seotan", "Seotan-myeon, Pyeongtaek-si, Gyeonggi-do"),
    ],
)
def test_a_place_comes_with_point_reach_and_entry(reader: Client, text: str, label: str) -> None:
    first = post(reader, "search", text=text).json()["places"][0]
    assert (first["label"], first["ref"], first["uncertainty_m"]) == (
        label,
        "gazetteer:TOWN:41220320",
        "4400",
    )
    assert (float(first["lat"]), float(first["lon"])) == pytest.approx((37.12, 127.02), abs=0.02)


def test_a_place_is_named_in_the_language_of_the_page(reader: Client) -> None:
    response = reader.post(
        "/places/search/",
        json.dumps({"text": "seotan"}),
        content_type="application/json",
        headers={"Accept-Language": "ko"},
    )
    assert response.json()["places"][0]["label"] == "경기도 평택시 서탄면"


def test_a_place_says_how_far_it_is_from_the_chosen_site(reader: Client) -> None:
    make_site()
    assert (
        "km away" in post(reader, "search", text="수원", site="osan-air-base").json()["places"][0]["remark"]
    )


def test_a_written_position_in_the_search_is_read(reader: Client) -> None:
    answer = post(reader, "search", text="371422N1270025E").json()
    assert (answer["places"], answer["reading"]["lat"]) == ([], "37.239444")


def test_nothing_found_is_no_failure(reader: Client) -> None:
    assert post(reader, "search", text="xyzzyx").json() == {"places": [], "reading": None, "ask": False}
    assert post(reader, "search").json()["places"] == []


def test_the_search_asks_a_fixed_number_of_questions(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    for count in (1, 3):
        for number in range(count):
            make_zone(make_site(f"site-{count}-{number}", name_en=f"Gate town {count} {number}"))
        post(reader, "search", text="Gate town")
        with django_assert_max_num_queries(8):
            assert len(post(reader, "search", text="Gate town").json()["places"]) >= count


# --- readings --------------------------------------------------------------------------------------------------


def test_a_reading_says_where_it_is_in_every_way(reader: Client) -> None:
    make_zone(make_site())
    reading = post(reader, "read", text="37.0906N 127.0600E", site="osan-air-base").json()["reading"]
    assert reading["kind"] == "READ"
    words = " | ".join(reading["words"])
    for part in (
        "decimal degrees: 37.0906° N, 127.0600° E",
        "± 7 m",
        "near ",
        "from the zone line",
        "Outside",
    ):
        assert part in words


def test_a_gate_counts_from_the_chosen_site_and_says_so(reader: Client) -> None:
    make_zone(make_site())
    reading = post(reader, "read", text="정문 북동 300 m", site="osan-air-base").json()["reading"]
    assert (reading["kind"], reading["method"]) == ("READ", "SITE_REF")
    assert int(reading["uncertainty_m"]) > 1_500
    assert any("public reference point of Osan Air Base" in words for words in reading["words"])


def test_an_aviation_position_counts_from_the_airport(reader: Client) -> None:
    reading = post(reader, "read", text="6 NNW DFW").json()["reading"]
    assert (reading["method"], reading["words"][0]) == ("GEOCODER", "6 NM north-north-west of DFW")
    assert float(reading["lat"]) == pytest.approx(32.99, abs=0.01)


def test_swapped_values_are_asked_about(reader: Client) -> None:
    for said in (
        {"text": "127.007, 37.2394"},
        {"lat": "127.007", "lon": "37.2394"},
        {"lat": "127.007, 37.2394"},
    ):
        reading = post(reader, "read", **said).json()["reading"]
        assert (reading["kind"], reading["lat"]) == ("SWAPPED", "37.239400")
        assert "Check for swapped values" in reading["asks"]


def test_another_meaning_stands_beside(reader: Client) -> None:
    reading = post(reader, "read", text="10.5, 53.2").json()["reading"]
    (other,) = reading["others"]
    assert (other["lat"], other["words"]) == (
        "53.200000",
        "With latitude and longitude swapped: 53.2000, 10.5000",
    )


def test_an_unknown_place_is_asked_for_and_then_counted_from(reader: Client) -> None:
    reading = post(reader, "read", text="옛 창고 북동 300 m").json()["reading"]
    assert (reading["kind"], reading["reference"]) == ("REFERENCE", "옛 창고")
    known = {"from_lat": "37.09", "from_lon": "127.03", "from_m": "50"}
    reading = post(reader, "read", text="옛 창고 북동 300 m", **known).json()["reading"]
    assert (reading["kind"], float(reading["lat"])) == ("READ", pytest.approx(37.0919, abs=1e-4))


def test_a_unit_that_is_missing_is_asked_for(reader: Client) -> None:
    reading = post(reader, "read", text="정문 북동 300").json()["reading"]
    assert (reading["kind"], reading["words"]) == ("PROBLEM", ["Which unit is “300”? Write m, km or NM."])


def test_plain_words_are_left_alone(reader: Client) -> None:
    assert post(reader, "read", text="behind the car park, near the pond").json()["reading"] is None


def test_a_notation_pasted_into_one_field_is_read_as_both(reader: Client) -> None:
    for said in ({"lat": "52S CG 24915 06738"}, {"lon": "52S CG 24915 06738"}):
        assert post(reader, "read", **said).json()["reading"]["lat"] == "37.090599"
    assert post(reader, "read", lat="here", lon="").json()["reading"]["kind"] == "PROBLEM"


def test_a_point_comes_with_the_nearest_sites_and_their_zones(reader: Client) -> None:
    make_zone(make_site())
    make_site("suwon", name_en="Suwon", lat=37.2394, lon=127.007)
    answer = post(reader, "read", lat="37.0906", lon="127.06", uncertainty_m="50").json()
    assert [(site["code"], site["words"].split(", ")[-1]) for site in answer["sites"]] == [
        ("osan-air-base", "Outside"),
        ("suwon", "no zone drawn"),
    ]
    assert answer["sites"][0]["words"].startswith("2.7 km to the east, 1.2 km from")
    assert answer["where"][0].startswith("1.2 km ± 50 m from the zone line")
    assert answer["far"] == ""


def test_a_chosen_site_that_is_far_is_asked_about(reader: Client) -> None:
    make_site()
    make_site("jeju", name_en="Jeju", lat=33.5113, lon=126.493)
    answer = post(reader, "read", lat="33.5", lon="126.5", site="osan-air-base").json()
    assert answer["far"] == "Osan Air Base is 401 km from this point. Is it the right site?"
    assert answer["sites"][0]["code"] == "jeju"


def test_reading_asks_a_bounded_number_of_questions(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        make_zone(make_site(f"site-{number}"))
    post(reader, "read", text="정문 북동 300 m", site="site-1")
    with django_assert_max_num_queries(16):
        post(reader, "read", text="정문 북동 300 m", site="site-1")
    with django_assert_max_num_queries(16):
        post(reader, "read", lat="37.09", lon="127.03", site="site-1")


# --- the ground ------------------------------------------------------------------------------------------------


def test_the_ground_is_sites_and_zones_of_a_part_of_the_map(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    for code in ("one", "two", "three"):
        make_zone(make_site(code))
    make_site("jeju", lat=33.5113, lon=126.493)
    with django_assert_max_num_queries(6):
        answer = post(reader, "ground", south="36", west="126", north="38", east="128").json()
    assert ({site["code"] for site in answer["sites"]}, len(answer["zones"])) == ({"one", "two", "three"}, 3)
    assert "no legal conclusion" in answer["zones"][0]["label"]
    assert len(post(reader, "ground", south="30", west="120", north="40", east="-170").json()["sites"]) == 4
    assert post(reader, "ground", south="36").status_code == 400


# --- the office's own server -----------------------------------------------------------------------------------


class OfficeServer:
    """Answers as geopy does, and keeps what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.asked = answer, []

    def geocode(self, name: str, **options: Any) -> Any:
        self.asked.append((name, options))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


BRIDGE = Location(
    "A bridge\n<b>of</b> nowhere",
    (37.1, 127.1),
    {"osm_type": "way", "osm_id": 7, "boundingbox": ["37.09", "37.11", "127.09", "127.11"]},
)


def office(monkeypatch: pytest.MonkeyPatch, settings: Any, answer: Any) -> OfficeServer:
    settings.GEOCODER_URL = "https://geo.example.org"
    server = OfficeServer(answer)
    monkeypatch.setattr(views, "operator_geocoder", lambda: server)
    return server


def test_the_offices_server_is_asked_only_by_the_button(
    reader: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    server = office(monkeypatch, settings, [BRIDGE])
    assert post(reader, "search", text="the bridge").json()["ask"] is True
    post(reader, "read", text="the bridge")
    assert server.asked == []
    (found,) = post(reader, "ask", text="the bridge").json()["places"]
    assert server.asked == [("the bridge", {"exactly_one": False, "limit": 5, "language": "en"})]
    assert (found["label"], found["ref"], found["lat"]) == (
        "A bridge <b>of</b> nowhere",
        "nominatim:way/7",
        "37.100000",
    )
    assert 1_400 < int(found["uncertainty_m"]) < 1_600


def test_who_asks_the_offices_server_is_written_down_without_the_words(
    reader: Client, reporter: Account, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    office(monkeypatch, settings, GeocoderTimedOut("late"))
    post(reader, "search", text="the bridge")
    assert not AuditEvent.objects.filter(action="geocoder.asked").exists()
    post(reader, "ask", text="the bridge")
    event = AuditEvent.objects.get(action="geocoder.asked")
    assert (event.actor, event.detail) == (reporter, {"n_characters": 10})
    assert "bridge" not in json.dumps([event.object_key, event.reason, event.fields, event.detail])


@pytest.mark.parametrize(
    "text",
    ["37.2394, 127.007", "", "a@b.example", "010-1234-5678", "one two three four five six seven eight nine"],
)
def test_what_is_no_name_of_a_place_never_leaves(
    reader: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, text: str
) -> None:
    server = office(monkeypatch, settings, [BRIDGE])
    assert post(reader, "search", text=text).json()["ask"] is False
    assert post(reader, "ask", text=text).status_code == 400
    assert server.asked == []


def test_without_a_server_nothing_is_offered_or_asked(reader: Client) -> None:
    assert post(reader, "search", text="the bridge").json()["ask"] is False
    assert post(reader, "ask", text="the bridge").status_code == 400


WRONG = [
    GeocoderTimedOut("late"),
    TypeError("odd"),
    ["no place at all"],
    [Location("x", (37, 127), {"boundingbox": ["a"] * 4})],
]


@pytest.mark.parametrize("answer", WRONG)
def test_a_server_that_fails_is_a_sentence(
    reader: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, answer: Any
) -> None:
    office(monkeypatch, settings, answer)
    response = post(reader, "ask", text="the bridge")
    assert response.status_code in {200, 502}
    assert response.json().get("problem") or response.json()["places"] == []
