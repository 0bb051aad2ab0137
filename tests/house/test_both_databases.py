"""Whichever database the suite runs on gives the answers of plain Python: filters, counts and order."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.access import reader_of
from incidents.enums import EquipmentCategory, LogKind, RecordKind, Status, ZoneRelation
from incidents.forms.filters import IncidentFilter
from incidents.models import Account, Equipment, Incident
from incidents.records import Pair
from incidents.selectors.facets import count_facets
from incidents.selectors.incidents import by_time, count_pair, incidents_visible_to
from tests.factories import SEOUL, make_case, make_log, make_site

N_ROWS = 120
# Letters of two cases beyond ASCII, a sharp s without a capital, and the signs of a LIKE pattern.
SUMMARIES = ["Tripod at the École gate", "ÜBUNG am Zaun, 50% zoom", "담장 밖 촬영 Camera", "drone_2 over Straße 9",
             "C:\\DCIM camera card", "ΠΥΛΗ", "", "it's \"nothing\""]  # fmt: skip
WORDS = ["école", "ÉCOLE", "übung", "50%", "%", "_", "drone_2", "DRONEX2", "strasse", "STRAßE", "담장", "camera", "CAMERA",
         "\\", "c:\\dcim", "πυλη", "it's", '"', "UPR-2025-0001", "upr-", "café", "오산", "none of these"]  # fmt: skip
SITES = [("alpha", "MIL_BASE", "Alpha Café", "오산 알파"), ("bravo", "AIRPORT", "Bravo Field", "브라보"),
         ("charlie", "PORT", "Charlie Übersee", "찰리")]  # fmt: skip
DEGREES = [-180.0, -179.5, -0.5, 0.0, 0.5, 126.5, 127.0, 127.5, 180.0]
LATS = [-90.0, -1.5, 0.0, 37.0, 37.5, 90.0]
FIRST_DAY = dt.date(2025, 1, 30)
N_DAYS = 40


@dataclass(frozen=True)
class Row:
    """What Python knows of one stored incident."""

    stored: Incident
    equipment: frozenset[str]

    @property
    def case_key(self) -> tuple[str, int]:
        return ("case", self.stored.case_id) if self.stored.case_id else ("row", self.stored.pk)


@pytest.fixture
def world(reporter: Account, reviewer: Account, releaser: Account) -> list[Row]:
    """Store rows of every kind of gap: no site, no point, no time, no case, one or more things carried."""
    chance = random.Random(20261123)
    logs = [make_log(), make_log("press", kind=LogKind.PRESS, is_default=False)]
    sites = [
        make_site(code, site_type=kind, name_en=en, name_ko=ko, lat=chance.choice(LATS), lon=chance.choice(DEGREES))
        for code, kind, en, ko in SITES
    ]  # fmt: skip
    cases = {log.pk: [make_case(ref, log) for ref in ("A", "B")] for log in logs}
    people = {"entered_by": reporter, "last_edited_by": reporter}
    decided = {"reviewed_by": reviewer, "released_by": releaser}
    rows = []
    for n in range(N_ROWS):
        log, status = chance.choice(logs), chance.choice(Status.values)
        begun = _moment(chance) if chance.random() < 0.8 else None
        lasts = begun is not None and chance.random() < 0.3
        rows.append(Incident(
            number=f"UPR-2025-{n:05d}", log=log, status=status, **people, **decided,
            record_kind=RecordKind.SUMMARY if chance.random() < 0.05 else RecordKind.INCIDENT,
            case=chance.choice([None, None, *cases[log.pk]]), site=chance.choice([None, *sites]),
            occurred_from=begun, occurred_to=begun + dt.timedelta(hours=chance.randrange(90)) if lasts else None,
            zone_relation=chance.choice(["", *ZoneRelation.values]), summary=chance.choice(SUMMARIES),
            summary_ko=chance.choice(["", "카메라"]), **_point(chance),
        ))  # fmt: skip
    Incident.objects.bulk_create(rows)
    stored = list(Incident.objects.select_related("log", "site").order_by("pk"))
    carried = {
        row.pk: frozenset(chance.sample(EquipmentCategory.values, chance.randrange(4))) for row in stored
    }
    Equipment.objects.bulk_create(
        Equipment(incident_id=pk, category=code) for pk, codes in carried.items() for code in sorted(codes)
    )
    return [Row(row, carried[row.pk]) for row in stored]


def _moment(chance: random.Random) -> dt.datetime:
    """Return a quarter of an hour, often one beside midnight."""
    day = FIRST_DAY + dt.timedelta(days=chance.randrange(N_DAYS))
    minute = chance.choice([0, 15, 8 * 60, 9 * 60, 12 * 60, 23 * 60 + 45])
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), tzinfo=SEOUL)


def _point(chance: random.Random) -> dict[str, float]:
    if chance.random() < 0.4:
        return {}
    return {"observer_lat": chance.choice(LATS), "observer_lon": chance.choice(DEGREES)}


def some(codes: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(codes)), max_size=3, unique=True)


DAYS = st.dates(FIRST_DAY - dt.timedelta(days=2), FIRST_DAY + dt.timedelta(days=N_DAYS + 5)).map(str)
SOUTH_NORTH = st.tuples(st.sampled_from(LATS), st.sampled_from(LATS)).map(sorted)
BOXES = st.builds(
    lambda west, lats, east: f"{west},{lats[0]},{east},{lats[1]}",
    st.sampled_from(DEGREES),
    SOUTH_NORTH,
    st.sampled_from(DEGREES),
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "log": some(["own", "press"]),
        "status": some(Status.values),
        "site": some([code for code, *_ in SITES]),
        "site_type": some(["MIL_BASE", "AIRPORT", "PORT", "AGENCY_BUILDING"]),
        "equipment": some(EquipmentCategory.values),
        "zone_relation": some(ZoneRelation.values),
        "date_from": DAYS,
        "date_to": DAYS,
        "bbox": BOXES,
        "q": st.sampled_from(WORDS),
    },
)
asked_often = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(params=["reporter", "reviewer", "analyst"])
def account(request: pytest.FixtureRequest) -> Account:
    return request.getfixturevalue(request.param)


def test_filters_counts_and_order_are_those_of_plain_python(world: list[Row], account: Account) -> None:
    role = account.username
    reader = reader_of(account)

    @asked_often
    @given(asked=QUERIES)
    def ask(asked: dict[str, Any]) -> None:
        def without(name: str) -> Any:
            query = QueryDict(
                urlencode({key: value for key, value in asked.items() if key != name}, doseq=True)
            )
            bound = IncidentFilter(query, queryset=incidents_visible_to(reader), reader=reader)
            assert bound.is_valid(), bound.form.errors
            return bound.qs

        def expected(name: str = "") -> list[Row]:
            return [row for row in world if _is_visible(row, role) and _is_kept(row, asked, name, role)]

        listed = sorted(expected(), key=_newest_first)
        assert [row.number for row in by_time(without(""))] == [row.stored.number for row in listed]
        assert count_pair(without("")) == _pair(listed)
        assert count_facets(without) == {name: _facet(expected(name), of) for name, of in FACETS.items()}

    ask()


def _is_visible(row: Row, role: str) -> bool:
    stored = row.stored
    states = {
        "reporter": set(Status.values),
        "analyst": {"RELEASED"},
        "reviewer": set(Status.values) - {"DRAFT"},
    }
    return stored.record_kind == RecordKind.INCIDENT and stored.status in states[role]


def _is_kept(row: Row, asked: dict[str, Any], left_out: str, role: str) -> bool:
    return all(KEEPS[name](row, value, role) for name, value in asked.items() if name != left_out and value)


def _keeps_code(of: Callable[[Row], set[str]]) -> Callable[[Row, list[str], str], bool]:
    return lambda row, codes, _role: bool(of(row) & set(codes))


def _site_of(row: Row, name: str) -> set[str]:
    return {getattr(row.stored.site, name)} if row.stored.site else set()


def _is_after(row: Row, day: str, _role: str) -> bool:
    ended = row.stored.occurred_to or row.stored.occurred_from
    return ended is not None and ended.astimezone(SEOUL).date() >= dt.date.fromisoformat(day)


def _is_before(row: Row, day: str, _role: str) -> bool:
    begun = row.stored.occurred_from
    return begun is not None and begun.astimezone(SEOUL).date() <= dt.date.fromisoformat(day)


def _is_in_box(row: Row, box: str, role: str) -> bool:
    west, south, east, north = map(float, box.split(","))
    point = row.stored.site.point if row.stored.site else None
    if role == "reviewer" and row.stored.observer_point is not None:
        point = row.stored.observer_point
    if point is None or not south <= point.lat <= north:
        return False
    return west <= point.lon <= east if west <= east else point.lon >= west or point.lon <= east


def _has_words(row: Row, words: str, _role: str) -> bool:
    site = row.stored.site
    texts = [row.stored.number, row.stored.summary, row.stored.summary_ko]
    texts += [site.name_en, site.name_ko] if site else []
    return any(_small(words) in _small(text) for text in texts)


def _small(text: str) -> str:
    return text.replace("ß", "\0").lower().replace("ς", "σ").replace("\0", "ß")


FACETS: dict[str, Callable[[Row], set[str]]] = {
    "status": lambda row: {row.stored.status},
    "site_type": lambda row: _site_of(row, "site_type"),
    "equipment": lambda row: set(row.equipment),
    "zone_relation": lambda row: {row.stored.zone_relation} - {""},
}
KEEPS: dict[str, Callable[[Row, Any, str], bool]] = {
    **{name: _keeps_code(of) for name, of in FACETS.items()},
    "log": _keeps_code(lambda row: {row.stored.log.code}),
    "site": _keeps_code(lambda row: _site_of(row, "code")),
    "date_from": _is_after,
    "date_to": _is_before,
    "bbox": _is_in_box,
    "q": _has_words,
}


def _newest_first(row: Row) -> tuple[float, int]:
    return -(row.stored.occurred_from or row.stored.created_at).timestamp(), -row.stored.pk


def _pair(rows: list[Row]) -> Pair:
    """Count what stands: a report grouped under a lead is counted with its lead."""
    standing = [row for row in rows if row.stored.status != Status.DUPLICATE]
    return Pair(incidents=len(standing), cases=len({row.case_key for row in standing}))


def _facet(rows: list[Row], of: Callable[[Row], set[str]]) -> dict[str, Pair]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for code in of(row):
            groups[code].append(row)
    pairs = {code: _pair(group) for code, group in groups.items()}
    return {code: pair for code, pair in pairs.items() if pair.incidents}
