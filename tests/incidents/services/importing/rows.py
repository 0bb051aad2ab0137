"""Rows of many kinds, made up from a seed; nothing in them is about a person."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.enums import Behaviour, EquipmentCategory, Outcome, StatedPurpose, Vantage
from incidents.services.importing import Row

_WORDS = (
    "aircraft", "runway", "fence", "gate", "tower", "road", "hill", "car park", "lens", "tripod", "활주로", "정문", "철책",
    "도로", "망원", "초소", "left when spoken to", "stayed for an hour", "two people", "one person", "드론 비행",
)  # fmt: skip


@dataclass(frozen=True)
class MadeRows:
    """Rows of a file of made-up reports; the same for the same seed."""

    count: int
    sites: tuple[tuple[str, float, float], ...]
    seed: int = 7

    def __call__(self, from_row: int = 0) -> Iterator[Row]:
        for number in range(2, self.count + 2):
            if number >= from_row:
                yield Row(number, cells_of(random.Random(self.seed * 1_000_003 + number), number, self.sites))


def cells_of(rng: random.Random, number: int, sites: tuple[tuple[str, float, float], ...]) -> dict[str, str]:
    """Return the cells of one row."""
    code, lat, lon = rng.choice(sites)
    day = f"{rng.randrange(2016, 2026)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    cells = {"row_ref": f"R-{number:07d}", **_when(rng, day)}
    cells["site"] = code if rng.random() < 0.7 else ""
    cells["place_as_reported"] = f"{code} {rng.choice(_WORDS)}"
    if rng.random() < 0.6:
        spread = rng.choice((0.001, 0.01, 0.05))
        cells["lat"] = f"{lat + rng.uniform(-spread, spread):.6f}"
        cells["lon"] = f"{lon + rng.uniform(-spread, spread):.6f}"
        cells["uncertainty_m"] = rng.choice(("", "0", "20", "1000"))
        cells["geocode_method"] = rng.choice(("", "GPS", "map_click"))
    cells["behaviours"] = "|".join(rng.sample(Behaviour.values, rng.randrange(3)))
    cells["summary"] = " ".join(rng.sample(_WORDS, 4)) if rng.random() < 0.9 else ""
    cells["note"] = " ".join(rng.choices(_WORDS, k=12))
    cells["equipment_as_reported"] = rng.choice(
        ("", "drone", "DSLR camera with telephoto lens", "휴대전화", "umbrella")
    )
    cells["outcome_as_reported"] = rng.choice(("", "no_offence", "let go"))
    cells["vantage"] = rng.choice(("", *Vantage.values))
    cells["stated_purpose"] = rng.choice(("", StatedPurpose.values[0].lower()))
    cells["group_size"] = rng.choice(("", "1", "4"))
    cells["minor_involved"] = rng.choice(("", "y", "N"))
    if rng.random() < 0.2:
        cells |= _lists(rng)
    if rng.random() < 0.1:
        cells["case_ref"] = f"CASE-{rng.randrange(9)}"
    if rng.random() < 0.05:
        cells |= {"zone_relation": "inside", "zone_reason": "as the guard saw"}
    return cells


def _when(rng: random.Random, day: str) -> dict[str, str]:
    kind = rng.random()
    if kind < 0.7:
        return {
            "date": day,
            "date_precision": "day",
            "occurred_time": f"{rng.randrange(24)}:{rng.randrange(60):02d}",
        }
    if kind < 0.85:
        return {"date": day, "date_precision": rng.choice(("day", "day_derived"))}
    if kind < 0.9:
        return {"date": day[:7], "date_precision": "month"}
    if kind < 0.95:
        return {"date": f"{day}/2026-01", "date_precision": "interval"}
    return {"date_precision": "unknown"}


def _lists(rng: random.Random) -> dict[str, str]:
    equipment = [
        {"category": kind, "count": rng.choice((None, 2)), "basis": "SEEN", "note": rng.choice(_WORDS)}
        for kind in rng.sample(EquipmentCategory.values, 2)
    ]
    sources = [
        {
            "type": "PRESS",
            "publisher": "A paper",
            "url": "https://example.org/1",
            "published_on": "2025-01-02",
        },
        {"type": "OTHER", "reliability": "B", "credibility": "2"},
    ]
    dispositions = [
        {"code": rng.choice(Outcome.values), "date": "2025-06", "legal_basis": ["NONE"], "source": 2},
        {"code": rng.choice(Outcome.values), "date": "2025-07-01", "source": None},
    ]
    claims = [{"field": "date", "value": "another day", "source": 1, "chosen": True, "reason": "earlier"}]
    actions = [{"type": "POLICE_CALLED", "agency_type": "MILITARY"}]
    lists = {
        "equipment": equipment, "sources": sources, "dispositions": dispositions, "claims": claims, "actions": actions,
    }  # fmt: skip
    return {name: json.dumps(entries) for name, entries in lists.items()}
