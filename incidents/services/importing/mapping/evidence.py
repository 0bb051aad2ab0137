"""What speaks for a column being one thing or another: its header, and whether its cells bear that out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from incidents.services.importing.mapping.dates import DateReader
from incidents.services.importing.mapping.headers import Guess, guesses
from incidents.services.importing.mapping.sampling import (
    Sample,
    is_clock,
    is_date,
    is_degrees,
    is_number,
    is_position,
    names_codes,
    names_equipment,
)
from incidents.services.importing.mapping.targets import TARGETS

# The day of the report is not the day of the event; it is taken only where there is no other.
_OF_THE_REPORT = re.compile(
    r"신고|접수|보고|인지|확인|등록|작성|report|received|entered|filed", re.IGNORECASE
)
_CODED = frozenset(
    {"behaviours", "actions", "outcome_as_reported", "site_type", "detected_by", "vehicle_type", "stated_purpose", "vantage",
     "visitor_category", "subject_of_view", "warning", "context_event", "flight_approval", "media", "sign_present", "minor_involved"}
)  # fmt: skip
_KEYS = frozenset({"row_ref", "case_ref"})
_SHARE_TO_BELIEVE = 0.8


@dataclass(frozen=True, slots=True)
class Claim:
    """A column that may be the source of a target."""

    target: str
    header: str
    how: str
    confidence: float
    why: tuple[str, ...]


def claims_of(sample: Sample, reader: DateReader) -> Iterator[Claim]:
    """Yield what a column may be."""
    header = sample.column.header
    by_header = [_held_against_cells(guess, sample, reader) for guess in guesses(header)]
    yield from by_header
    best = max((claim.confidence for claim in by_header), default=0.0)
    is_key = any(claim.target in _KEYS for claim in by_header)  # 2025-0011 is no time from 20:25 to 00:11
    if sample.cells and best < 0.5 and not is_key:
        yield from _by_cells(sample, reader, {claim.target for claim in by_header})


def _held_against_cells(guess: Guess, sample: Sample, reader: DateReader) -> Claim:
    header = sample.column.header
    if guess.target == "place_as_reported" and sample.share(is_position) >= _SHARE_TO_BELIEVE:
        guess = replace(guess, target="position")
    how = TARGETS[guess.target].hows[0]
    share = _share(guess.target, sample, reader)
    confidence = guess.confidence
    why: tuple[str, ...] = (guess.why,)
    if guess.target == "date" and _OF_THE_REPORT.search(header):
        confidence -= 0.15
    if share is not None:
        confidence *= 0.25 + 0.75 * share if guess.target not in _CODED else 0.55 + 0.45 * share
        why = (guess.why, f"CELLS:{round(share * len(sample.cells))}/{len(sample.cells)}")
    if guess.target == "row_ref" and (sample.is_count or not sample.is_distinct):
        confidence, why = 0.0, (*why, "COUNTS_ROWS")
    return Claim(guess.target, header, how, confidence, why)


def _share(target: str, sample: Sample, reader: DateReader) -> float | None:
    """Return how many cells are what the header says, or None where cells cannot tell."""
    if not sample.cells:
        return None
    if target in ("date", "date_until", "published_on", "announced_on"):
        return sample.share(is_date(reader))
    if target in _CODED:
        return sample.share(names_codes(target))
    fits = {
        "occurred_time": is_clock,
        "position": is_position,
        "lat": is_degrees(180),
        "lon": is_degrees(180),
        "uncertainty_m": is_number,
        "group_size": is_number,
        "media_count": is_number,
    }.get(target)
    return sample.share(fits) if fits else None


def _by_cells(sample: Sample, reader: DateReader, said: set[str]) -> Iterator[Claim]:
    """Yield what the cells alone make likely, where the header says nothing or what they do not bear out."""
    header, n = sample.column.header, len(sample.cells)
    for target, fits, how in (
        ("date", is_date(reader), "DATE"),
        ("position", is_position, "POSITION"),
        ("lat", is_degrees(90, beyond=20, decimals=3), "DEGREES"),
        ("lon", is_degrees(180, beyond=90, decimals=3), "DEGREES"),
        ("occurred_time", is_clock, "CLOCK"),
        ("equipment_as_reported", names_equipment, "TEXT"),
    ):
        share = sample.share(fits)
        if share >= _SHARE_TO_BELIEVE and target not in said:
            yield Claim(target, header, how, 0.6 * share, (f"CELLS:{round(share * n)}/{n}",))
            return
    if sample.mean_length >= 30 and sample.is_distinct and not said:
        yield Claim("note", header, "TEXT", 0.4, ("LONG_TEXT",))
