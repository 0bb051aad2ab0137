"""Tables of the American aviation authority under headers that nobody has seen yet, known by what their cells say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from incidents.services.importing.mapping.built_in import BUILT_IN, CITY, DATE, FAA, STATE, TEXT
from incidents.services.importing.mapping.dates import DateReader
from incidents.services.importing.mapping.faa.timing import time_in_text
from incidents.services.importing.mapping.headers import guesses
from incidents.services.importing.mapping.sampling import Sample, is_date
from incidents.services.importing.mapping.shape import Field, Mapping
from incidents.services.importing.mapping.states import state_named

_LEAST_SHARE = 0.6
_IS_CITY = re.compile(r"city|town|municipal", re.IGNORECASE)
_OPENING = re.compile(r"\bFAA OPS\b|/\s*(?:UAS|DRONE|AIR CARRIER)\b")


def recognised(samples: Sequence[Sample], reader: DateReader) -> Mapping | None:
    """Return the built-in mapping with the headers of a table whose texts are reports of that authority."""
    texts = [one for one in samples if one.share(_is_report) >= _LEAST_SHARE]
    days = [one for one in samples if one not in texts and one.share(is_date(reader)) >= _LEAST_SHARE]
    if not texts or not days:
        return None
    rest = [one for one in samples if one not in texts and one not in days]
    named = {
        DATE: max(days, key=_says_date).column.header,
        TEXT: texts[0].column.header,
        STATE: _first(rest, lambda one: one.share(_is_state) >= _LEAST_SHARE),
        CITY: _first(rest, lambda one: bool(_IS_CITY.search(one.column.header))),
    }
    fields = (_renamed(known, named) for known in BUILT_IN[FAA].fields)
    return replace(BUILT_IN[FAA], name="", fields=tuple(known for known in fields if known is not None))


def _is_report(cell: str) -> bool:
    return _OPENING.search(cell[:80]) is not None and time_in_text(cell, None)[0] is not None


def _is_state(cell: str) -> bool:
    return state_named(cell) is not None or ("," in cell and state_named(cell.rpartition(",")[2]) is not None)


def _says_date(sample: Sample) -> float:
    return max((one.confidence for one in guesses(sample.column.header) if one.target == "date"), default=0.0)


def _first(samples: Sequence[Sample], fits: Callable[[Sample], bool]) -> str:
    return next((one.column.header for one in samples if fits(one)), "")


def _renamed(known: Field, named: dict[str, str]) -> Field | None:
    """Return a field with the headers of the table; a city without a state decides nothing."""
    wanted = [
        header for header in known.columns if header != CITY or named[STATE] or known.target != "position"
    ]
    columns = tuple(filter(None, (named[header] for header in wanted)))
    if known.target != "position":  # which takes state and city by their place, even from one column
        columns = tuple(dict.fromkeys(columns))
    if known.columns and not columns:
        return None
    return replace(known, columns=columns, confidence=0.9, why=("REPORTS",) if columns else ())
