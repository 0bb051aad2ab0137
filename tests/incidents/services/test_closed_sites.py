"""Reports and imported rows of an old day find the site that stood then, later ones the site that stands now."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.models import Account
from incidents.services.importing.places import Registry
from incidents.services.importing.row import read_row
from tests.factories import make_draft, make_site

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2019, 12, 31)


@pytest.fixture(autouse=True)
def _moved_base() -> None:
    make_site("base-2010", name_en="River Base", name_ko="강변기지", valid_to=LAST_DAY, lat=35.1, lon=129.1)
    make_site("base-2020", name_en="River Base", name_ko="강변기지", valid_from=dt.date(2020, 1, 1), lat=36.1)


@pytest.mark.parametrize(
    ("day", "code"), [("2018-04-21", "base-2010"), ("2019-12-31", "base-2010"), ("2020-01-01", "base-2020")]
)
@pytest.mark.parametrize("words", ["강변기지 정문 앞", "the fence of River Base"])
def test_of_two_sites_of_one_name_an_imported_row_means_the_one_of_its_day(
    day: str, code: str, words: str
) -> None:
    cells = {"date": day, "date_precision": "day", "place_as_reported": words}
    assert read_row(cells, registry=Registry(), is_press=False).fields["site"].code == code


def test_a_closed_site_is_still_meant_by_a_row_that_names_its_code() -> None:
    cells = {"date": "2024-04-21", "date_precision": "day", "site": "base-2010"}
    assert read_row(cells, registry=Registry(), is_press=False).fields["site"].code == "base-2010"


@pytest.mark.parametrize(("year", "code"), [(2018, "base-2010"), (2024, None)])
def test_a_report_with_a_point_alone_is_of_a_site_that_stood_on_its_day(
    reporter: Account, year: int, code: str | None
) -> None:
    at = dt.datetime(year, 4, 21, 3, 0, tzinfo=dt.UTC)
    draft = make_draft(
        reporter, site=None, occurred_from=at, observer_lat=35.1, observer_lon=129.1, uncertainty_m=50
    )
    assert (draft.site.code if draft.site else None) == code
