"""Who is let in: 401 without a way in, 403 without the role, always with the reason."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from incidents.models import Account, ApiToken, Dissemination
from incidents.services.accounts import give_roles
from incidents.services.tokens import revoke_token
from tests.factories import make_account, make_site
from tests.incidents.api.conftest import GROUND, Call, caller, problem_of

RESOURCES = ["incidents", "sites", "findings", "runs"]
ITEMS = ["incidents/UPR-2025-00001", "sites/osan-air-base", "findings/8a9a3b70-0f3c-4c06-9d5a-3a2f0f6f1f11"]
ABOUT = ["", "openapi.json"]


@pytest.mark.parametrize("path", [*RESOURCES, *ITEMS, *ABOUT])
def test_nobody_without_a_way_in(path: str, db: None) -> None:
    answer = Client().get(f"/api/v1/{path}", query_params=GROUND)
    problem_of(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "Location" not in answer


def test_docs_page_is_behind_the_sign_in(db: None) -> None:
    answer = Client().get("/api/v1/docs")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/api/v1/docs")


@pytest.mark.parametrize(
    "role", ["reporter", "reviewer", "protection_officer", "auditor", "operator", "stranger"]
)
@pytest.mark.parametrize("path", [*RESOURCES, *ITEMS])
def test_other_roles_are_told_why_not(
    request: pytest.FixtureRequest, signed_in: Callable[[Account], Client], role: str, path: str
) -> None:
    client = signed_in(request.getfixturevalue(role))
    found = problem_of(client.get(f"/api/v1/{path}", query_params=GROUND), 403)
    assert found["detail"].startswith("Only analysts, releasers and their tokens")
    assert not Dissemination.objects.exists()


def test_superuser_without_a_role_is_told_the_same(signed_in: Callable[[Account], Client], db: None) -> None:
    root = make_account()
    root.is_superuser = True
    root.save()
    problem_of(signed_in(root).get("/api/v1/incidents", query_params=GROUND), 403)


@pytest.mark.parametrize("role", ["analyst", "releaser"])
@pytest.mark.parametrize("path", RESOURCES)
def test_exporting_roles_are_answered(
    request: pytest.FixtureRequest, signed_in: Callable[[Account], Client], role: str, path: str
) -> None:
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"/api/v1/{path}", query_params=GROUND).status_code == 200


def test_anyone_signed_in_reads_what_there_is(
    signed_in: Callable[[Account], Client], reporter: Account
) -> None:
    found = signed_in(reporter).get("/api/v1/").json()
    assert set(found["links"]) == {"incidents", "sites", "findings", "runs", "openapi", "docs"}


def test_token_is_taken_as_bearer_and_as_password(token_of: Callable[..., str]) -> None:
    plain = token_of()
    for header in (
        f"Bearer {plain}",
        f"bearer  {plain} ",
        "Basic " + b64encode(f"token:{plain}".encode()).decode(),
    ):
        answer = Client().get("/api/v1/sites", headers={"authorization": header})
        assert answer.status_code == 200, header


def test_token_in_the_address_opens_nothing(
    token_of: Callable[..., str], analyst: Account, signed_in
) -> None:
    plain = token_of()
    assert Client().get("/api/v1/sites", query_params={"token": plain}).status_code == 401
    answer = signed_in(analyst).get("/api/v1/sites", query_params=GROUND | {"token": plain})
    assert problem_of(answer, 400)["errors"][0]["field"] == "token"
    assert plain not in answer.content.decode()


@pytest.mark.parametrize(
    "header",
    [
        "Bearer", "Bearer ", "Bearer wrong", "Bearer slt_0123456789_wrong", "Basic", "Basic !!!", "Basic dG9rZW4=",
        "Basic " + b64encode(b"token:slt_0123456789_wrong").decode(), "Bearer \xe9\xe9", "Digest x", "Bearer a b c",
        "Bearer " + "x" * 8_000,
    ],
)  # fmt: skip
def test_bad_token_is_401_whatever_its_form(header: str, db: None) -> None:
    answer = Client().get("/api/v1/sites", headers={"authorization": header})
    problem_of(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_bad_token_is_401_even_beside_a_session(
    signed_in: Callable[[Account], Client], analyst: Account
) -> None:
    answer = signed_in(analyst).get(
        "/api/v1/sites", query_params=GROUND, headers={"authorization": "Bearer wrong"}
    )
    problem_of(answer, 401)


def test_token_fails_on_the_next_request_once_it_ended(
    token_of: Callable[..., str], analyst: Account
) -> None:
    def ended(end: Callable[[ApiToken], object]) -> str:
        plain = token_of()
        call = caller(plain)
        assert call("sites").status_code == 200
        end(ApiToken.objects.get(prefix=plain.split("_")[1]))
        return problem_of(call("sites"), 401)["detail"]

    def expire(token: ApiToken) -> None:
        ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))

    assert "revoked" in ended(lambda token: revoke_token(by=analyst, token=token))
    assert "expired" in ended(expire)
    assert "no longer export" in ended(lambda token: give_roles(analyst, ["reviewer"]))
    give_roles(analyst, ["analyst"])
    assert "no longer export" in ended(
        lambda token: Account.objects.filter(pk=analyst.pk).update(is_active=False)
    )


def test_basic_is_not_offered_to_a_browser(db: None) -> None:
    """A browser would open a dialogue of its own."""
    program = Client().get("/api/v1/sites")["WWW-Authenticate"]
    browser = Client().get("/api/v1/sites", headers={"sec-fetch-mode": "cors"})["WWW-Authenticate"]
    assert ("Basic" in program, "Basic" in browser) == (True, False)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["", "openapi.json", *RESOURCES, *ITEMS])
def test_other_methods_are_405(call: Call, method: str, path: str) -> None:
    answer = call(path, method=method)
    problem_of(answer, 405)
    assert set(answer["Allow"].split(", ")) == {"GET", "HEAD"}


def test_session_needs_the_csrf_token_for_an_unsafe_method(analyst: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "CSRF" in problem_of(client.post("/api/v1/incidents"), 403)["detail"]


def test_too_many_requests_are_told_how_long_to_wait(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidents.api.throttles import ReaderThrottle

    make_site()
    monkeypatch.setattr(ReaderThrottle, "THROTTLE_RATES", {"api": "2/min", "export": "1/min"})
    assert [call("sites").status_code for _ in range(2)] == [200, 200]
    answer = call("sites")
    problem_of(answer, 429)
    assert 1 <= int(answer["Retry-After"]) <= 61


def test_whole_exports_are_counted_apart(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidents.api.throttles import ReaderThrottle

    monkeypatch.setattr(ReaderThrottle, "THROTTLE_RATES", {"api": "100/min", "export": "1/min"})
    assert call("sites", format="csv").status_code == 200
    problem_of(call("sites", format="csv"), 429)
    problem_of(call("sites", headers={"accept": "application/geo+json"}), 429)
    assert call("sites", format="csv", limit="10").status_code == 200
    assert call("sites").status_code == 200
