"""The form of a zone: any typed text is a figure that the registry can judge, or a message."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from incidents.forms.site_corners import read_corner
from incidents.forms.site_zone import ZoneDrawing
from sites.models import ProtectedSite, Zone
from sites.services.checks import problems_of_zone

SITE = ProtectedSite(
    code="osan", name_en="Osan", name_ko="오산", site_type="MIL_BASE", lat=37.0906, lon=127.03
)
GOOD = {
    "figure": ["circle"], "kind": ["PERIMETER"], "accuracy": ["APPROXIMATE"], "centre": ["37.09, 127.03"],
    "radius_m": ["500"], "source_title": ["Survey"],
}  # fmt: skip
near = st.tuples(st.floats(36.9, 37.2), st.floats(126.9, 127.2)).map(lambda pair: f"{pair[0]}, {pair[1]}")
texts = st.text(max_size=20) | near


def drawn(**typed: list[str]) -> ZoneDrawing:
    data = QueryDict(mutable=True)
    for name, values in (GOOD | typed).items():
        data.setlist(name, values)
    return ZoneDrawing(data, site=SITE)


class Typed(TestCase):
    @given(
        figure=st.sampled_from(["circle", "outline", "x"]), centre=texts, radius=texts | st.floats().map(str),
        corners=st.lists(texts, max_size=8), day=st.text(max_size=12) | st.dates().map(str),
    )  # fmt: skip
    @settings(max_examples=1_000, deadline=None)
    def test_whatever_is_typed_is_a_zone_or_a_message(
        self, figure: str, centre: str, radius: str, corners: list[str], day: str
    ) -> None:
        form = drawn(figure=[figure], centre=[centre], radius_m=[radius], corner=corners, valid_from=[day])
        if form.is_valid():
            for problem in problems_of_zone(Zone(site=SITE, **form.values())):
                assert problem.advice
        else:
            assert form.errors.as_text()
        assert len(form.rows()) >= len(form.corners) + 3


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("1500", 1500), ("1,500", 1500), ("1.5 km", 1500), ("1,5 km", 1500), ("800 m", 800), ("1 500 m", 1500)],
)
def test_radius_is_read_with_its_unit(typed: str, metres: float) -> None:
    form = drawn(radius_m=[typed])
    assert form.is_valid()
    assert form.values()["radius_m"] == metres


@pytest.mark.parametrize("typed", ["", "wide", "nan", "inf", "1e999", "5 miles"])
def test_radius_that_is_no_length_is_refused(typed: str) -> None:
    assert "radius_m" in drawn(radius_m=[typed]).errors


def test_corner_says_how_it_was_read_and_keeps_what_was_typed() -> None:
    corner = read_corner(" 371422N1270025E ", SITE, 3)
    assert (corner.number, corner.text) == (3, "371422N1270025E")
    assert corner.point is not None
    assert corner.echo
    assert not corner.problem


def test_the_figure_that_was_not_chosen_is_left_alone() -> None:
    form = drawn(corner=["nonsense", "more nonsense"])
    assert form.is_valid()
    values: dict[str, Any] = form.values()
    assert (values["polygon"], values["radius_m"]) == (None, 500)
