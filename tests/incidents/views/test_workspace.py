"""The map workspace: who may open it, what its data holds, and what a wrong filter says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Account, Incident
from incidents.services.children import Children
from incidents.services.detection import run_detection
from tests.factories import (
    make_account,
    make_case,
    make_confirmed,
    make_log_of_a_returning_group,
    make_released,
    make_site,
    make_submitted,
    make_zone,
)

SignIn = Callable[[Account], Client]
POINT = {"observer_lat": 37.101, "observer_lon": 127.041, "uncertainty_m": 50.0}


@pytest.fixture
def released(reporter: Account, reviewer: Account, releaser: Account) -> Incident:
    return make_released(reporter, reviewer=reviewer, releaser=releaser, **POINT)


@pytest.mark.parametrize("path", ["/", "/map/data/"])
def test_stranger_to_the_house_is_sent_to_sign_in(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize(
    ("role", "status"),
    [("reporter", 200), ("reviewer", 200), ("releaser", 200), ("analyst", 200), ("protection_officer", 200),
     ("auditor", 403), ("operator", 403)],
)  # fmt: skip
def test_data_is_for_those_who_read_incidents(signed_in: SignIn, db: None, role: str, status: int) -> None:
    assert signed_in(make_account(role)).get("/map/data/").status_code == status


def test_whoever_reads_no_incidents_is_sent_where_they_read(
    signed_in: SignIn, auditor: Account, operator: Account
) -> None:
    assert signed_in(auditor).get("/").url == "/audit/"
    assert signed_in(operator).get("/").url == "/admin/"


def test_post_is_refused(signed_in: SignIn, reviewer: Account) -> None:
    assert signed_in(reviewer).post("/map/data/").status_code == 405


def test_default_shows_what_was_confirmed_or_released(
    signed_in: SignIn, released: Incident, reporter: Account, reviewer: Account
) -> None:
    confirmed = make_confirmed(reporter, reviewer=reviewer)
    make_submitted(reporter)
    data = signed_in(reviewer).get("/map/data/").json()
    assert {row["number"] for row in data["incidents"]} == {released.number, confirmed.number}
    assert data["total"] == {"incidents": 2, "cases": 2}
    assert data["facets"]["status"] == {"CONFIRMED": [1, 1], "RELEASED": [1, 1], "SUBMITTED": [1, 1]}


def test_reporter_sees_own_reports_in_any_state(
    signed_in: SignIn, released: Incident, reporter: Account
) -> None:
    waiting = make_submitted(reporter)
    make_submitted(make_account("reporter"))
    data = signed_in(reporter).get("/map/data/").json()
    assert {row["number"] for row in data["incidents"]} == {released.number, waiting.number}


def test_exact_point_is_for_those_who_decide(
    signed_in: SignIn, released: Incident, reviewer: Account, analyst: Account
) -> None:
    exact = signed_in(reviewer).get("/map/data/").json()["incidents"][0]
    coarse = signed_in(analyst).get("/map/data/").json()["incidents"][0]
    assert (exact["lat"], exact["lon"], exact["uncertainty_m"], exact["docked"]) == (
        37.101,
        127.041,
        50.0,
        False,
    )
    assert (coarse["lat"], coarse["lon"], coarse["uncertainty_m"], coarse["docked"]) == (
        37.0906,
        127.03,
        None,
        True,
    )


def test_case_is_a_number_valid_in_one_answer(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    for _ in range(2):
        make_confirmed(reporter, reviewer=reviewer, case=make_case("OSAN-2025-04"))
    make_confirmed(reporter, reviewer=reviewer)
    response = signed_in(reviewer).get("/map/data/")
    assert sorted(row["case"] for row in response.json()["incidents"]) == [1, 2, 2]
    assert response.json()["total"] == {"incidents": 3, "cases": 2}
    assert b"OSAN-2025" not in response.content


def test_facet_counts_ignore_their_own_filter(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    make_confirmed(
        reporter,
        reviewer=reviewer,
        children=Children(equipment=[{"category": "UAS"}], sources=[{"type": "POLICE"}]),
    )
    port = make_site("port", site_type="PORT", lat=35.1, lon=129.0)
    make_confirmed(reporter, reviewer=reviewer, site=port)
    data = signed_in(reviewer).get("/map/data/?site_type=PORT").json()
    assert data["total"] == {"incidents": 1, "cases": 1}
    assert data["facets"]["site_type"] == {"MIL_BASE": [1, 1], "PORT": [1, 1]}
    assert data["facets"]["equipment"] == {"TELEPHOTO": [1, 1]}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("bbox=nan,0,1,1", "bbox"),
        ("date_from=2025-02-30", "date_from"),
        ("status=%00", "status"),
        ("site=%27", "site"),
    ],
)
def test_wrong_filter_names_the_field_and_shows_nothing(
    signed_in: SignIn, released: Incident, reviewer: Account, query: str, field: str
) -> None:
    client = signed_in(reviewer)
    assert client.get(f"/map/data/?{query}").status_code == 400
    assert field in client.get(f"/map/data/?{query}").json()["errors"]
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert released.number not in page.content.decode()


def test_typed_words_reach_the_page_escaped_and_never_the_script(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    make_confirmed(
        reporter, reviewer=reviewer, summary="</script><script>${alert(1)}</script>", place_as_reported="${x}"
    )
    page = signed_in(reviewer).get("/").content.decode()
    data = signed_in(reviewer).get("/map/data/").json()
    assert "alert(1)" not in page
    assert data["incidents"][0]["title"] == "</script><script>${alert(1)}</script>"


def test_page_loads_nothing_from_elsewhere_and_each_script_has_the_nonce(
    signed_in: SignIn, released: Incident, reviewer: Account
) -> None:
    response = signed_in(reviewer).get("/")
    page = response.content.decode()
    nonce = response.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert 'src="http' not in page
    assert 'href="http' not in page
    scripts = [part.split(">")[0] for part in page.split("<script")[1:]]
    assert scripts
    assert all(f'nonce="{nonce}"' in script or "application/json" in script for script in scripts)
    assert response.headers["Cache-Control"] == "no-store"


def test_table_holds_the_same_rows_without_script(
    signed_in: SignIn, released: Incident, reviewer: Account
) -> None:
    page = signed_in(reviewer).get("/").content.decode()
    assert f'<a href="/incidents/{released.number}/">{released.number}</a>' in page


def test_finding_is_drawn_with_both_p_values(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    run_detection(by=reviewer, log=log, replicates=199)
    finding = signed_in(reviewer).get("/map/data/").json()["findings"][0]
    assert finding["label"] == "F-1"
    assert finding["url"] == "/findings/own/1/"
    assert {"p_incidents_text", "p_cases_text", "verdict_text", "n_incidents", "n_cases"} <= set(finding)


def test_zones_say_that_approximate_settles_nothing(
    signed_in: SignIn, released: Incident, reviewer: Account
) -> None:
    make_zone(released.site)
    zone = signed_in(reviewer).get("/map/data/").json()["zones"][0]
    assert zone["accuracy"] == "APPROXIMATE"
    assert "no legal conclusion" in zone["label"]


def test_data_takes_a_fixed_number_of_queries(
    signed_in: SignIn, reporter: Account, reviewer: Account, django_assert_max_num_queries: Callable
) -> None:
    client = signed_in(reviewer)
    counts = []
    for n in (1, 3):
        for _ in range(n):
            make_confirmed(reporter, reviewer=reviewer)
        with django_assert_max_num_queries(40) as queries:
            client.get("/map/data/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_korean_page_is_korean(signed_in: SignIn, released: Incident, reviewer: Account) -> None:
    client = signed_in(reviewer)
    page = client.get("/", headers={"Accept-Language": "ko"}).content.decode()
    assert '<html lang="ko">' in page
    assert (
        client.get("/map/data/", headers={"Accept-Language": "ko"}).json()["incidents"][0]["site_name"]
        == "오산 공군기지"
    )
