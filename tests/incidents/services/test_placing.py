"""Distance and zone relation follow from the point, its uncertainty and the zone valid that day."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.models import Account
from sites.geometry import destination
from tests.factories import make_draft, make_site, make_zone


def draft_at(reporter: Account, metres: float, uncertainty_m: float | None, **values: object):
    point = destination(make_site().point, metres, 90)
    return make_draft(
        reporter, observer_lat=point.lat, observer_lon=point.lon, uncertainty_m=uncertainty_m, **values
    )


@pytest.mark.parametrize(
    ("metres", "uncertainty_m", "relation"),
    [
        (500, 100, "INSIDE"),
        (2_500, 100, "OUTSIDE"),
        (1_400, 900, "UNKNOWN"),
        (1_500, 0, "BOUNDARY"),
        (2_500, None, "UNKNOWN"),
    ],
)
def test_relation_is_unknown_when_the_uncertainty_crosses_the_line(
    reporter: Account, metres: float, uncertainty_m: float | None, relation: str
) -> None:
    make_zone(make_site())
    draft = draft_at(reporter, metres, uncertainty_m)
    assert draft.zone_relation == relation
    assert draft.distance_m == pytest.approx(abs(metres - 1_500), abs=0.2)


def test_zone_of_another_date_is_not_used(reporter: Account) -> None:
    make_zone(make_site(), valid_to=dt.date(2024, 12, 31), radius_m=5_000)
    current = make_zone(make_site(), valid_from=dt.date(2025, 1, 1), radius_m=1_000)
    draft = draft_at(reporter, 2_000, 10)
    assert (draft.zone, draft.zone_relation) == (current, "OUTSIDE")


def test_a_zone_begins_at_midnight_of_the_office(reporter: Account) -> None:
    make_zone(make_site(), valid_to=dt.date(2025, 4, 30), radius_m=5_000)
    current = make_zone(make_site(), valid_from=dt.date(2025, 5, 1), radius_m=1_000)
    # three in the morning in Seoul is the evening before in UTC, as the database returns it
    draft = draft_at(reporter, 2_000, 10, occurred_from=dt.datetime(2025, 4, 30, 18, 0, tzinfo=dt.UTC))
    assert (draft.zone, draft.zone_relation) == (current, "OUTSIDE")


def test_typed_relation_with_a_reason_stays_beside_the_computed_one(reporter: Account) -> None:
    make_zone(make_site())
    draft = draft_at(
        reporter,
        500,
        10,
        zone_relation="OUTSIDE",
        zone_relation_reason="Police measured from the surveyed line",
    )
    assert (draft.zone_relation, draft.zone_relation_computed) == ("OUTSIDE", "INSIDE")


def test_without_a_point_nothing_is_measured(reporter: Account) -> None:
    make_zone(make_site())
    draft = make_draft(reporter)
    assert (draft.distance_m, draft.zone_relation, draft.zone) == (None, "UNKNOWN", None)
