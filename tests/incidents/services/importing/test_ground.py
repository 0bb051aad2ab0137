"""Points are placed from memory exactly as the database would place them."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from incidents.models import Incident
from incidents.services.importing.ground import Ground
from incidents.services.importing.nearness import on_earth, quick_distance_m
from incidents.services.importing.registry import Registry
from incidents.services.placing import place
from sites.geometry import Point, destination, distance_m
from sites.services import change_site
from tests.factories import make_site, make_zone

DAYS = (None, dt.datetime(2019, 5, 1, tzinfo=dt.UTC), dt.datetime(2025, 1, 1, tzinfo=dt.UTC))


def test_a_quick_distance_is_never_more_wrong_than_it_says() -> None:
    rng = random.Random(5)
    for _each in range(2_000):
        start = Point(lat=rng.uniform(-89, 89), lon=rng.uniform(-180, 180))
        end = destination(start, 10 ** rng.uniform(0, 5.47), rng.uniform(0, 360))
        metres, doubt_m = quick_distance_m(on_earth(start.lat, start.lon), on_earth(end.lat, end.lon))
        assert abs(metres - distance_m(start, end)) <= doubt_m


@pytest.fixture
def ground(db: None) -> Ground:
    """Forty sites close together, two at one place, others at the antimeridian and near a pole."""
    rng = random.Random(3)
    for number in range(40):
        site = make_site(
            f"s{number}", name_en=f"Site {rng.random()}", lat=35 + rng.random(), lon=127 + rng.random()
        )
        make_zone(site)
        if number % 5 == 0:
            change_site(site=site, values={"valid_from": "2015-01-01", "valid_to": "2021-12-31"})
        if number % 7 == 0:
            change_site(site=site, values={"valid_from": "2020-01-01"})
        if number % 3 == 0:
            make_zone(site, kind="RESTRICTED", radius_m=2_000, lat=site.lat + 0.001, valid_from="2020-01-01")
    for lat, lon in (
        (10.0, 179.95),
        (10.2, -179.9),
        (89.9, 10.0),
        (-45.0, 0.0),
        (35.5, 127.5),
        (35.5, 127.5),
    ):
        make_site(
            f"e{lat}-{lon}-{rng.random()}".replace(".", "-"), name_en=f"Edge {rng.random()}", lat=lat, lon=lon
        )
    return Ground(Registry())


def test_a_point_is_placed_as_the_database_places_it(ground: Ground) -> None:
    rng = random.Random(9)
    edges = (
        Point(10.1, 180.0),
        Point(10.1, -180.0),
        Point(89.8, -170.0),
        Point(-45.1, 0.1),
        Point(35.5, 127.5),
    )
    inside = [Point(34.8 + 1.4 * rng.random(), 126.8 + 1.4 * rng.random()) for _each in range(250)]
    n_measured = 0
    for point in (*edges, *inside):
        incident = Incident(
            observer_lat=point.lat, observer_lon=point.lon, occurred_from=rng.choice(DAYS),
            uncertainty_m=rng.choice((None, 0.0, 20.0, 500.0, 1_500.0)),
        )  # fmt: skip
        place(incident)
        on = incident.occurred_from.date() if incident.occurred_from else None
        site = ground.nearest_site(point, on)
        assert site == incident.site
        if site is None:
            continue
        measured = ground.measured(site, point, incident.uncertainty_m, on)
        found = (measured.zone, measured.distance_m, measured.distance_basis, measured.relation)
        assert found == (
            incident.zone, incident.distance_m, incident.distance_basis, incident.zone_relation_computed
        )  # fmt: skip
        n_measured += measured.zone is not None
    assert n_measured > 100


def test_a_point_far_from_every_site_is_outside_only_where_the_registry_is_large_enough(
    ground: Ground,
) -> None:
    assert not ground.is_outside(Point(35.5, 127.9))
    assert ground.is_outside(Point(40.7, -74.0))
    few = Registry()
    few.sites = few.sites[:5]
    assert not Ground(few).is_outside(Point(40.7, -74.0))
