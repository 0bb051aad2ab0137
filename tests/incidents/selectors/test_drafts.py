"""What may be the same event, and whose it is."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.access import reader_of
from incidents.models import Account
from incidents.selectors.drafts import SameEvent, own_reports, recent_site_codes, same_event_candidates
from incidents.services.review import mark_unfounded
from tests.factories import RATIONALE, make_account, make_site, make_submitted, noon

pytestmark = pytest.mark.django_db
NOON = noon("2025-04-21")


def candidates(account: Account, *, at: dt.datetime = NOON) -> list[SameEvent]:
    return same_event_candidates(
        reader_of(account), site_code="osan-air-base", at=at, point=None, equipment=["TELEPHOTO"]
    )


def test_the_nearest_in_time_comes_first_and_names_shared_equipment(reporter: Account) -> None:
    far = make_submitted(reporter, occurred_from=NOON - dt.timedelta(hours=11))
    near = make_submitted(reporter, occurred_from=NOON + dt.timedelta(hours=2))
    make_submitted(reporter, occurred_from=NOON - dt.timedelta(hours=13))
    found = candidates(reporter)
    assert [item.record.number for item in found] == [near.number, far.number]
    assert found[0].shared_equipment == ("TELEPHOTO",)


def test_a_reviewer_who_also_files_is_shown_what_a_reviewer_may_read(reporter: Account) -> None:
    other = make_submitted(reporter, occurred_from=NOON)
    both = make_account("reporter", "reviewer")
    assert [(item.record.number, item.is_own) for item in candidates(both)] == [(other.number, False)]
    assert candidates(make_account("reporter")) == []


def test_a_closed_report_is_no_candidate(reporter: Account, reviewer: Account) -> None:
    mark_unfounded(by=reviewer, incident=make_submitted(reporter, occurred_from=NOON), rationale=RATIONALE)
    assert candidates(reporter) == []


def test_the_sites_of_the_last_reports_come_last_first(reporter: Account) -> None:
    make_submitted(reporter)
    make_submitted(reporter, site=make_site("jeju", name_en="Jeju", lat=33.5, lon=126.5))
    make_submitted(reporter)
    assert recent_site_codes(reader_of(reporter)) == ["osan-air-base", "jeju"]
    assert recent_site_codes(reader_of(make_account("reporter"))) == []


def test_own_reports_are_nobody_elses(reporter: Account) -> None:
    make_submitted(reporter)
    assert own_reports(reader_of(make_account("reporter", "reviewer"))) == []
