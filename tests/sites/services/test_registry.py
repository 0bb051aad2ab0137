"""Registering sites and drawing zones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents.models import Account, AuditEvent
from sites.errors import InvalidGeometry, InvalidValues
from sites.models import ProtectedSite, Zone
from sites.outlines import parse_polygon
from sites.services import change_site, change_zone, checks, draw_zone, register_site, retire_site

OSAN = {
    "code": "osan-air-base", "name_en": "Osan Air Base", "name_ko": "오산 공군기지", "site_type": "MIL_BASE",
    "lat": 37.0906, "lon": 127.03,
}  # fmt: skip
CIRCLE = {"kind": "PERIMETER", "lat": 37.0906, "lon": 127.03, "radius_m": 1500}
SQUARE = [[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.1], [127.0, 37.0]]
BOW_TIE = [[127.0, 37.0], [127.1, 37.1], [127.1, 37.0], [127.0, 37.1], [127.0, 37.0]]


def outline(ring: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


def sized(degrees: float) -> list[list[float]]:
    """Return a square with sides of a length."""
    return [[127 + (lon - 127) * 10 * degrees, 37 + (lat - 37) * 10 * degrees] for lon, lat in SQUARE]


def problems(refused: pytest.ExceptionInfo[InvalidValues]) -> dict[str, str]:
    return {problem.field: str(problem) for problem in refused.value.problems}


def test_registered_site_has_its_audit_row(reviewer: Account) -> None:
    site = register_site(values=OSAN, by=reviewer)

    event = AuditEvent.objects.first()
    assert event is not None
    assert (site.facility_grade, site.aliases) == ("UNKNOWN", [])
    assert (event.action, event.actor, event.object_key) == ("site.registered", reviewer, "osan-air-base")
    assert event.fields == sorted(OSAN)


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"lat": 91}, "lat", "lat: “91.0” is outside -90 to 90. Check for swapped values."),
        ({"lon": -181}, "lon", "lon: “-181.0” is outside -180 to 180. Check for swapped values."),
        ({"lat": "nan"}, "lat", "lat: “nan” is not a number. Write degrees such as 37.0906."),
        ({"lat": float("inf")}, "lat", "lat: “inf” is not a number. Write degrees such as 37.0906."),
        ({"lat": 10**400}, "lat", "lat: “10000"),
        ({"lat": None}, "lat", "lat: “” is missing. Write degrees such as 37.0906."),
        ({"name_en": ""}, "name_en", "name_en: “” This field cannot be blank."),
        ({"name_en": "Osan\x00"}, "name_en", "name_en: “Osan\\x00” holds a character that cannot be stored."),
        ({"name_ko": "\ud800"}, "name_ko", "name_ko: “\\ud800” holds a character that cannot be stored."),
        ({"site_type": "BASE"}, "site_type", "site_type: “BASE” is not in the list. Use one of: MIL_BASE, "),
        ({"source_url": "javascript:alert(1)"}, "source_url", "source_url: “javascript:alert(1)” Enter a valid URL."),
        ({"valid_from": "2024-13-01"}, "valid_from", "valid_from: “2024-13-01” “2024-13-01” value has the correct"),
        ({"valid_from": dt.date(2024, 2, 1), "valid_to": dt.date(2024, 1, 1)}, "valid_to", "valid_to: “2024-01-01” is"),
        ({"code": "two words"}, "code", "code: “two words” Enter a valid “slug”"),
        ({"aliases": ["x" * 121]}, "aliases", "aliases: “1” does not fit"),
    ],
)  # fmt: skip
def test_unfit_value_is_refused_by_name(db: None, values: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(InvalidValues) as refused:
        register_site(values=OSAN | values)

    assert list(problems(refused)) == [field]
    assert problems(refused)[field].startswith(message)
    assert (ProtectedSite.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_swapped_coordinates_are_offered_the_right_way_round(db: None) -> None:
    with pytest.raises(InvalidValues) as refused:
        register_site(values=OSAN | {"lat": 127.03, "lon": 37.0906})

    assert problems(refused) == {
        "lat": "lat: “127.03” is outside -90 to 90. Latitude and longitude look swapped: "
        "write latitude 37.0906 and longitude 127.03."
    }


def test_code_is_given_once(db: None) -> None:
    register_site(values=OSAN)
    with pytest.raises(InvalidValues) as refused:
        register_site(values=OSAN)
    assert problems(refused) == {
        "code": "code: “osan-air-base” Protected site with this Code already exists."
    }


def test_change_names_what_changed_and_keeps_silent_when_nothing_did(reviewer: Account) -> None:
    site = register_site(values=OSAN)

    assert change_site(site=site, values=OSAN | {"admin2": "평택시"}, by=reviewer) == {"admin2"}
    assert change_site(site=site, values={"admin2": "평택시"}, by=reviewer) == frozenset()
    assert list(AuditEvent.objects.values_list("action", "fields")[:2]) == [
        ("site.changed", ["admin2"]),
        ("site.registered", sorted(OSAN)),
    ]


def test_code_of_a_site_stays(db: None) -> None:
    site = register_site(values=OSAN)
    with pytest.raises(InvalidValues, match="cannot change"):
        change_site(site=site, values={"code": "osan"})


def test_retired_site_keeps_its_last_day_and_the_reason(db: None) -> None:
    site = register_site(values=OSAN)
    retire_site(site=site, on=dt.date(2026, 3, 31), reason="Handed over")
    site.refresh_from_db()
    event = AuditEvent.objects.first()
    assert (site.valid_to, event and event.reason) == (dt.date(2026, 3, 31), "Handed over")


def test_outline_may_be_text_or_geojson_and_is_stored_in_one_form(db: None) -> None:
    site = register_site(values=OSAN)
    zone = draw_zone(site=site, values={"kind": "CONTROL", "polygon": outline(SQUARE)})
    assert zone.polygon == outline(SQUARE)
    assert change_zone(zone=zone, values={"polygon": str(outline(SQUARE)).replace("'", '"')}) == frozenset()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"polygon": outline(BOW_TIE), "lat": None, "lon": None, "radius_m": None}, "polygon", "“37.05000, 127.05000” is where the outline crosses itself"),
        ({"polygon": outline(SQUARE)}, "polygon", "Give a circle or an outline, not both"),
        ({"polygon": outline(SQUARE[:-1]), "lat": None, "lon": None, "radius_m": None}, "polygon", "does not close"),
        ({"polygon": outline([[37, 127.0], *SQUARE]), "lat": None, "lon": None, "radius_m": None}, "polygon", "swapped"),
        ({"polygon": "[" * 5000, "lat": None, "lon": None, "radius_m": None}, "polygon", "is not GeoJSON"),
        ({"lat": None, "lon": None, "radius_m": None}, "polygon", "is missing. Give a centre and a radius"),
        ({"radius_m": 0}, "radius_m", "is not between 0 and 200,000 metres"),
        ({"radius_m": 0.0001}, "radius_m", "“0.0001” is less than a metre. Write the radius in metres"),
        ({"polygon": outline(sized(1e-6)), "lat": None, "lon": None, "radius_m": None}, "polygon", "encloses less than a square metre"),
        ({"polygon": outline(sized(1e-8)), "lat": None, "lon": None, "radius_m": None}, "polygon", "enclose nothing"),
        ({"radius_m": "wide"}, "radius_m", "is not a number of metres"),
        ({"radius_m": "nan"}, "radius_m", "is not a number of metres"),
        ({"lat": 91}, "lat", "outside -90 to 90"),
        ({"kind": "FENCE"}, "kind", "Use one of: PERIMETER"),
    ],
)  # fmt: skip
def test_unfit_zone_is_refused_by_name(db: None, values: dict[str, Any], field: str, words: str) -> None:
    site = register_site(values=OSAN)
    with pytest.raises(InvalidValues) as refused:
        draw_zone(site=site, values=CIRCLE | values)
    assert list(problems(refused)) == [field]
    assert words in problems(refused)[field]
    assert Zone.objects.count() == 0


def test_the_smallest_zone_that_enters_can_be_read_again(db: None) -> None:
    site = register_site(values=OSAN)
    draw_zone(site=site, values=CIRCLE | {"radius_m": 1})
    draw_zone(site=site, values={"kind": "CONTROL", "polygon": outline(sized(2e-5))})
    assert all(zone.shape for zone in Zone.objects.all())


def test_zone_changes_leave_their_trace(reviewer: Account) -> None:
    zone = draw_zone(site=register_site(values=OSAN), values=CIRCLE, by=reviewer)
    change_zone(zone=zone, values={"valid_to": dt.date(2026, 1, 31)}, by=reviewer)
    assert list(AuditEvent.objects.filter(object_type="zone").values_list("action", "fields", "detail")) == [
        ("zone.changed", ["valid_to"], {"site": "osan-air-base"}),
        ("zone.drawn", ["kind", "lat", "lon", "radius_m"], {"site": "osan-air-base"}),
    ]


@pytest.mark.parametrize(
    "polygon",
    [
        "no JSON",
        {"type": "Point"},
        {"type": "Polygon", "coordinates": [SQUARE, SQUARE]},
        {"type": "Polygon", "coordinates": []},
        outline(SQUARE[:3]),
        outline(SQUARE[:-1]),
        outline(BOW_TIE),
        outline([*SQUARE[:2], *SQUARE[:2][::-1]]),
        outline([[127.0, 37.0], [127.1, 37.0], [127.2, 37.0], [127.0, 37.0]]),
        outline([127.0, *SQUARE]),
        outline([["127", "37"], *SQUARE]),
        outline([[127.0, 91.0], *SQUARE]),
        outline([[181.0, 37.0], *SQUARE]),
    ],
)
def test_advice_of_geometry_is_marked_for_translation(polygon: Any) -> None:
    """Geometry is free of any framework, so what it advises must stand in the list that the catalogue is made from."""
    with pytest.raises(InvalidGeometry) as refused:
        parse_polygon(polygon)
    assert refused.value.advice in checks.GEOMETRY_ADVICE
