"""The pure modules behind the map, run where they run for a person: in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

STANDING = "const spots = g.standing(incidents, sites, (lat, lon) => ({x: lon, y: lat}), 14);"


@pytest.fixture
def run(visit: Callable[..., Visit]) -> Callable[..., Any]:
    """Run the body of a function in a page of the product, with a module bound to a name."""
    page = visit().open("/accounts/login/")

    def evaluate(module: str, name: str, body: str, given: Any = None) -> Any:
        script = f"async (given) => {{ const {name} = await import('/static/js/{module}'); {body} }}"
        return page.evaluate(script, given)

    return evaluate


def grouped(run: Callable[..., Any], incidents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    body = (
        "const incidents = given, sites = new Map([['base', {x: 100, y: 100}], ['port', {x: 300, y: 100}]]);"
        + STANDING
        + "return g.merged(spots, 24).map(({x, y, spots}) => ({x, y, n: spots.length, hosts: g.hosts({spots}).length}));"
    )
    return run("map/grouping.js", "g", body, incidents)


def at(x: float, y: float, *, site: str = "", docked: bool = False) -> dict[str, Any]:
    return {"lat": y, "lon": x, "site": site, "docked": docked}


def test_an_incident_without_a_point_docks_beside_its_site(run: Callable[..., Any]):
    assert grouped(run, [at(100, 100, site="base", docked=True)]) == [
        {"x": 114, "y": 100, "n": 1, "hosts": 1}
    ]


def test_an_incident_that_would_cover_its_site_docks_too(run: Callable[..., Any]):
    assert grouped(run, [at(103, 101, site="base")]) == [{"x": 114, "y": 100, "n": 1, "hosts": 1}]


def test_an_incident_with_its_own_point_stays_there(run: Callable[..., Any]):
    assert grouped(run, [at(130, 100, site="base")]) == [{"x": 130, "y": 100, "n": 1, "hosts": 0}]


def test_marks_nearer_than_24_pixels_become_one_group(run: Callable[..., Any]):
    assert grouped(run, [at(10, 10), at(30, 10)]) == [{"x": 20, "y": 10, "n": 2, "hosts": 0}]
    assert [group["n"] for group in grouped(run, [at(10, 10), at(35, 10)])] == [1, 1]


def test_no_incident_is_lost_in_grouping(run: Callable[..., Any]):
    crowd = [at(7 * (index % 40), 11 * (index % 23)) for index in range(300)]
    groups = grouped(run, crowd)
    assert sum(group["n"] for group in groups) == 300
    assert len(groups) < 60


def test_a_group_names_each_host_once(run: Callable[..., Any]):
    both = [at(100, 100, site="base", docked=True) for _ in range(3)]
    assert grouped(run, both)[0]["hosts"] == 1


def test_room_is_given_once(run: Callable[..., Any]):
    body = """
      const room = new r.Room();
      const first = r.boxAround(50, 50, 40, 10), beside = r.boxAround(120, 50, 40, 10);
      return [room.claim([first]) === first, room.claim([r.boxAround(60, 52, 40, 10)]) === undefined,
              room.claim([r.boxAround(60, 52, 40, 10), beside]) === beside, room.isFree(first)];
    """
    assert run("map/room.js", "r", body) == [True, True, True, False]


@pytest.mark.parametrize(
    ("first", "last", "unit", "starts", "end"),
    [
        ("2024-02-28", "2024-03-01", "day", ["2024-02-28", "2024-02-29", "2024-03-01"], "2024-03-02"),
        ("2025-01-01", "2025-01-08", "week", ["2024-12-30", "2025-01-06"], "2025-01-13"),
        ("2024-12-15", "2025-01-15", "month", ["2024-12-01", "2025-01-01"], "2025-02-01"),
        ("2023-06-01", "2024-06-01", "year", ["2023-01-01", "2024-01-01"], "2025-01-01"),
    ],
)
def test_columns_cover_both_days(
    run: Callable[..., Any], first: str, last: str, unit: str, starts: list[str], end: str
):
    body = (
        "const {starts, end} = c.columns(c.toDay(given[0]), c.toDay(given[1]), given[2]);"
        "return [starts.map(c.toText), c.toText(end)];"
    )
    assert run("calendar.js", "c", body, [first, last, unit]) == [starts, end]


def test_the_unit_grows_with_the_stretch(run: Callable[..., Any]):
    body = "return [10, 100, 800, 9000].map((days) => c.unitFor(0, days));"
    assert run("calendar.js", "c", body) == ["day", "week", "month", "year"]


def test_the_basemap_is_unzipped_without_a_response_that_leaving_would_cut_off(run: Callable[..., Any]):
    """What the library reads as a Response fails, as a fetch would, the moment the page is left."""
    body = """
      const zipped = await new Response(new Blob([given.repeat(20000)]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
      globalThis.Response = class { constructor() { throw new TypeError("Failed to fetch"); } };
      const archive = { decompress: () => "as before", cache: {} };
      z.unzipHere(archive);
      const text = new TextDecoder().decode(await archive.cache.decompress(zipped, 2));
      return [text === given.repeat(20000), archive.decompress(zipped, 1)];
    """
    assert run("map/unzip.js", "z", body, "평택 ") == [True, "as before"]


def test_a_broken_piece_of_the_basemap_is_a_failure(run: Callable[..., Any]):
    body = "try { await z.unzip(new ArrayBuffer(64)); } catch (error) { return error.name; }"
    assert run("map/unzip.js", "z", body) == "TypeError"
