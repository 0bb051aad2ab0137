"""Sites and zones are kept by reviewers through the registry's services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite, Zone
from tests.factories import make_site, make_zone
from tests.incidents.admin.pages import errors_on

SignIn = Callable[[Account], Client]
SITE = {
    "code": "osan-air-base", "name_en": "Osan Air Base", "name_ko": "오산 공군기지", "aliases": "K-55\n 오산 \n\n",
    "site_type": "MIL_BASE", "lat": "37.0906", "lon": "127.03", "facility_grade": "UNKNOWN",
}  # fmt: skip
CIRCLE = {
    "kind": "PERIMETER",
    "accuracy": "APPROXIMATE",
    "lat": "37.0906",
    "lon": "127.03",
    "radius_m": "1500",
}
OUTLINE = '{"type": "Polygon", "coordinates": [[[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.0]]]}'
BOW_TIE = '{"type": "Polygon", "coordinates": [[[127.0, 37.0], [127.1, 37.1], [127.1, 37.0], [127.0, 37.1], [127.0, 37.0]]]}'


def test_site_is_registered_and_changed_with_its_trail(reviewer: Account, signed_in: SignIn) -> None:
    client = signed_in(reviewer)
    assert client.post(reverse("admin:protected_sites_protectedsite_add"), SITE).status_code == 302
    site = ProtectedSite.objects.get()
    assert site.aliases == ["K-55", "오산"]

    page = reverse("admin:protected_sites_protectedsite_change", args=[site.pk])
    assert client.post(page, SITE | {"code": "other", "admin2": "평택시"}).status_code == 302
    site.refresh_from_db()
    assert (site.code, site.admin2) == ("osan-air-base", "평택시")
    assert list(AuditEvent.objects.filter(object_type="site").values_list("action", "fields"))[0] == (
        "site.changed",
        ["admin2"],
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"lat": "91"}, "lat", "“91.0” is outside -90 to 90. Check for swapped values."),
        ({"lat": "127.03", "lon": "37.0906"}, "lat", "write latitude 37.0906 and longitude 127.03."),
        ({"lat": "nan"}, "lat", "Enter a number."),
        ({"name_en": ""}, "name_en", "This field is required."),
        ({"code": "two words"}, "code", "Enter a valid “slug”"),
    ],
)
def test_unfit_site_is_refused_with_what_was_typed(
    reviewer: Account, signed_in: SignIn, typed: dict[str, Any], field: str, words: str
) -> None:
    response = signed_in(reviewer).post(reverse("admin:protected_sites_protectedsite_add"), SITE | typed)
    assert list(errors_on(response)) == [field]
    assert words in errors_on(response)[field][0]
    assert "오산 공군기지" in response.content.decode()
    assert ProtectedSite.objects.count() == 0


def test_zone_is_drawn_as_circle_or_outline_and_corrected(reviewer: Account, signed_in: SignIn) -> None:
    client, add = signed_in(reviewer), reverse("admin:protected_sites_zone_add")
    site = make_site()
    client.post(add, CIRCLE | {"site": site.pk})
    client.post(add, {"site": site.pk, "kind": "CONTROL", "accuracy": "SURVEYED", "polygon": OUTLINE})
    circle, outline = Zone.objects.order_by("pk")
    assert (circle.radius_m, outline.polygon["type"]) == (1500, "Polygon")

    page = reverse("admin:protected_sites_zone_change", args=[outline.pk])
    assert "127.1" in client.get(page).content.decode()
    client.post(
        page, {"kind": "CONTROL", "accuracy": "SURVEYED", "polygon": OUTLINE, "valid_to": "2026-01-31"}
    )
    outline.refresh_from_db()
    assert str(outline.valid_to) == "2026-01-31"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"polygon": BOW_TIE, "lat": "", "lon": "", "radius_m": ""}, "polygon", "Draw an outline that does not cross itself."),
        ({"polygon": OUTLINE}, "polygon", "Give a circle or an outline, not both."),
        ({"polygon": "[" * 5000, "lat": "", "lon": "", "radius_m": ""}, "polygon", "is not GeoJSON."),
        ({"radius_m": "-1"}, "radius_m", "is not between 0 and 200,000 metres."),
    ],
)  # fmt: skip
def test_unfit_zone_is_refused(
    reviewer: Account, signed_in: SignIn, typed: dict[str, Any], field: str, words: str
) -> None:
    typed = CIRCLE | {"site": make_site().pk} | typed
    response = signed_in(reviewer).post(reverse("admin:protected_sites_zone_add"), typed)
    assert list(errors_on(response)) == [field]
    assert words in errors_on(response)[field][0]
    assert Zone.objects.count() == 0


def test_reader_of_sites_changes_none(reporter: Account, signed_in: SignIn) -> None:
    zone = make_zone(make_site())
    for page in ("protectedsite", "zone"):
        pk = zone.site_id if page == "protectedsite" else zone.pk
        url = reverse(f"admin:protected_sites_{page}_change", args=[pk])
        client = signed_in(reporter)
        assert (client.get(url).status_code, client.post(url, SITE).status_code) == (200, 403)


@pytest.mark.parametrize("words", ["K55", "k-55", "오산공군", "OSAN", "경기도 오산"])
def test_site_is_found_by_any_of_its_names(reviewer: Account, signed_in: SignIn, words: str) -> None:
    make_site(aliases=["K-55"])
    make_site("jeju", name_en="Jeju", name_ko="제주", admin1="제주특별자치도")
    page = signed_in(reviewer).get(reverse("admin:protected_sites_protectedsite_changelist"), {"q": words})
    assert [site.code for site in page.context["cl"].result_list] == ["osan-air-base"]


def test_search_of_any_length_is_answered(reviewer: Account, signed_in: SignIn) -> None:
    page = reverse("admin:protected_sites_protectedsite_changelist")
    assert signed_in(reviewer).get(page, {"q": "x" * 101}).status_code == 400
    assert signed_in(reviewer).get(page, {"q": "%_"}).status_code == 200
