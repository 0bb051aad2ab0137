"""Sites and zones are public facts: a number of a person has no place in them, by whatever road it comes."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.models import Account, AuditEvent
from sites.errors import InvalidValues
from sites.models import ProtectedSite, Zone
from sites.services.importing import import_sites
from sites.services.registry import change_site, draw_zone, register_site, retire_site
from tests.factories import make_site

pytestmark = pytest.mark.django_db
OSAN = {
    "code": "osan",
    "name_en": "Osan Air Base",
    "name_ko": "오산 공군기지",
    "site_type": "MIL_BASE",
    "lat": 37.09,
    "lon": 127.03,
}
CIRCLE = {"kind": "PERIMETER", "lat": 37.09, "lon": 127.03, "radius_m": 900.0}
PERSONAL = "Kim 900101-1234568, 010-2222-3333"
HEADER = "code,name_en,name_ko,site_type,lat,lon,source_title"


@pytest.mark.parametrize("field", ["name_en", "name_ko", "admin1", "admin2", "source_title", "source_url"])
def test_no_text_of_a_site_holds_one(field: str) -> None:
    value = "https://example.org/?tel=010-2222-3333" if field == "source_url" else PERSONAL
    with pytest.raises(InvalidValues) as refused:
        register_site(values=OSAN | {field: value})
    assert f"{field}: holds a" in str(refused.value)
    assert "2222" not in str(refused.value)
    assert not ProtectedSite.objects.exists()


def test_no_other_name_does() -> None:
    with pytest.raises(InvalidValues, match="aliases: holds a"):
        change_site(site=make_site(), values={"aliases": ["K-55", PERSONAL]})
    assert ProtectedSite.objects.get().aliases == []


@pytest.mark.parametrize("field", ["note", "source_title"])
def test_no_text_of_a_zone_does(field: str) -> None:
    with pytest.raises(InvalidValues, match=f"{field}: holds a"):
        draw_zone(site=make_site(), values=CIRCLE | {field: PERSONAL})
    assert not Zone.objects.exists()


def test_no_reason_does_and_then_nothing_changes(reviewer: Account) -> None:
    with pytest.raises(InvalidValues, match="reason: holds a"):
        retire_site(site=make_site(), on=dt.date(2026, 1, 1), by=reviewer, reason=PERSONAL)
    assert ProtectedSite.objects.get().valid_to is None
    assert not AuditEvent.objects.filter(action="site.changed").exists()


def test_a_row_of_a_file_that_does_is_refused_and_the_others_enter() -> None:
    rows = [
        HEADER,
        f'osan,Osan,오산,MIL_BASE,37.09,127.03,"{PERSONAL}"',
        "suwon,Suwon,수원,MIL_BASE,37.24,127.0,own",
    ]
    outcome = import_sites(sites="\n".join(rows).encode(), file_name="call_010-2222-3333.csv")
    assert [(refusal.row, refusal.field) for refusal in outcome.refusals] == [(2, "source_title")]
    assert "2222" not in str(outcome.refusals)
    assert list(ProtectedSite.objects.values_list("code", flat=True)) == ["suwon"]
    assert not AuditEvent.objects.filter(object_key__contains="2222").exists()


def test_ordinary_numbers_of_places_pass() -> None:
    values = OSAN | {
        "source_title": "Notice 2024-12 of 2024-03-01, RKSO, 52S CG 24915 06738",
        "aliases": ["K-55"],
    }
    assert register_site(values=values).source_title == values["source_title"]
