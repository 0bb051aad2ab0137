"""Fields that are read from a column that is also something else: the first sentence, words found in a text, a position in words."""

from __future__ import annotations

from collections.abc import Mapping as Mapped
from dataclasses import replace

from incidents.services.importing.mapping.cell_readers import LONGEST_LINE
from incidents.services.importing.mapping.sampling import (
    Sample,
    is_degrees,
    is_position,
    names_codes,
    names_equipment,
)
from incidents.services.importing.mapping.shape import Field

_SHARE_IN_TEXT = 0.2


def with_derived(fields: list[Field], samples: Mapped[str, Sample]) -> list[Field]:
    """Return the fields with what can be read from the columns they have already."""
    found = {known.target: known for known in fields}
    _summary(found, samples)
    text = next((found[target].columns[0] for target in ("note", "summary") if target in found), "")
    if text:
        _in_text(found, "behaviours", samples[text])
        _in_text(found, "equipment_as_reported", samples[text])
    _position_in_place(found, samples)
    _swapped(found, samples)
    return list(found.values())


def _summary(found: dict[str, Field], samples: Mapped[str, Sample]) -> None:
    """Let the first sentence of the narrative be the summary, and a long summary the narrative."""
    if "summary" not in found and "note" in found:
        found["summary"] = Field(
            "summary", found["note"].columns[:1], "FIRST_SENTENCE", confidence=0.7, why=("FIRST_SENTENCE",)
        )
    elif "summary" not in found and "behaviours" in found:
        found["summary"] = Field(
            "summary", found["behaviours"].columns[:1], "FIRST_SENTENCE", confidence=0.6, why=("SAME_WORDS",)
        )
    summary = found.get("summary")
    if summary is None or summary.how == "FIRST_SENTENCE":
        return
    if any(len(cell) > LONGEST_LINE for cell in samples[summary.columns[0]].cells):
        found["summary"] = replace(summary, how="FIRST_SENTENCE")
        note = found.get("note", Field("note", (), "TEXT", confidence=summary.confidence, why=("LONG_TEXT",)))
        found["note"] = replace(note, columns=(*summary.columns, *note.columns)[:5])


def _in_text(found: dict[str, Field], target: str, sample: Sample) -> None:
    if target in found:
        return
    fits = names_equipment if target == "equipment_as_reported" else names_codes(target)
    share = sample.share(fits)
    if share >= _SHARE_IN_TEXT:
        why = f"CELLS:{round(share * len(sample.cells))}/{len(sample.cells)}"
        found[target] = Field(
            target, (sample.column.header,), "WORDS_IN_TEXT", "", round(0.6 * share, 2), ("IN_TEXT", why)
        )


def _position_in_place(found: dict[str, Field], samples: Mapped[str, Sample]) -> None:
    """Read a position where the words of the place are one, unless positions have a column."""
    place = found.get("place_as_reported")
    if place is None or {"position", "lat", "lon"} & found.keys():
        return
    share = samples[place.columns[0]].share(is_position)
    if share > 0:
        n = len(samples[place.columns[0]].cells)
        found["position"] = Field(
            "position", place.columns[:1], "IF_READABLE", "", round(0.5 + 0.4 * share, 2), (f"CELLS:{round(share * n)}/{n}",)
        )  # fmt: skip


def _swapped(found: dict[str, Field], samples: Mapped[str, Sample]) -> None:
    """Take latitude for longitude where every cell of both columns says so, whatever the headers do."""
    lat, lon = found.get("lat"), found.get("lon")
    if lat is None or lon is None:
        return
    says_lon = samples[lat.columns[0]].share(is_degrees(180, beyond=90)) == 1
    says_lat = samples[lon.columns[0]].share(is_degrees(90)) == 1
    if says_lon and says_lat:
        found["lat"] = replace(lat, columns=lon.columns, confidence=0.6, why=("SWAPPED",))
        found["lon"] = replace(lon, columns=lat.columns, confidence=0.6, why=("SWAPPED",))
