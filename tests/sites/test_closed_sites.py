"""A site that did not stand on a day is never guessed; who names it, or looks at that day, still finds it."""

from __future__ import annotations

import datetime as dt

import pytest

from sites.geometry import Point, destination
from sites.selectors import office_today, registry, sites_near
from tests.factories import make_site

pytestmark = pytest.mark.django_db
HERE = Point(lat=37.09, lon=127.03)
LAST_DAY = dt.date(2019, 12, 31)


@pytest.fixture
def closed_and_open() -> None:
    make_site(
        "old-base", name_en="Old Base", name_ko="옛 기지", lat=HERE.lat, lon=HERE.lon, valid_to=LAST_DAY
    )
    beside = destination(HERE, 5_000, 90)
    make_site("new-base", name_en="New Base", name_ko="새 기지", lat=beside.lat, lon=beside.lon)


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (None, "new-base"),
        (dt.date(2020, 1, 1), "new-base"),
        (LAST_DAY, "old-base"),
        (dt.date(2001, 1, 1), "old-base"),
    ],
)
def test_the_nearest_site_is_one_that_stood_on_the_day(
    closed_and_open: None, day: dt.date | None, nearest: str
) -> None:
    assert sites_near(HERE, limit=1, on=day)[0][0].code == nearest


def test_a_site_that_opens_later_is_not_near_before() -> None:
    tomorrow = office_today() + dt.timedelta(days=1)
    make_site("coming", lat=HERE.lat, lon=HERE.lon, valid_from=tomorrow)
    assert sites_near(HERE) == []
    assert [site.code for site, _metres in sites_near(HERE, on=tomorrow)] == ["coming"]


def test_a_site_in_the_corner_of_the_box_is_not_taken_for_nearer_than_one_beside_it() -> None:
    corner, beside = destination(HERE, 15_000, 45), destination(HERE, 12_000, 0)
    make_site("corner", lat=corner.lat, lon=corner.lon)
    make_site("beside", lat=beside.lat, lon=beside.lon)
    assert sites_near(HERE, limit=1)[0][0].code == "beside"


def test_a_closed_site_is_found_by_its_name_behind_what_stands_with_its_days(closed_and_open: None) -> None:
    make_site("old-wharf", name_en="Base Wharf", name_ko="기지 부두", lat=35.1, lon=129.1)
    places = registry().places
    assert places.place_of("Old Base").code == "old-base"
    assert "2019-12-31" in places.place_of("옛 기지").label_ko
    assert "2019-12-31" in places.place_of("Old Base").label_en
    assert "2019" not in places.place_of("New Base").label_en


def test_a_name_that_a_standing_site_took_over_means_that_one(closed_and_open: None) -> None:
    make_site("old-base-2", name_en="Old Base", name_ko="옛 기지", lat=35.1, lon=129.1)
    assert registry().places.place_of("Old Base").code == "old-base-2"
    assert registry().by_code["old-base"].point == HERE  # "the gate" of a report that names the closed one


def test_the_registry_notices_that_a_site_closed_over_night(
    closed_and_open: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sites.selectors.office_today", lambda: LAST_DAY)
    assert "2019" not in registry().places.place_of("Old Base").label_en
    monkeypatch.setattr("sites.selectors.office_today", lambda: LAST_DAY + dt.timedelta(days=1))
    assert "2019" in registry().places.place_of("Old Base").label_en
