"""Imprecise reports are drawn in beside the test: only those known to a few days and to sites of the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents.access import reader_of
from incidents.enums import GeoPrecision, TimePrecision
from incidents.models import Account, Incident, Log
from incidents.selectors.events import ITEM_CODES, events_of
from incidents.selectors.imprecise import DrawnIn, drawn_in
from incidents.services.children import Children
from tests.factories import PLACES, make_confirmed, make_log_of_a_returning_group, make_site, noon


@pytest.fixture
def log(reporter: Account, reviewer: Account) -> Log:
    return make_log_of_a_returning_group(reporter, reviewer=reviewer)


@pytest.fixture
def report(log: Log, reporter: Account, reviewer: Account) -> Any:
    def make(first: str, last: str, **values: Any) -> Incident:
        values = {"site": make_site("osan")} | values
        return make_confirmed(
            reporter,
            reviewer=reviewer,
            occurred_from=noon(first),
            occurred_to=noon(last),
            time_precision=TimePrecision.INTERVAL,
            **values,
        )

    return make


def draw(log: Log, reviewer: Account) -> DrawnIn:
    reader = reader_of(reviewer)
    return drawn_in(events_of(log, reader=reader), reader=reader, longest_days=15)


def test_a_report_known_to_a_few_days_stands_behind_the_tested_ones(
    log: Log, reviewer: Account, report: Any
) -> None:
    report("2025-04-20", "2025-04-26")
    drawn = draw(log, reviewer)
    assert drawn.n_imprecise == 1
    assert drawn.events.n == 12
    first, last = (
        dt.date(1970, 1, 1) + dt.timedelta(int(d)) for d in (drawn.events.day_lo[-1], drawn.events.day_hi[-1])
    )
    assert (first, last) == (dt.date(2025, 4, 20), dt.date(2025, 4, 26))
    assert drawn.events.day_lo[:-1].tolist() == drawn.events.day_hi[:-1].tolist()


def test_a_report_known_to_months_stays_outside(log: Log, reviewer: Account, report: Any) -> None:
    report("2025-04-20", "2025-06-20")
    assert draw(log, reviewer).n_imprecise == 0


def test_a_place_between_sites_may_be_any_of_them(log: Log, reviewer: Account, report: Any) -> None:
    lat, lon = PLACES["osan"]
    report(
        "2025-04-20", "2025-04-20", site=None, geo_precision=GeoPrecision.SIDO,
        observer_lat=lat - 0.25, observer_lon=lon + 0.1, uncertainty_m=60_000.0,
    )  # fmt: skip
    drawn = draw(log, reviewer)
    (candidates,) = drawn.other_sites.values()
    names = [site.code for site in events_of(log, reader=reader_of(reviewer)).sites]
    assert (drawn.n_imprecise, names[drawn.events.site[-1]]) == (1, "osan")
    assert [names[i] for i in candidates] == ["sejong"]


def test_a_report_from_beside_its_site_belongs_there_however_wide_the_circle(
    log: Log, reviewer: Account, report: Any
) -> None:
    lat, lon = PLACES["osan"]
    report(
        "2025-04-20", "2025-04-21", geo_precision=GeoPrecision.SITE_VICINITY,
        observer_lat=lat, observer_lon=lon, uncertainty_m=90_000.0,
    )  # fmt: skip
    drawn = draw(log, reviewer)
    assert (drawn.n_imprecise, drawn.other_sites) == (1, {})


def test_a_tested_report_known_to_a_province_may_belong_to_another_site(
    log: Log, reporter: Account, reviewer: Account
) -> None:
    lat, lon = PLACES["osan"]
    make_confirmed(
        reporter, reviewer=reviewer, site=make_site("osan"), occurred_from=noon("2025-08-20"), observer_lat=lat,
        observer_lon=lon, uncertainty_m=90_000.0, geo_precision=GeoPrecision.SIDO,
    )  # fmt: skip
    drawn = draw(log, reviewer)
    assert (drawn.events.n, drawn.n_imprecise, len(drawn.other_sites)) == (12, 1, 1)


def test_a_place_far_from_every_site_stays_outside(log: Log, reviewer: Account, report: Any) -> None:
    report(
        "2025-04-20", "2025-04-20", site=None, geo_precision=GeoPrecision.SIDO,
        observer_lat=38.5, observer_lon=128.0, uncertainty_m=1_000.0,
    )  # fmt: skip
    assert draw(log, reviewer).n_imprecise == 0


def test_what_a_report_notes_comes_along_for_the_question_of_series(
    log: Log, reviewer: Account, report: Any
) -> None:
    source = {"type": "OWN_OBSERVATION", "reliability": "B", "credibility": "2"}
    report(
        "2025-04-20", "2025-04-26", children=Children(equipment=[{"category": "TRIPOD"}], sources=[source])
    )
    report(
        "2025-04-20", "2025-04-26", children=Children(equipment=[{"category": "UNKNOWN"}], sources=[source])
    )
    events, bit = draw(log, reviewer).events, 1 << ITEM_CODES.index("TRIPOD")
    assert [bool(int(mask) & bit) for mask in events.items[-2:]] == [True, False]
    assert [bool(int(mask) & bit) for mask in events.items_asked[-2:]] == [True, False]
