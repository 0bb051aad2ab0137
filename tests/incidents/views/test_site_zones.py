"""Drawing zones: by form fields alone, in any notation, with a new version for a line that moved."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite, Zone
from tests.factories import ALL_ROLES, SEOUL, make_account, make_confirmed, make_site, make_zone

SignIn = Callable[[Account], Client]
DRAW = "/sites/osan-air-base/zones/draw/"
CIRCLE = {
    "figure": "circle", "kind": "PERIMETER", "accuracy": "APPROXIMATE", "centre": "52S CG 24915 06738",
    "radius_m": "1.5 km", "source_title": "Own survey",
}  # fmt: skip
CORNERS = ["37.08, 127.02", "37°04'48\"N 127°02'24\"E", "북위 37.10 동경 127.04", "371200N1270112E"]
OUTLINE = {
    "figure": "outline", "kind": "CONTROL", "accuracy": "SURVEYED", "corner": [*CORNERS[:3], "37.10 127.02", ""],
    "source_title": "Notice 2024-12", "valid_from": "2024-03-01",
}  # fmt: skip


def redraw(zone: Zone) -> str:
    return f"/sites/{zone.site.code}/zones/{zone.uuid}/"


def test_circle_is_drawn_from_any_notation_with_its_trail(signed_in: SignIn, reviewer: Account) -> None:
    make_site()
    response = signed_in(reviewer).post(DRAW, CIRCLE)
    assert (response.status_code, response.url) == (302, "/sites/osan-air-base/")
    zone = Zone.objects.get()
    assert (round(zone.lat or 0, 4), round(zone.lon or 0, 3), zone.radius_m) == (37.0906, 127.03, 1500)
    event = AuditEvent.objects.filter(action="zone.drawn").get()
    assert (event.actor, event.detail) == (reviewer, {"site": "osan-air-base"})


def test_outline_is_drawn_from_corners_each_in_its_own_notation(signed_in: SignIn, reviewer: Account) -> None:
    make_site()
    assert signed_in(reviewer).post(DRAW, OUTLINE).status_code == 302
    zone = Zone.objects.get()
    ring = zone.polygon["coordinates"][0]
    assert (len(ring), ring[0]) == (5, ring[-1])
    assert sorted(tuple(pair) for pair in ring[:-1]) == [
        (127.02, 37.08), (127.02, 37.1), (127.04, 37.08), (127.04, 37.1),
    ]  # fmt: skip
    assert (zone.accuracy, str(zone.valid_from)) == ("SURVEYED", "2024-03-01")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"corner": ["37.08, 127.02", "37.10, 127.04", "37.08, 127.04", "37.10, 127.02"]}, "37.09000, 127.03000” is where the outline crosses itself"),
        ({"corner": ["37.08, 127.02", "37.10, 127.04"]}, "An outline needs three corners or more"),
        ({"corner": ["37.08, 127.02", "a gate", "37.10, 127.04"]}, "Corner 2: "),
        ({"corner": ["37.08, 127.02", "127.04, 37.10", "37.10, 127.04"]}, "Corner 2: "),
        ({"corner": ["37.08, 127.02", "35.1, 129.0", "37.10, 127.04"]}, "km from the site"),
        ({"source_title": ""}, "This field is required."),
        ({"kind": "FENCE"}, "FENCE is not one of the available choices"),
        ({"figure": "circle", "centre": "", "radius_m": "5"}, "The centre is missing"),
        ({"figure": "circle", "centre": "37.09, 127.03", "radius_m": "wide"}, "The radius is not a number of metres"),
        ({"figure": "circle", "centre": "37.09, 127.03", "radius_m": "0"}, "is not between 0 and 200,000 metres"),
        ({"figure": "circle", "centre": "37.09, 127.03", "radius_m": "0.0001"}, "is less than a metre"),
        ({"corner": ["37.08, 127.02", "37.0800001, 127.02", "37.08, 127.0200001"]}, "enclose nothing"),
        ({"valid_from": "2024-03-01", "valid_to": "2024-02-01"}, "is before “valid from”"),
        ({"valid_from": "yesterday"}, "is not a date from 1900 to 2199"),
        ({"source_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"note": "a\x00b"}, "Null characters are not allowed"),
    ],
)  # fmt: skip
def test_unfit_figure_is_refused_and_what_was_typed_is_kept(
    signed_in: SignIn, reviewer: Account, typed: dict[str, Any], words: str
) -> None:
    make_site()
    response = signed_in(reviewer).post(DRAW, OUTLINE | typed)
    assert response.status_code == 400
    html = response.content.decode().replace("&#x27;", "'")
    assert words in html
    for corner in (OUTLINE | typed)["corner"]:
        assert corner.replace('"', "&quot;").replace("'", "'") in html
    assert Zone.objects.count() == 0


def test_an_outline_of_too_many_corners_is_refused_whole(signed_in: SignIn, reviewer: Account) -> None:
    make_site()
    corners = [
        f"{37.09 + 0.01 * math.sin(n / 95.5):.6f}, {127.03 + 0.01 * math.cos(n / 95.5):.6f}"
        for n in range(600)
    ]
    response = signed_in(reviewer).post(DRAW, OUTLINE | {"corner": corners})
    assert response.status_code == 400
    assert "600 corners; 500 fit" in response.content.decode()
    assert not Zone.objects.exists()


def test_more_rows_are_given_without_script_and_nothing_is_stored(
    signed_in: SignIn, reviewer: Account
) -> None:
    make_site()
    response = signed_in(reviewer).post(DRAW, OUTLINE | {"corner": CORNERS, "more": "1"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count('name="corner"') == len(CORNERS) + 12
    assert 'role="alert"' not in html
    assert Zone.objects.count() == 0


def test_moved_line_is_a_new_version_and_old_incidents_keep_theirs(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    old = make_zone(make_site(), valid_from=dt.date(2020, 1, 1))
    where = {"observer_lat": 37.1, "observer_lon": 127.03, "uncertainty_m": 5.0}

    def seen_on(day: dt.datetime) -> Any:
        return make_confirmed(reporter, reviewer=reviewer, occurred_from=day, **where)

    before = seen_on(dt.datetime(2025, 4, 30, 12, tzinfo=SEOUL))
    typed = CIRCLE | {"valid_from": "2025-05-01", "radius_m": "900", "reason": "New fence"}
    assert signed_in(reviewer).post(redraw(old), typed).status_code == 302
    after = seen_on(dt.datetime(2025, 5, 2, 12, tzinfo=SEOUL))

    old.refresh_from_db()
    new = Zone.objects.exclude(pk=old.pk).get()
    assert (old.valid_to, new.valid_from, new.radius_m) == (dt.date(2025, 4, 30), dt.date(2025, 5, 1), 900)
    before.refresh_from_db()
    assert (before.zone, after.zone) == (old, new)
    changed, drawn = (
        AuditEvent.objects.filter(action=action).get() for action in ("zone.changed", "zone.drawn")
    )
    assert (changed.fields, changed.reason) == (["valid_to"], "New fence")
    assert drawn.detail["replaces"] == str(old.uuid)


def test_a_line_drawn_back_in_time_says_which_reports_it_does_not_move(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    old = make_zone(make_site())
    where = {"observer_lat": 37.1, "observer_lon": 127.03, "uncertainty_m": 5.0}
    make_confirmed(reporter, reviewer=reviewer, **where)
    client = signed_in(reviewer)
    client.post(redraw(old), CIRCLE | {"valid_from": "2025-04-21"})
    assert (
        "1 report of that day or later was placed by the old line"
        in client.get("/sites/osan-air-base/").content.decode()
    )


HOLE = [[127.025, 37.085], [127.025, 37.09], [127.03, 37.09], [127.03, 37.085], [127.025, 37.085]]
AROUND = [[127.02, 37.08], [127.04, 37.08], [127.04, 37.1], [127.02, 37.1], [127.02, 37.08]]


@pytest.mark.parametrize(("typed", "holes"), [({"keep_holes": "on"}, [HOLE]), ({}, [])])
def test_whoever_draws_anew_says_whether_the_holes_stay(
    signed_in: SignIn, reviewer: Account, typed: dict[str, str], holes: list[Any]
) -> None:
    circle = {"lat": None, "lon": None, "radius_m": None}
    old = make_zone(make_site(), polygon={"type": "Polygon", "coordinates": [AROUND, HOLE]}, **circle)
    client = signed_in(reviewer)
    assert "Keep the holes of the old outline" in client.get(redraw(old)).content.decode()
    response = client.post(redraw(old), OUTLINE | {"valid_from": "2025-05-01"} | typed)
    assert response.status_code == 302
    [new] = Zone.objects.exclude(pk=old.pk)
    assert new.polygon["coordinates"][1:] == holes


def test_a_line_drawn_across_its_old_hole_is_refused(signed_in: SignIn, reviewer: Account) -> None:
    circle = {"lat": None, "lon": None, "radius_m": None}
    old = make_zone(make_site(), polygon={"type": "Polygon", "coordinates": [AROUND, HOLE]}, **circle)
    across = ["37.087, 127.027", "37.10, 127.027", "37.10, 127.04"]
    typed = OUTLINE | {"valid_from": "2025-05-01", "keep_holes": "on", "corner": across}
    response = signed_in(reviewer).post(redraw(old), typed)
    assert response.status_code == 400
    assert "where a hole leaves the outline" in response.content.decode()


def test_a_zone_without_holes_is_asked_nothing_of_them(signed_in: SignIn, reviewer: Account) -> None:
    html = signed_in(reviewer).get(redraw(make_zone(make_site()))).content.decode()
    assert "keep_holes" not in html


@pytest.mark.parametrize("day", ["2020-01-01", "2019-12-31", ""])
def test_new_line_begins_after_the_old_one(signed_in: SignIn, reviewer: Account, day: str) -> None:
    old = make_zone(make_site(), valid_from=dt.date(2020, 1, 1))
    assert signed_in(reviewer).post(redraw(old), CIRCLE | {"valid_from": day}).status_code == 400
    old.refresh_from_db()
    assert (old.valid_to, Zone.objects.count()) == (None, 1)


def test_a_line_that_was_replaced_is_not_replaced_again(signed_in: SignIn, reviewer: Account) -> None:
    old, client = make_zone(make_site()), signed_in(reviewer)
    assert client.post(redraw(old), CIRCLE | {"valid_from": "2025-05-01"}).status_code == 302
    response = client.post(redraw(old), CIRCLE | {"valid_from": "2025-06-01"})
    assert response.status_code == 400
    assert "when this line ended" in response.content.decode()
    assert Zone.objects.count() == 2
    html = client.get("/sites/osan-air-base/").content.decode()
    assert redraw(old) not in html
    assert redraw(Zone.objects.exclude(pk=old.pk).get()) in html


def test_form_for_a_new_line_begins_with_the_old_figure(signed_in: SignIn, reviewer: Account) -> None:
    client, site = signed_in(reviewer), make_site()
    client.post(DRAW, OUTLINE)
    html = client.get(redraw(Zone.objects.get())).content.decode()
    assert "37.080000, 127.020000" in html
    assert html.count('value="37.') == 4
    assert "Notice 2024-12" in html
    circle = make_zone(site)
    assert 'value="1500"' in client.get(redraw(circle)).content.decode()


def test_corner_is_read_for_the_page(signed_in: SignIn, reviewer: Account) -> None:
    make_site()
    client = signed_in(reviewer)
    read = "/sites/osan-air-base/zones/corner/"
    answer = client.post(read, {"text": "52S CG 24915 06738"}).json()
    assert (round(answer["lat"], 3), round(answer["lon"], 3)) == (37.091, 127.03)
    assert "MGRS" in answer["words"]
    assert list(client.post(read, {"text": "<b>gate</b>"}).json()) == ["problem"]
    assert client.post(read, {}).json() == {"problem": "Nothing was typed."}
    assert client.get(read).status_code == 405


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_those_who_keep_the_registry_draw(signed_in: SignIn, db: None, role: str) -> None:
    zone = make_zone(make_site())
    client = signed_in(make_account(role))
    wanted = 200 if role == "reviewer" else 403
    for path in (DRAW, redraw(zone), "/sites/osan-air-base/close/"):
        assert client.get(path).status_code == wanted, path
        if wanted == 403:
            assert client.post(path, CIRCLE).status_code == 403
    assert client.post("/sites/osan-air-base/zones/corner/", {"text": "37, 127"}).status_code == wanted
    assert Zone.objects.count() == 1


def test_foreign_zones_and_unknown_sites_are_not_found(signed_in: SignIn, reviewer: Account) -> None:
    zone = make_zone(make_site())
    make_site("other", name_en="Other")
    client = signed_in(reviewer)
    for path in (f"/sites/other/zones/{zone.uuid}/", "/sites/nowhere/zones/draw/", "/sites/nowhere/close/"):
        assert (client.get(path).status_code, client.post(path, CIRCLE).status_code) == (404, 404), path
    assert client.post("/sites/nowhere/zones/corner/", {"text": "1"}).status_code == 404


def test_nobody_draws_without_signing_in(client: Client, db: None) -> None:
    make_site()
    assert client.post(DRAW, CIRCLE).status_code == 302
    assert Zone.objects.count() == 0


# --- closing and merging --------------------------------------------------------------------------------------


def test_site_that_stood_twice_is_closed_and_its_names_lead_to_the_other(
    signed_in: SignIn, reviewer: Account
) -> None:
    kept, twin = make_site(), make_site("k-55", name_en="K-55", name_ko="케이55", aliases=["OSN"])
    typed = {"on": "2026-01-31", "into": "osan-air-base", "reason": "Stood twice"}
    response = signed_in(reviewer).post("/sites/k-55/close/", typed)
    assert (response.status_code, response.url) == (302, "/sites/osan-air-base/")
    kept.refresh_from_db()
    twin.refresh_from_db()
    assert kept.aliases == ["K-55", "케이55", "OSN"]
    assert (twin.valid_to, twin.aliases) == (dt.date(2026, 1, 31), [])
    assert "closed: osan-air-base" in twin.name_en
    assert AuditEvent.objects.filter(action="site.changed", reason="Stood twice").count() == 2


def test_closed_site_keeps_its_page_and_says_so(signed_in: SignIn, reviewer: Account) -> None:
    make_site()
    client = signed_in(reviewer)
    assert (
        client.post("/sites/osan-air-base/close/", {"on": "2026-01-31", "reason": "Handed over"}).status_code
        == 302
    )
    assert "closed on 31 Jan 2026" in client.get("/sites/osan-air-base/").content.decode()
    assert "closed on 31 Jan 2026" in client.get("/sites/").content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"on": "", "reason": "x"}, "This field is required."),
        ({"on": "2026-01-31", "reason": ""}, "This field is required."),
        ({"on": "2026-01-31", "reason": "x", "into": "nowhere"}, "“nowhere” is not in the registry"),
        ({"on": "2026-01-31", "reason": "x", "into": "osan-air-base"}, "is the site itself"),
        ({"on": "2026-01-31", "reason": "x", "into": "shut"}, "is closed. Choose an open site."),
    ],
)
def test_closing_is_refused_in_words(
    signed_in: SignIn, reviewer: Account, typed: dict[str, str], words: str
) -> None:
    make_site()
    make_site("shut", name_en="Shut", valid_to=dt.date(2020, 1, 1))
    response = signed_in(reviewer).post("/sites/osan-air-base/close/", typed)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert ProtectedSite.objects.get(code="osan-air-base").valid_to is None


def test_two_sites_are_not_merged_into_each_other(signed_in: SignIn, reviewer: Account) -> None:
    make_site()
    make_site("suwon", name_en="Suwon", name_ko="수원")
    client, typed = signed_in(reviewer), {"on": "2026-01-31", "reason": "Stood twice"}
    assert client.post("/sites/suwon/close/", typed | {"into": "osan-air-base"}).status_code == 302
    for site, into in (("osan-air-base", "suwon"), ("suwon", "osan-air-base")):
        assert client.post(f"/sites/{site}/close/", typed | {"into": into}).status_code == 400
    osan = ProtectedSite.objects.get(code="osan-air-base")
    assert (osan.valid_to, osan.aliases) == (None, ["Suwon", "수원"])
