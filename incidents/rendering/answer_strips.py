"""What chance looks like beside the answers to Knox, series and surge: near pairs, stops of a series, reports over time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.records import SiteTally
from incidents.rendering.frames import (
    SHUFFLES,
    Bar,
    ChanceStrip,
    Frame,
    Plane,
    count_in_days,
    frame_titles,
    places_of,
)
from incidents.rendering.labels import label
from sites.geometry import Point

Facts = Mapping[str, Any]
Points = Mapping[str, Point]
PAIR_RING_PX, WIDEST_RING_PX = 3.0, 18.0
TIME_HEIGHT, TIME_WIDTH, _BASE_PX = 44, 62, 38
_THINNEST_PX = 1.5


def answer_strip(
    method: str, facts: Facts, tested: Sequence[SiteTally], points: Points
) -> ChanceStrip | None:
    """Return the strip of one unit of an answer, or nothing where no shuffle was kept; `points` gives sites by code."""
    if not facts.get("null_draws") or method not in _STRIPS:
        return None
    return _STRIPS[method](facts, tested, points)


def _knox(facts: Facts, tested: Sequence[SiteTally], points: Points) -> ChanceStrip | None:
    told = [facts, *facts["null_draws"][:SHUFFLES]]
    plane = _plane(tested, points, [code for one in told for pair in one["pairs"] for code in pair["sites"]])
    if plane is None:
        return None
    frames = tuple(
        _near_pairs(title, one, tested, points, plane)
        for title, one in zip(frame_titles(len(told) - 1), told, strict=True)
    )
    heading = _("What chance looks like: the same places, days shuffled")
    return ChanceStrip(heading, plane.outline(), frames)


def _near_pairs(title: str, one: Facts, tested: Sequence[SiteTally], points: Points, plane: Plane) -> Frame:
    """Ring the sites that pairs are at, two near sites in one ring; its area grows with the pairs."""
    rings = []
    for pair in one["pairs"]:
        ends = [plane.place(points[code]) for code in pair["sites"] if code in points]
        if ends:
            x, y = (round(sum(end[axis] for end in ends) / len(ends), 1) for axis in (0, 1))
            rings.append((x, y, round(min(PAIR_RING_PX * math.sqrt(pair["n"]), WIDEST_RING_PX), 1)))
    n = int(one["observed"])
    words = ngettext("%(n)d pair", "%(n)d pairs", n) % {"n": n} if n else _("nothing")
    at = {code for pair in one["pairs"] for code in pair["sites"]}
    return Frame(title, words, places_of(tested, plane, at), tuple(rings))


def _series(facts: Facts, tested: Sequence[SiteTally], points: Points) -> ChanceStrip | None:
    days = _days(facts) if "date_from" in facts else 0
    told = [{**facts, "days": days}, *(draw or {} for draw in facts["null_draws"][:SHUFFLES])]
    plane = _plane(tested, points, [code for one in told for code in one.get("sites", ())])
    if plane is None:
        return None
    frames = []
    for title, one in zip(frame_titles(len(told) - 1), told, strict=True):
        stops = tuple(plane.place(points[code]) for code in one.get("sites", ()) if code in points)
        words = count_in_days(int(one.get("observed", 0)), int(one.get("days", 0)))
        track = " ".join(f"{x},{y}" for x, y in stops)
        frames.append(Frame(title, words, places_of(tested, plane, ()), track=track, stops=stops))
    heading = _("What chance looks like: the same reports, their gear dealt out anew")
    return ChanceStrip(heading, plane.outline(), tuple(frames))


def _surge(facts: Facts, _tested: Sequence[SiteTally], _points: Points) -> ChanceStrip | None:
    told = [facts, *(draw or {} for draw in facts["null_draws"][:SHUFFLES])]
    study = _date(facts, "study_from"), _date(facts, "study_to")
    highest = max((n for one in told for n in one.get("profile", ())), default=0) or 1
    frames = []
    for title, one in zip(frame_titles(len(told) - 1), told, strict=True):
        words = count_in_days(int(one.get("observed", 0)), _days(one) if "date_from" in one else 0)
        frames.append(Frame(title, words, bars=_bars(one, study, highest), of_what=_of_what(one)))
    heading = (
        _("What chance looks like: as many reports, on random days")
        if facts["rate"] == "uniform"
        else _("What chance looks like: the same reports, dealt out anew to this year and those before")
    )
    return ChanceStrip(heading, "", tuple(frames), TIME_WIDTH, TIME_HEIGHT, 0)


def _of_what(one: Facts) -> str:
    if not one.get("observed"):
        return ""
    return label("site_type", one["site_type"]) if one.get("site_type") else _("the whole log")


def _bars(one: Facts, study: tuple[dt.date, dt.date], highest: int) -> tuple[Bar, ...]:
    """Stand the reports of each part of the study side by side, and the stretch as a line below them."""
    profile = one.get("profile", ())
    if not profile:
        return ()
    width, n_days = TIME_WIDTH / len(profile), (study[1] - study[0]).days + 1
    first, last = _stretch(one, study[0])
    bars = []
    for part, n in enumerate(profile):
        if n:
            height = round(max(1.0, (_BASE_PX - 4) * n / highest), 1)
            is_inside = first * len(profile) // n_days <= part <= last * len(profile) // n_days
            bars.append(
                Bar(
                    round(part * width + 0.2, 1),
                    round(_BASE_PX - height, 1),
                    round(width - 0.4, 1),
                    height,
                    is_inside,
                )
            )
    if last >= first:
        begin, end = (TIME_WIDTH * day / n_days for day in (first, last + 1))
        long = round(max(end - begin, _THINNEST_PX), 1)
        bars.append(Bar(round(min(begin, TIME_WIDTH - long), 1), _BASE_PX + 2, long, 2, is_inside=True))
    return tuple(bars)


def _stretch(one: Facts, begin: dt.date) -> tuple[int, int]:
    """Return the first and last day of the stretch, counted from the beginning of the study."""
    if "date_from" not in one:
        return 0, -1
    return (_date(one, "date_from") - begin).days, (_date(one, "date_to") - begin).days


def _days(one: Facts) -> int:
    return (_date(one, "date_to") - _date(one, "date_from")).days + 1


def _date(one: Facts, name: str) -> dt.date:
    return dt.date.fromisoformat(one[name])


def _plane(tested: Sequence[SiteTally], points: Points, codes: Sequence[str]) -> Plane | None:
    places = [item.site.point for item in tested] + [points[code] for code in set(codes) if code in points]
    return Plane(places) if places else None


_STRIPS: Mapping[str, Callable[[Facts, Sequence[SiteTally], Points], ChanceStrip | None]] = {
    "KNOX": _knox,
    "SERIES": _series,
    "SURGE": _surge,
}
