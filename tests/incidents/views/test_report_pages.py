"""One draft on two pages: no words are written over, none are filed twice, and late ones are said to be late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from incidents.models import Account, AuditEvent, Incident, ReportDraft
from incidents.services.drafting import save_draft
from tests.factories import make_account, make_submitted
from tests.incidents.selectors.test_drafts import came_from_a_file
from tests.incidents.views.test_report import KEY, OTHER_KEY, content

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def speak(client: Client, owner: Account, page: str, turn: int, line: str, *, seen: str = "") -> Any:
    return request(
        client.put, f"/report/drafts/{KEY}/", owner, page=page, turn=str(turn), line=line, seen=seen
    )


def send(client: Client, owner: Account, page: str, *, seen: str = "", **values: Any) -> Any:
    return request(client.post, f"/report/{KEY}/send/", owner, page=page, turn="99", seen=seen, **values)


def request(method: Any, address: str, owner: Account, *, seen: str, **values: Any) -> Any:
    body = {"owner": owner.pk, "content": content(**values), "seen": seen}
    return method(address, body, content_type="application/json")


def stored_line() -> str:
    return ReportDraft.objects.get(key=KEY).content["line"]


def test_the_later_word_of_a_page_stays_whichever_comes_first(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    assert speak(client, reporter, "one", 2, "Second word").status_code == 200
    assert speak(client, reporter, "one", 1, "First word").status_code == 200
    assert stored_line() == "Second word"
    speak(client, reporter, "one", 3, "Third word")
    assert stored_line() == "Third word"


def test_another_page_goes_on_where_it_knows_the_last_word(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    seen = speak(client, reporter, "one", 1, "Typed on the phone").json()["seen"]
    assert client.get(f"/report/?draft={KEY}").context["setup"]["seen"] == seen
    assert speak(client, reporter, "two", 1, "Finished at the desk", seen=seen).status_code == 200
    assert stored_line() == "Finished at the desk"


@pytest.mark.parametrize("step", [speak, send])
def test_a_page_that_missed_a_word_writes_over_nothing(
    signed_in: SignIn, reporter: Account, step: Any
) -> None:
    client = signed_in(reporter)
    old = speak(client, reporter, "one", 1, "Typed on the phone").json()["seen"]
    speak(client, reporter, "two", 1, "Typed at the desk", seen=old)
    options = {"turn": 2, "line": "Typed on the phone again"} if step is speak else {}
    answer = step(client, reporter, "one", seen=old, **options)
    assert (answer.status_code, answer.json()["changed_elsewhere"]) == (409, True)
    assert stored_line() == "Typed at the desk"
    assert not Incident.objects.exists()


def test_words_that_come_after_sending_are_told_from_those_that_were_sent(
    signed_in: SignIn, reporter: Account
) -> None:
    client = signed_in(reporter)
    assert send(client, reporter, "one", line="As filed").json()["is_whole"] is True
    assert send(client, reporter, "one", line="As filed").json()["is_whole"] is True
    assert send(client, reporter, "two", line="As filed, and more").json()["is_whole"] is False
    assert send(client, reporter, "two", line="As filed", equipment=["TRIPOD"]).json()["is_whole"] is False
    late = speak(client, reporter, "two", 1, "Later words")
    assert (late.status_code, late.json()["is_whole"]) == (409, False)
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    "odd", [{"page": ["a"]}, {"turn": "9" * 400}, {"turn": "²"}, {"turn": ["1"]}, {"page": ""}]
)
def test_odd_names_of_pages_are_kept_as_texts_and_harm_nothing(
    signed_in: SignIn, reporter: Account, odd: dict[str, Any]
) -> None:
    client = signed_in(reporter)
    values = {"page": "one", "turn": "1"} | odd
    for line in ("First", "Second"):
        answer = request(client.put, f"/report/drafts/{KEY}/", reporter, seen="", line=line, **values)
        assert answer.status_code in (200, 409)


def test_a_stamp_that_is_no_text_counts_as_none(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    speak(client, reporter, "one", 1, "Typed on the phone")
    body = {"owner": reporter.pk, "content": content(page="two", turn="1"), "seen": {"a": 1}}
    assert client.put(f"/report/drafts/{KEY}/", body, content_type="application/json").status_code == 409


def test_an_own_draft_is_forgotten_and_nobody_elses(signed_in: SignIn, reporter: Account) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "Mine"})
    address = f"/report/drafts/{KEY}/forget/"
    signed_in(make_account("reporter")).post(address)
    assert ReportDraft.objects.count() == 1
    assert signed_in(reporter).get(address).status_code == 405
    assert signed_in(make_account("reviewer")).post(address).status_code == 403
    assert signed_in(reporter).post(address).url == "/report/mine/"
    assert not ReportDraft.objects.exists()


def test_a_report_of_another_person_beside_the_card_is_written_down_as_read(
    signed_in: SignIn, reporter: Account
) -> None:
    both = make_account("reporter", "reviewer")
    said = content()
    from_form = signed_in(both)
    other = make_submitted(reporter)
    Incident.objects.filter(pk=other.pk).update(occurred_from=f"{said['on']}T{said['at']}:00+09:00")
    body = {"owner": both.pk, "content": said}
    answer = from_form.post(f"/report/{OTHER_KEY}/send/", body, content_type="application/json")
    assert [entry["number"] for entry in answer.json()["near"]] == [other.number]
    event = AuditEvent.objects.get(action="incident.read")
    assert (event.actor, event.object_key) == (both, other.number)


def test_rows_of_a_file_are_counted_and_led_to(signed_in: SignIn, reporter: Account) -> None:
    came_from_a_file(make_submitted(reporter), reporter)
    html = signed_in(reporter).get("/report/mine/").content.decode()
    assert "1 report from your files is listed under Imports." in html
    assert "You have sent no report yet" not in html
