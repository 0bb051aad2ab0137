"""CSV that no spreadsheet executes: text that begins like a formula is marked, numbers stay numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

BOM = b"\xef\xbb\xbf"
_STARTS_FORMULA = frozenset("=+-@\t\r\n\x00＝＋－＠")
# Skipped before looking: spreadsheets skip them too.
_INVISIBLE = " \u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_LOOK_CLOSER = _STARTS_FORMULA.union(_INVISIBLE)


def flat(value: Any) -> Any:
    """Return a value as one property: lists joined by `|`, the parts of a list's entry by a space."""
    # A whole log passes here value by value, so the exact type is asked, which is quickest.
    kind = type(value)
    if kind is list:
        return "|".join([item if type(item) is str else _entry(item) for item in value])
    return orjson.dumps(value).decode() if kind is dict else value


def _entry(item: Any) -> str:
    if isinstance(item, Mapping):
        return " ".join(str(part) for part in item.values() if part not in (None, ""))
    return str(item)


def cell(value: Any) -> Any:
    """Return a value as one cell; text that a spreadsheet would take for a formula gets an apostrophe in front."""
    value = flat(value)
    kind = type(value)
    if kind is str:
        return f"'{value}" if value and value[0] in _LOOK_CLOSER and _is_formula(value) else value
    if kind is bool:
        return "true" if value else "false"
    return value


def _is_formula(text: str) -> bool:
    seen = text.lstrip(_INVISIBLE)
    return bool(seen) and seen[0] in _STARTS_FORMULA


def csv_header(fields: Sequence[str], *, bom: bool = False) -> bytes:
    """Return the first line, with the mark older spreadsheets need to read Korean if asked for."""
    return (BOM if bom else b"") + _lines([fields])


def csv_rows(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as UTF-8 lines; text is quoted always, numbers never."""
    return _lines([cell(row[name]) for name in fields] for row in rows)


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()
