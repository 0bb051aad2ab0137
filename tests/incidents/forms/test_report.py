"""The card's flat texts become the columns of a report, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone, translation

from incidents.enums import GeocodeMethod, GeoPrecision, TimePrecision
from incidents.forms import card_words
from incidents.forms.card_content import content_of, fits_card
from incidents.forms.report import ReportForm
from incidents.models import Account
from tests.factories import SEOUL, make_draft, make_site, report_children

pytestmark = pytest.mark.django_db


def card(**values: Any) -> dict[str, Any]:
    """Return a card with the needed answers."""
    make_site()
    return {
        "site": "osan-air-base", "when": "at", "on": "2025-04-21", "at": "09:00", "seen": ["PHOTOGRAPHS"],
        "line": "Camera on a tripod at the fence",
    } | values  # fmt: skip


def substance(**values: Any) -> dict[str, Any]:
    form = ReportForm(card(**values))
    assert form.is_valid(), form.errors
    return form.substance()


def test_the_needed_answers_are_a_report() -> None:
    said = substance()
    assert said["site"].code == "osan-air-base"
    assert said["occurred_from"] == dt.datetime(2025, 4, 21, 9, 0, tzinfo=SEOUL)
    assert said["time_precision"] == TimePrecision.MINUTE
    assert (said["behaviours"], said["media"]) == (["PHOTO"], ["STILL"])
    assert (said["summary"], said["summary_ko"]) == ("Camera on a tripod at the fence", "")


def test_a_day_without_a_time_and_a_time_not_known() -> None:
    assert substance(at="")["time_precision"] == TimePrecision.DAY
    unknown = substance(when="unknown")
    assert (unknown["occurred_from"], unknown["time_precision"]) == (None, TimePrecision.UNKNOWN)


def test_a_blank_time_is_not_taken_for_unknown() -> None:
    assert substance(on="", at="")["time_precision"] == TimePrecision.MINUTE


def test_a_time_that_has_not_come_asks_for_the_day_before() -> None:
    ahead = timezone.now().astimezone(SEOUL) + dt.timedelta(hours=2)
    form = ReportForm(card(on=ahead.date().isoformat(), at=ahead.strftime("%H:%M")))
    assert not form.is_valid()
    assert "the day before" in form.problems()["at"]


def test_several_buttons_of_one_behaviour_are_one_code() -> None:
    said = substance(seen=["PHOTOGRAPHS", "FILMS", "FLIES_DRONE"], behaviours=["SABOT"])
    assert (said["behaviours"], said["media"]) == (["PHOTO", "AVIATION", "SABOT"], ["STILL", "VIDEO"])


def test_a_korean_line_stands_in_the_korean_column() -> None:
    said = substance(line="울타리 옆에서 카메라 사용")
    assert (said["summary"], said["summary_ko"]) == ("", "울타리 옆에서 카메라 사용")


def test_a_point_says_how_it_was_obtained() -> None:
    phone = substance(lat="37.09", lon="127.03", uncertainty_m="12", point_from="GPS")
    assert (phone["geocode_method"], phone["geo_precision"]) == (GeocodeMethod.GPS, GeoPrecision.EXACT)
    assert substance(lat="37.09", lon="127.03")["geocode_method"] == GeocodeMethod.MANUAL
    assert substance()["geocode_method"] == ""


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lat": "37.09"}, "lon"), ({"lat": "north", "lon": "127"}, "lat"), ({"lat": "nan", "lon": "127"}, "lat"),
        ({"lat": "inf", "lon": "127"}, "lat"), ({"site": "atlantis"}, "site"), ({"on": "21.4.2025"}, "on"),
        ({"seen": ["DANCES"]}, "seen"), ({"line": "x" * 301}, "line"), ({"group_size": "many"}, "group_size"),
        ({"on": "0000-00-00"}, "on"), ({"uncertainty_m": "-1"}, "uncertainty_m"), ({"line": "a\x00b"}, "line"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    form = ReportForm(card(**values))
    assert not form.is_valid()
    assert field in form.problems()


def test_year_one_is_a_date_that_the_service_refuses_not_a_crash() -> None:
    assert substance(on="0001-01-01")["occurred_from"].year == 1


def test_every_code_of_the_lists_is_on_the_card_once() -> None:
    for first, more in (
        (card_words.indicators_first(), card_words.indicators_more()),
        (card_words.equipment_first(), card_words.equipment_more()),
        (card_words.actions_first(), card_words.actions_more()),
    ):
        codes = [code for code, _ in first + more]
        assert len(codes) == len(set(codes))
    shown = {seen.behaviour for seen in card_words.SEEN.values()}
    assert not shown & {code for code, _ in card_words.behaviours_more()}


def test_a_stored_report_goes_through_the_card_unchanged(reporter: Account) -> None:
    children = report_children(actions=[{"type": "POLICE_CALLED"}])
    incident = make_draft(
        reporter, children=children, behaviours=["PHOTO", "SABOT"], media=["VIDEO", "SKETCH"], group_size=2,
        observer_lat=37.1, observer_lon=127.05, uncertainty_m=30.0, vantage="ROAD", geocode_method="MAP_CLICK",
        geo_precision=1,
    )  # fmt: skip
    assert fits_card(incident)
    form = ReportForm(content_of(incident), corrects=incident)
    assert form.is_valid(), form.errors
    changed = {name for name, value in form.substance().items() if getattr(incident, name) != value}
    assert changed == set()
    report = form.report()
    assert (report.equipment, report.actions, report.expected_version) == (
        ["TELEPHOTO"],
        ["POLICE_CALLED"],
        1,
    )


def test_a_line_in_two_languages_keeps_the_other_one(reporter: Account) -> None:
    incident = make_draft(reporter, summary="In English", summary_ko="한국어로")
    with translation.override("ko"):
        content = content_of(incident)
    form = ReportForm(content | {"line": "한국어로 고침"}, corrects=incident)
    assert form.is_valid()
    said = form.substance()
    assert said["summary_ko"] == "한국어로 고침"
    assert "summary" not in said


def test_a_span_of_time_needs_the_whole_form(reporter: Account) -> None:
    begin = dt.datetime(2025, 4, 21, tzinfo=SEOUL)
    span = make_draft(
        reporter, occurred_from=begin, occurred_to=begin + dt.timedelta(days=3), time_precision=5
    )
    twice = make_draft(
        reporter, children=report_children(equipment=[{"category": "PHONE"}, {"category": "PHONE"}])
    )
    assert (fits_card(span), fits_card(twice)) == (False, False)


def test_a_doubtful_word_is_asked_about_once() -> None:
    text = "M12345678 이라고 적힌 쪽지"
    form = ReportForm(card(line=text))
    assert form.is_valid()
    asked = form.doubts()
    assert [doubt.field for doubt in asked] == ["line"]
    again = ReportForm(card(line=text, confirmed=[doubt.key for doubt in asked]))
    assert again.is_valid()
    assert again.doubts() == []
