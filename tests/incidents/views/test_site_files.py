"""Sites from an office's own file: looked at, then stored; without script and never half."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from incidents.models import Account, AuditEvent
from incidents.views import site_files
from sites.models import ProtectedSite, Zone
from tests.factories import ALL_ROLES, make_account, make_site
from tests.sites.services.test_rows import documents

SignIn = Callable[[Account], Client]
PAGE = "/registry/file/"
OFFICE = "코드,이름,유형,위도,경도\nosan,오산 공군기지,기지,37.0906,127.03\nbad,나쁜 줄,기지,127.03,37.09\n"


def look_at(client: Client, content: bytes, name: str = "시설.csv") -> tuple[int, str]:
    response = client.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    return response.status_code, response.content.decode()


def carried(html: str) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', html)
    assert found
    return found[1]


def test_file_is_looked_at_then_stored(signed_in: SignIn, reviewer: Account) -> None:
    client = signed_in(reviewer)
    status, html = look_at(client, OFFICE.encode("cp949"))
    assert status == 200
    assert "오산 공군기지" in html
    assert "look swapped: write latitude 37.09 and longitude 127.03" in html
    assert "1 new, 0 changed, 0 unchanged" in html
    assert (ProtectedSite.objects.count(), AuditEvent.objects.filter(object_type="site").count()) == (0, 0)

    response = client.post(PAGE, {"carried": carried(html)})
    assert (response.status_code, response.url) == (302, "/sites/")
    assert ProtectedSite.objects.get().name_ko == "오산 공군기지"
    event = AuditEvent.objects.get(action="import.run")
    assert (event.actor, event.object_key) == (reviewer, "시설.csv")


def test_whole_file_or_nothing_if_asked(signed_in: SignIn, reviewer: Account) -> None:
    client = signed_in(reviewer)
    _status, html = look_at(client, OFFICE.encode())
    response = client.post(PAGE, {"carried": carried(html), "strict": "1"})
    assert response.status_code == 409
    assert "only a whole file may enter" in response.content.decode()
    assert ProtectedSite.objects.count() == 0


def test_zones_are_recognised_and_drawn_on_the_map(signed_in: SignIn, reviewer: Account) -> None:
    make_site("osan")
    zones = "시설코드,구역종류,위도,경도,반경\nosan,제한보호구역,37.09,127.03,500\n"
    client = signed_in(reviewer)
    _status, html = look_at(client, zones.encode("cp949"))
    content = json.loads(re.search(r'id="registry-map"[^>]*>(.*?)</script>', html)[1])  # type: ignore[index]
    assert [zone["site"] for zone in content["zones"]] == ["osan"]
    client.post(PAGE, {"carried": carried(html)})
    assert Zone.objects.get().kind == "RESTRICTED"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Column “code” is missing"),
        (b"PK\x03\x04 a workbook", "is a workbook"),
        (b"code,nationality\n", "Column “nationality” is unknown"),
        (b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:5186"}}, "features": []}', "EPSG:5186”. Save it in WGS 84"),
    ],
)  # fmt: skip
def test_unreadable_file_is_refused_in_words(
    signed_in: SignIn, reviewer: Account, content: bytes, words: str
) -> None:
    status, html = look_at(signed_in(reviewer), content)
    assert status == 400
    assert words in html


def test_too_large_a_file_is_refused_whole(
    signed_in: SignIn, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_files, "MAX_BYTES", 1_000)
    status, html = look_at(signed_in(reviewer), OFFICE.encode() * 20)
    assert status == 413
    assert "too large for this page" in html


def test_file_of_many_rows_is_left_to_the_operator(
    signed_in: SignIn, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_files, "MOST_ROWS", 1)
    status, html = look_at(signed_in(reviewer), OFFICE.encode())
    assert status == 400
    assert "The file has 2 rows; this page takes 1." in html


def test_names_of_a_file_are_shown_as_text(signed_in: SignIn, reviewer: Account) -> None:
    row = "x,<script>alert(1)</script>,PORT,35.1,129.0\n"
    _status, html = look_at(signed_in(reviewer), b"code,name,type,lat,lon\n" + row.encode(), "<i>.csv")
    assert "<script>alert(1)" not in html
    assert "&lt;i&gt;.csv" in html


def test_form_without_a_file_says_so(signed_in: SignIn, reviewer: Account) -> None:
    assert signed_in(reviewer).post(PAGE).status_code == 400


def test_preview_belongs_to_one_account_and_cannot_be_altered(signed_in: SignIn, reviewer: Account) -> None:
    _status, html = look_at(signed_in(reviewer), OFFICE.encode())
    other = signed_in(make_account("reviewer", username="second"))
    for token in (carried(html), carried(html)[:-2], "x", "x:y:z"):
        response = other.post(PAGE, {"carried": token})
        assert response.status_code == 400
        assert "Choose the file again" in response.content.decode()
    assert ProtectedSite.objects.count() == 0


def test_page_needs_the_token_of_its_form(reviewer: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(PAGE, {"file": SimpleUploadedFile("a.csv", OFFICE.encode())}).status_code == 403
    assert ProtectedSite.objects.count() == 0


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_those_who_keep_the_registry_import(signed_in: SignIn, db: None, role: str) -> None:
    client = signed_in(make_account(role))
    wanted = 200 if role == "reviewer" else 403
    for path in (PAGE, "/registry/lists/"):
        assert client.get(path).status_code == wanted, path
    if wanted == 403:
        assert look_at(client, OFFICE.encode())[0] == 403
        assert client.post("/registry/lists/", {"take": "RKSI"}).status_code == 403
    assert client.put(PAGE).status_code in (403, 405)
    assert ProtectedSite.objects.count() == 0


class AnyFile(TestCase):
    """Whatever is handed in is answered with a page."""

    def keeper(self) -> Client:
        """Return a client that may import; the database is new for each example."""
        make_site("site")
        client = Client()
        client.force_login(
            make_account("reviewer"), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    @given(document=documents)
    @settings(max_examples=100, deadline=None)
    def test_features_are_answered_with_a_page(self, document: Any) -> None:
        assert look_at(self.keeper(), json.dumps(document).encode())[0] in (200, 400)

    @given(content=st.binary(max_size=200))
    @settings(max_examples=100, deadline=None)
    def test_bytes_are_answered_with_a_page(self, content: bytes) -> None:
        client = self.keeper()
        assert look_at(client, b"site,kind,lat,lon,radius_m\nsite,PERIMETER," + content)[0] in (200, 400)
        assert look_at(client, b"code,name,type,lat,lon\n" + content)[0] in (200, 400)
