"""Who may open which page of the admin: everybody's whole table, and nobody without a sign-in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from incidents.admin import office
from incidents.models import Account
from tests.factories import (
    ALL_ROLES,
    make_account,
    make_confirmed,
    make_draft,
    make_site,
    make_submitted,
    make_zone,
)
from tests.incidents.admin.pages import change_page, typed_report

_DECIDERS = {"reviewer", "releaser", "protection_officer"}
_READERS = {"reporter", "reviewer", "releaser", "analyst", "protection_officer"}
MAY_LIST = {
    "incidents_incident": {"reporter"} | _DECIDERS,
    "incidents_account": {"operator"},
    "incidents_auditevent": {"protection_officer", "auditor"},
    "incidents_importbatch": {"protection_officer", "auditor"},
    "incidents_dissemination": {"protection_officer", "auditor", "releaser"},
    "incidents_apitoken": {"protection_officer", "auditor", "releaser"},
    "incidents_casegroup": _DECIDERS,
    "incidents_log": _READERS,
    "incidents_legalbasis": _READERS,
    "protected_sites_protectedsite": _READERS,
    "protected_sites_zone": _READERS,
}
MAY_ADD = {
    "incidents_incident": {"reporter"},
    "incidents_account": {"operator"},
    "protected_sites_protectedsite": {"reviewer"},
    "protected_sites_zone": {"reviewer"},
}


def test_every_registered_page_stands_in_the_table() -> None:
    assert {f"{model._meta.app_label}_{model._meta.model_name}" for model in office._registry} == set(
        MAY_LIST
    )


@pytest.mark.parametrize("role", [*ALL_ROLES, "stranger", "superuser"])
def test_pages_open_by_role_alone(db: None, role: str) -> None:
    client = Client()
    client.force_login(_account(role), backend="allauth.account.auth_backends.AuthenticationBackend")

    for page, roles in MAY_LIST.items():
        status = client.get(reverse(f"admin:{page}_changelist")).status_code
        assert (page, status) == (page, 200 if role in roles else 403)
        status = client.get(reverse(f"admin:{page}_add")).status_code
        assert (page, status) == (page, 200 if role in MAY_ADD.get(page, set()) else 403)


def _account(role: str) -> Account:
    if role in ALL_ROLES:
        return make_account(role)
    account = make_account()
    account.is_superuser = role == "superuser"
    account.save()
    return account


@pytest.mark.parametrize("role", [*ALL_ROLES, "stranger", "superuser"])
def test_nothing_is_deleted_here(reporter: Account, role: str) -> None:
    incident = make_draft(reporter)
    client = Client()
    client.force_login(_account(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(reverse("admin:incidents_incident_delete", args=[incident.pk]), {"post": "yes"})
    assert response.status_code in (302, 403)  # 302: this reader does not even learn that it exists
    incident.refresh_from_db()


def test_draft_of_another_is_not_there(reporter: Account, reviewer: Account) -> None:
    incident = make_draft(reporter)
    client = Client()
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(change_page(incident.pk)).status_code == 302
    assert client.post(change_page(incident.pk), typed_report()).status_code in (302, 403)
    incident.refresh_from_db()
    assert incident.record_version == 1


def test_reviewer_changes_no_report(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter)
    client = Client()
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(change_page(incident.pk), typed_report(summary="Changed")).status_code == 403


@pytest.mark.parametrize("role", ["stranger", "analyst", "auditor", "operator", "superuser"])
def test_report_is_closed_to_who_has_no_part_in_it(reporter: Account, reviewer: Account, role: str) -> None:
    incident = make_confirmed(reporter, reviewer=reviewer)
    client = Client()
    client.force_login(_account(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(change_page(incident.pk)).status_code == 403
    assert client.get(reverse("admin:incidents_incident_history", args=[incident.pk])).status_code in (
        302,
        403,
    )
    decide = reverse("admin:incidents_incident_decide", args=[incident.pk])
    assert client.post(decide, {"step": "unfounded", "decision-rationale": "Because"}).status_code == 404


def test_anonymous_is_sent_to_sign_in_from_every_page(reporter: Account, client: Client) -> None:
    incident, zone = make_draft(reporter), make_zone(make_site())
    pages = [
        reverse("admin:index"),
        reverse("admin:jsi18n"),
        reverse("admin:autocomplete"),
        "/admin/no/such/page/",
    ]
    pages += [reverse(f"admin:{page}_{view}") for page in MAY_LIST for view in ("changelist", "add")]
    pages += [change_page(incident.pk), reverse("admin:protected_sites_zone_change", args=[zone.pk])]
    pages += [reverse("admin:incidents_incident_decide", args=[incident.pk])]
    for page in pages:
        for answer in (client.get(page), client.post(page, {})):
            assert (page, answer.status_code) == (page, 302)
            assert answer.url.startswith(("/accounts/login/", "/admin/login/"))


def test_grade_of_a_facility_is_for_those_who_keep_the_registry(reviewer: Account, analyst: Account) -> None:
    page = reverse("admin:protected_sites_protectedsite_change", args=[make_site().pk])
    for account, sees in ((reviewer, True), (analyst, False)):
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert (b"Facility grade" in client.get(page).content) is sees
