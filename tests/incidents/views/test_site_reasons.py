"""What is refused in a form of the registry stands in the form, beside its field, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite, Zone
from tests.factories import make_site, make_zone

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PERSONAL = "told by Kim 900101-1234568"
CIRCLE = {
    "figure": "circle", "kind": "PERIMETER", "accuracy": "APPROXIMATE", "centre": "37.09, 127.03", "radius_m": "900",
    "source_title": "Own survey",
}  # fmt: skip


def refused(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert "holds a resident registration number" in page
    assert page.count("900101-1234568") == 1  # in the field
    return page


def test_the_reason_of_a_closing(signed_in: SignIn, reviewer: Account) -> None:
    site = make_site()
    typed = {"on": "2026-01-01", "reason": PERSONAL}
    refused(signed_in(reviewer).post(f"/sites/{site.code}/close/", typed))
    assert ProtectedSite.objects.get().valid_to is None
    assert not AuditEvent.objects.filter(action="site.changed").exists()


def test_the_reason_of_a_merger(signed_in: SignIn, reviewer: Account) -> None:
    site, other = make_site(), make_site("suwon", name_en="Suwon", name_ko="수원")
    typed = {"on": "2026-01-01", "into": other.code, "reason": PERSONAL}
    refused(signed_in(reviewer).post(f"/sites/{site.code}/close/", typed))
    assert list(ProtectedSite.objects.filter(valid_to__isnull=False)) == []


def test_the_reason_of_a_new_line(signed_in: SignIn, reviewer: Account) -> None:
    zone = make_zone(make_site())
    typed = CIRCLE | {"valid_from": "2026-01-01", "reason": PERSONAL}
    refused(signed_in(reviewer).post(f"/sites/{zone.site.code}/zones/{zone.uuid}/", typed))
    assert Zone.objects.count() == 1


def test_the_source_of_a_zone(signed_in: SignIn, reviewer: Account) -> None:
    site = make_site()
    refused(signed_in(reviewer).post(f"/sites/{site.code}/zones/draw/", CIRCLE | {"source_title": PERSONAL}))
    assert not Zone.objects.exists()
