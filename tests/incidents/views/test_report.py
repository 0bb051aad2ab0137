"""The card's addresses: who may, what is kept, and one number however often it is sent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from incidents.enums import Status
from incidents.models import Account, Incident, ReportDraft
from incidents.services.review import return_incident
from tests.factories import (
    ALL_ROLES,
    SEOUL,
    make_account,
    make_confirmed,
    make_draft,
    make_site,
    make_submitted,
    make_zone,
)

pytestmark = pytest.mark.django_db
KEY = "7a1f6f0e-2f57-4d1c-9f29-2d5d3b1c9a10"
OTHER_KEY = "00000000-0000-4000-8000-000000000002"
SignIn = Callable[[Account], Client]


def content(**values: Any) -> dict[str, Any]:
    """Return the card of an hour ago at Osan."""
    make_site()
    before = timezone.now().astimezone(SEOUL) - dt.timedelta(hours=1)
    return {
        "site": "osan-air-base", "when": "at", "on": before.date().isoformat(), "at": before.strftime("%H:%M"),
        "seen": ["PHOTOGRAPHS"], "line": "Camera on a tripod at the fence",
    } | values  # fmt: skip


def put(client: Client, owner: Account, key: str = KEY, **values: Any) -> Any:
    body = json.dumps({"owner": owner.pk, "content": content(**values)})
    return client.put(f"/report/drafts/{key}/", body, content_type="application/json")


def send(client: Client, owner: Account, key: str = KEY, **values: Any) -> Any:
    body = json.dumps({"owner": owner.pk, "content": content(**values)})
    return client.post(f"/report/{key}/send/", body, content_type="application/json")


@pytest.mark.parametrize("role", [role for role in ALL_ROLES if role != "reporter"])
def test_only_reporters_come_to_the_card(role: str, signed_in: SignIn) -> None:
    person = make_account(role)
    client = signed_in(person)
    reads = [client.get(f"/report/{page}").status_code for page in ("", "mine/", "paper/", "session/")]
    writes = [put(client, person), send(client, person), client.delete(f"/report/drafts/{KEY}/"),
              client.post("/report/mine/UPR-2025-00001/take-back/")]  # fmt: skip
    assert reads == [403] * 4
    assert [answer.status_code for answer in writes] == [403] * 4
    assert not ReportDraft.objects.exists()


@pytest.mark.parametrize("address", ["/report/", "/report/mine/", "/report/paper/", "/report/session/"])
def test_the_card_does_not_open_for_strangers_or_for_nobody(
    address: str, client: Client, signed_in: SignIn, stranger: Account
) -> None:
    assert signed_in(stranger).get(address).status_code == 403
    assert client.get(address).url.startswith("/accounts/login/")


def test_wrong_methods_are_refused(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    assert client.get(f"/report/drafts/{KEY}/").status_code == 405
    assert client.get(f"/report/{KEY}/send/").status_code == 405
    assert client.get("/report/mine/UPR-2025-00001/take-back/").status_code == 405
    assert client.post("/report/").status_code == 405


def test_a_request_from_another_page_is_refused(reporter: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, reporter).status_code == 403
    assert not Incident.objects.exists()


def test_a_draft_is_kept_and_opened_again(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    answer = put(client, reporter, line="Half a sentence")
    assert answer.status_code == 200
    assert answer.json()["left_out"] == {}
    assert client.get(f"/report/?draft={KEY}").context["setup"]["content"]["line"] == "Half a sentence"
    assert "Half a sentence" in client.get("/report/mine/").content.decode()


def test_a_draft_is_nobody_elses(signed_in: SignIn, reporter: Account) -> None:
    put(signed_in(reporter), reporter, line="Mine alone")
    other = signed_in(make_account("reporter"))
    assert other.get(f"/report/?draft={KEY}").context["setup"]["content"] == {}
    other.delete(f"/report/drafts/{KEY}/")
    assert ReportDraft.objects.get().content["line"] == "Mine alone"


def test_a_card_of_another_person_is_not_taken(signed_in: SignIn, reporter: Account) -> None:
    other = make_account("reporter")
    client = signed_in(other)
    assert (put(client, reporter).status_code, send(client, reporter).status_code) == (409, 409)
    assert not Incident.objects.exists()
    assert not ReportDraft.objects.exists()


def test_sending_answers_with_the_number_and_again_with_the_same(
    signed_in: SignIn, reporter: Account
) -> None:
    client = signed_in(reporter)
    put(client, reporter)
    first, again = send(client, reporter), send(client, reporter, line="Another text")
    assert (first.status_code, again.status_code) == (201, 200)
    incident = Incident.objects.get()
    assert first.json()["number"] == again.json()["number"] == incident.number
    assert (incident.status, incident.summary) == (Status.SUBMITTED, "Camera on a tripod at the fence")


def test_words_that_arrive_after_sending_change_nothing(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    number = send(client, reporter).json()["number"]
    late = put(client, reporter, line="Too late")
    assert (late.status_code, late.json()["number"]) == (409, number)
    assert ReportDraft.objects.get().content == {}
    assert client.get(f"/report/?draft={KEY}").url == f"/incidents/{number}/"


def test_what_is_missing_is_said_beside_its_question(signed_in: SignIn, reporter: Account) -> None:
    answer = send(signed_in(reporter), reporter, site="", seen=[], line="", on="", at="")
    assert answer.status_code == 400
    assert set(answer.json()["problems"]) == {"site", "at", "seen", "line"}
    assert not Incident.objects.exists()


def test_personal_data_is_refused_without_repeating_it(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    number = "900101-1234568"
    kept, sent = (
        put(client, reporter, line=f"주민등록번호 {number}"),
        send(client, reporter, line=f"주민등록번호 {number}"),
    )
    assert list(kept.json()["left_out"]) == ["line"]
    assert sent.status_code == 400
    assert list(sent.json()["problems"]) == ["line"]
    assert number not in kept.content.decode() + sent.content.decode()
    assert number not in json.dumps(ReportDraft.objects.get().content)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"owner": 1}', b'{"content": []}', b'{"content": {"line": {}}}',
     b'{"content": {"line": 1e999}}', b"[" * 5_000 + b"]" * 5_000, b"\xff\xfe"],
)  # fmt: skip
def test_a_body_that_is_no_card_is_refused(body: bytes, signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    for address, method in ((f"/report/drafts/{KEY}/", client.put), (f"/report/{KEY}/send/", client.post)):
        answer = method(address, body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["problems"]
    assert not ReportDraft.objects.exists()


def test_a_card_beyond_its_size_is_refused(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    assert put(client, reporter, narrative="x" * 70_000).status_code == 400
    assert put(client, reporter, narrative="x" * 300_000).status_code == 413


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_refused_by_name(
    day: str, signed_in: SignIn, reporter: Account
) -> None:
    client = signed_in(reporter)
    assert put(client, reporter, on=day).status_code == 200
    answer = send(client, reporter, on=day)
    assert (answer.status_code, list(answer.json()["problems"])) == (400, ["at"])


@pytest.mark.parametrize("lat", ["91", "-91", "1e300", "nan"])
def test_a_point_off_the_earth_is_refused_by_name(lat: str, signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    assert put(client, reporter, lat=lat, lon="127").status_code == 200
    answer = send(client, reporter, lat=lat, lon="127")
    assert (answer.status_code, list(answer.json()["problems"])) == (400, ["lat"])


def test_a_point_is_told_back_as_distance_and_side(signed_in: SignIn, reporter: Account) -> None:
    make_zone(make_site())
    client = signed_in(reporter)
    near, far = {"lat": "37.0906", "lon": "127.03"}, {"lat": "37.15", "lon": "127.03"}
    inside = put(client, reporter, uncertainty_m="50", **near).json()["where"]
    assert inside == [
        "1.5 km ± 50 m from the zone line; zone relation: Inside",
        "Zone approximate: no legal conclusion.",
    ]
    assert "Outside" in put(client, reporter, uncertainty_m="50", **far).json()["where"][0]
    across = put(client, reporter, uncertainty_m="9000", **far).json()["where"]
    assert "Unknown" in across[0]
    assert "The uncertainty reaches across the line." in across
    assert put(client, reporter).json()["where"] == []


def test_words_that_are_a_position_are_offered_as_a_point_and_not_taken(
    signed_in: SignIn, reporter: Account
) -> None:
    client = signed_in(reporter)
    reading = put(client, reporter, words="371422N1270025E").json()["reading"]
    assert (reading["lat"], reading["lon"], reading["uncertainty_m"]) == ("37.239444", "127.006944", "20")
    assert put(client, reporter, words="behind the car park").json()["reading"] is None
    assert put(client, reporter, words="371422N1270025E", lat="37.1", lon="127.0").json()["reading"] is None
    send(client, reporter, words="371422N1270025E")
    incident = Incident.objects.get()
    assert (incident.place_as_reported, incident.observer_point) == ("371422N1270025E", None)


def test_an_own_report_of_the_same_hours_is_asked_about_once(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    number = send(client, reporter, equipment=["TRIPOD"]).json()["number"]
    assert [entry["number"] for entry in put(client, reporter, OTHER_KEY).json()["near"]] == [number]
    asked = send(client, reporter, OTHER_KEY, equipment=["TRIPOD"])
    assert asked.status_code == 409
    (entry,) = asked.json()["near"]
    assert entry["words"][1] == "the same minute; same site; same equipment: Tripod"
    beside = {line["term"]: (line["mine"], line["theirs"], line["is_same"]) for line in entry["beside"]}
    assert beside["Equipment"] == ("Tripod (Seen)", "Tripod (Seen)", True)
    assert send(client, reporter, OTHER_KEY, confirmed=[entry["key"]]).status_code == 201


def test_what_is_missing_is_said_before_any_question(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    send(client, reporter)
    answer = send(client, reporter, OTHER_KEY, line="")
    assert (answer.status_code, list(answer.json())) == (400, ["problems"])


def test_reports_of_others_are_not_told_of(signed_in: SignIn, reporter: Account) -> None:
    other = make_account("reporter")
    send(signed_in(other), other)
    assert put(signed_in(reporter), reporter).json()["near"] == []
    assert send(signed_in(reporter), reporter).status_code == 201


def test_far_points_and_far_hours_are_not_the_same_event(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    send(client, reporter, lat="37.09", lon="127.03", uncertainty_m="10")
    assert put(client, reporter, OTHER_KEY, lat="37.15", lon="127.03").json()["near"] == []
    assert put(client, reporter, OTHER_KEY, on="2025-04-21").json()["near"] == []


def test_a_returned_report_stands_on_top_with_its_reason_and_is_corrected(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter)
    make_submitted(reporter)
    return_incident(by=reviewer, incident=incident, rationale="Say which side of the fence, please.")
    client = signed_in(reporter)
    page = client.get("/report/mine/")
    assert [item.row.number for item in page.context["waiting"]] == [incident.number]
    assert "Say which side of the fence, please." in page.content.decode()
    card = client.get(f"/report/?change={incident.number}")
    assert "Say which side of the fence, please." in card.content.decode()
    held = card.context["setup"]["content"]
    body = json.dumps({"owner": reporter.pk, "content": held | {"line": "North side of the fence"}})
    answer = client.post(f"/report/{KEY}/send/", body, content_type="application/json")
    if answer.status_code == 409:
        keys = [entry["key"] for entry in answer.json()["near"]]
        body = json.dumps(
            {"owner": reporter.pk, "content": held | {"line": "North side of the fence", "confirmed": keys}}
        )
        answer = client.post(f"/report/{KEY}/send/", body, content_type="application/json")
    incident.refresh_from_db()
    assert (answer.json()["number"], incident.status) == (incident.number, Status.SUBMITTED)
    assert incident.summary == "North side of the fence"


def test_only_an_own_report_that_is_open_is_corrected(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    client = signed_in(reporter)
    closed, foreign = make_submitted(reporter), make_draft(make_account("reporter"))
    for number in (closed.number, foreign.number, "UPR-1999-00001"):
        assert client.get(f"/report/?change={number}").status_code == 404
    assert send(client, reporter, corrects=foreign.number).status_code == 404
    assert put(client, reporter, corrects=foreign.number).status_code == 404
    for unknown in ("\ud800", "UPR\x00"):
        assert put(client, reporter, corrects=unknown).status_code == 404
    assert not ReportDraft.objects.exists()
    assert send(client, reporter, corrects=closed.number).status_code in {403, 409}


def test_a_span_of_time_is_corrected_in_the_whole_form(signed_in: SignIn, reporter: Account) -> None:
    begin = dt.datetime(2025, 4, 21, tzinfo=SEOUL)
    incident = make_draft(
        reporter, occurred_from=begin, occurred_to=begin + dt.timedelta(days=3), time_precision=5
    )
    answer = signed_in(reporter).get(f"/report/?change={incident.number}")
    assert answer.url == f"/admin/incidents/incident/{incident.pk}/change/"


def test_taking_back(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    client = signed_in(reporter)
    open_one, reviewed = make_submitted(reporter), make_confirmed(reporter, reviewer=reviewer)
    foreign = make_submitted(make_account("reporter"))
    codes = [
        client.post(f"/report/mine/{row.number}/take-back/").status_code
        for row in (open_one, reviewed, foreign)
    ]
    assert codes == [302, 302, 404]
    for row in (open_one, reviewed, foreign):
        row.refresh_from_db()
    assert [row.status for row in (open_one, reviewed, foreign)] == ["RETURNED", "CONFIRMED", "SUBMITTED"]
    assert "Taken back by you." in client.get("/report/mine/").content.decode()


def test_site_and_unit_are_kept_for_the_next_report(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    send(client, reporter, unit="Gate 2, night shift")
    setup = client.get("/report/").context["setup"]
    assert (setup["site"], setup["unit"], setup["recent"]) == (
        "osan-air-base",
        "Gate 2, night shift",
        ["osan-air-base"],
    )
    assert signed_in(reporter).get("/report/").context["setup"]["unit"] == ""


def test_the_device_key_is_given_only_where_the_operator_allows_it(
    signed_in: SignIn, reporter: Account, settings: Any
) -> None:
    client = signed_in(reporter)
    assert client.get("/report/").context["setup"]["device_key"] == ""
    settings.DEVICE_DRAFTS = True
    key = client.get("/report/").context["setup"]["device_key"]
    assert len(bytes.fromhex(key)) == 32
    other = signed_in(make_account("reporter")).get("/report/").context["setup"]["device_key"]
    assert other != key


def test_typed_markup_stays_text(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    put(client, reporter, line="</script><script>alert(1)</script>${1}")
    for address in (f"/report/?draft={KEY}", "/report/mine/"):
        assert "<script>alert" not in client.get(address).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_my_reports_ask_a_fixed_number_of_questions(
    n: int, signed_in: SignIn, reporter: Account, django_assert_max_num_queries: Any
) -> None:
    for _ in range(n):
        make_submitted(reporter)
        make_draft(reporter)
    client = signed_in(reporter)
    with django_assert_max_num_queries(32):
        client.get("/report/mine/")


def test_the_session_says_who_is_signed_in(signed_in: SignIn, reporter: Account) -> None:
    answer = signed_in(reporter).get("/report/session/").json()
    assert answer["owner"] == reporter.pk
    assert answer["token"]


def test_an_unreadable_draft_key_is_not_found(signed_in: SignIn, reporter: Account) -> None:
    assert signed_in(reporter).get("/report/?draft=../../etc").status_code == 404
