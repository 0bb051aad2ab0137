"""What a reporter sees of their own."""

from __future__ import annotations

import pytest

from incidents.access import reader_of
from incidents.models import Account
from incidents.selectors.drafts import own_reports, recent_site_codes
from tests.factories import make_account, make_site, make_submitted

pytestmark = pytest.mark.django_db


def test_the_sites_of_the_last_reports_come_last_first(reporter: Account) -> None:
    make_submitted(reporter)
    make_submitted(reporter, site=make_site("jeju", name_en="Jeju", lat=33.5, lon=126.5))
    make_submitted(reporter)
    assert recent_site_codes(reader_of(reporter)) == ["osan-air-base", "jeju"]
    assert recent_site_codes(reader_of(make_account("reporter"))) == []


def test_own_reports_are_nobody_elses(reporter: Account) -> None:
    make_submitted(reporter)
    assert own_reports(reader_of(make_account("reporter", "reviewer"))) == []
