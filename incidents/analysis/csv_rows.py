"""Rows of a CSV file as plain dictionaries, or the reason why it is none."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from incidents.analysis.errors import AnalysisError

Row = dict[str, str]


def rows_of(path: Path, required: Sequence[str], optional: Sequence[str]) -> tuple[list[str], Iterator[Row]]:
    """Heading of a file, and its rows one by one; an optional column that is absent reads as blank."""
    records = _records(_text(path), path)
    heading = [name.strip().lower().replace(" ", "_") for name in next(records, [])]
    _check_heading(heading, required, optional)
    blank = dict.fromkeys(optional, "")
    return heading, (blank | row for row in _rows(records, heading))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise AnalysisError("file", str(path), f"it cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start)
        where = f"row {line}" if line else "heading"
        advice = "the file is not in UTF-8 from here on; save it as CSV UTF-8."
        raise AnalysisError(where, error.object[error.start : error.start + 4], advice) from error


def _records(text: str, path: Path) -> Iterator[list[str]]:
    """Cells of every line that is not blank."""
    reader, number = csv.reader(StringIO(text, newline=""), strict=True), -1
    try:
        for record in reader:
            if record:
                number += 1
                yield record
    except csv.Error as error:
        where = f"row {number + 1}" if number >= 0 else "heading"
        raise AnalysisError(
            where, str(path), f"it is not CSV ({error}); check its quotation marks."
        ) from error


def _rows(records: Iterator[list[str]], heading: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, start=1):
        if len(record) > len(heading):
            advice = (
                f"the heading names {len(heading)} columns; put cells that hold a comma into quotation marks."
            )
            raise AnalysisError(f"row {number}, column {len(heading) + 1}", record[len(heading)], advice)
        if len(record) < len(heading):
            advice = f"the row ends after {len(record)} cells, and the heading names {len(heading)} columns."
            raise AnalysisError(f"row {number}, {heading[len(record)]}", None, advice)
        yield dict(zip(heading, record, strict=True))


def _check_heading(heading: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    for name in heading:
        if heading.count(name) > 1:
            raise AnalysisError("heading", name, "two columns have this name; name each column once.")
    for name in required:
        if name not in heading:
            advice = f"add the column {name}."
            if len(heading) == 1 and any(mark in heading[0] for mark in ";\t"):
                advice = "columns are separated by commas; save the file so."
            raise AnalysisError("heading", ",".join(heading), advice)
    for name in heading:
        missing = [other for other in optional if other not in heading]
        if name not in (*required, *optional) and (meant := get_close_matches(name, missing, 1, 0.75)):
            raise AnalysisError(
                "heading", name, f"name the column {meant[0]} if it is that, or something else."
            )
