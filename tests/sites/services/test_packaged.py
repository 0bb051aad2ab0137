"""Loading airports and ports: nothing doubled, nothing overwritten, twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite
from sites.packages import PackagedPlace, packaged_airports, packaged_ports
from sites.services import Verdict, change_site, import_sites, load_packaged, offers_of
from tests.factories import make_site

DEMO = Path(settings.BASE_DIR) / "sites" / "demo"


def airport(code: str) -> PackagedPlace:
    return next(place for place in packaged_airports("KR") if place.code == code)


def load_new(places: list[PackagedPlace], by: Account | None = None) -> int:
    offers = offers_of(places)
    chosen = {offer.place.code for offer in offers if offer.verdict == Verdict.NEW}
    return len(load_packaged(offers=offers, chosen=chosen, by=by).registered)


def test_every_demo_site_of_a_list_is_recognised(db: None) -> None:
    import_sites(sites=(DEMO / "sites.csv").read_bytes())
    there = {
        offer.site.code
        for offer in offers_of([*packaged_airports("KR"), *packaged_ports("KR")])
        if offer.verdict == Verdict.THERE and offer.site
    }
    assert there == {
        "gimhae-airport", "jeju-airport", "suwon-air-base", "osan-air-base", "camp-humphreys", "cheongju-air-base",
        "incheon-airport", "gimpo-airport", "ulsan-airport", "yangyang-airport", "busan-port", "incheon-port",
        "gunsan-port", "yeosu-port",
    }  # fmt: skip


def test_korean_airports_enter_once_with_their_trail(reviewer: Account) -> None:
    places = packaged_airports("KR")
    assert (load_new(places, reviewer), load_new(places, reviewer)) == (37, 0)
    assert ProtectedSite.objects.count() == 37
    assert AuditEvent.objects.filter(action="site.registered").count() == 37
    event = AuditEvent.objects.get(action="sites.imported")
    assert (event.actor, event.detail["registered"]) == (reviewer, 37)


def test_what_an_operator_changed_stays_and_is_still_recognised(db: None) -> None:
    load_new([airport("RKPK")])
    site = ProtectedSite.objects.get()
    mine = {"name_en": "PUS Terminal", "name_ko": "우리 공항", "aliases": [], "source_title": "", "lat": 35.2}
    change_site(site=site, values=mine)

    assert load_new([airport("RKPK")]) == 0
    site.refresh_from_db()
    assert {name: getattr(site, name) for name in mine} == mine


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"aliases": ["pus"], "lat": 35.3}, Verdict.THERE),
        ({"aliases": ["PUS"], "lat": 36.9}, Verdict.NEW),
        ({"aliases": ["PUS"], "site_type": "PORT"}, Verdict.NEW),
        ({"name_ko": "김해 공항", "lat": 35.19}, Verdict.THERE),
        ({"name_ko": "김해 공항", "lat": 35.25}, Verdict.NEW),
        ({"lat": 35.19}, Verdict.NEAR),
        ({"lat": 35.19, "site_type": "AGENCY_BUILDING"}, Verdict.NEW),
    ],
)
def test_same_code_or_name_near_by_is_the_same_place(
    db: None, values: dict[str, object], verdict: Verdict
) -> None:
    fields = {
        "name_en": "Our field",
        "name_ko": "우리",
        "site_type": "AIRPORT",
        "lat": 35.1795,
        "lon": 128.938,
    }
    make_site("mine", **fields | values)
    assert offers_of([airport("RKPK")])[0].verdict == verdict


def test_missing_names_are_offered_and_given_only_when_asked(db: None) -> None:
    site = make_site("mine", aliases=["PUS", "서부산"], lat=35.18, lon=128.94)
    offers = offers_of([airport("RKPK")])
    assert "RKPK" in offers[0].missing_aliases
    assert "PUS" not in offers[0].missing_aliases

    load_packaged(offers=offers, chosen={"RKPK"})
    assert ProtectedSite.objects.get().aliases == ["PUS", "서부산"]
    load_packaged(offers=offers, chosen=(), name_more={"RKPK"})
    site.refresh_from_db()
    assert site.aliases == ["PUS", "서부산", *offers[0].missing_aliases]
    assert site.name_en == "Osan Air Base"


def test_what_was_left_out_enters_only_by_its_code_and_never_doubled(db: None) -> None:
    offers = offers_of(packaged_ports("KR"))
    load_packaged(offers=offers, chosen={"KRPTK", "KRTGH"})
    assert list(ProtectedSite.objects.values_list("code", flat=True)) == ["port-of-pyeongtaek-dangjin-krptk"]
