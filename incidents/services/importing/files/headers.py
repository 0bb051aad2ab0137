"""Where the header of a table is, and what its columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.columns import COLUMNS
from incidents.services.importing.files.broken import check_names
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.limits import MAX_COLUMNS
from incidents.services.importing.files.table import letter_of
from incidents.services.importing.files.telling import tells
from incidents.services.importing.persons import is_about_a_person

MAX_TITLE_LINES = 40
_MOST_HEADER_LINES = 3
_MAX_HEADER_CHARACTERS = 200
# A number, a date, a time, a coordinate: what stands in rows and not in headers.
_VALUE = re.compile(r"[\s'‘’]*[-+(]?[\d０-９][\d０-９\s.,:;/~\-()TZ년월일시분초경도°′″'\"NSEWnsew%]*")
_USUAL = re.compile(
    r"일시|일자|날짜|시간|시각|장소|위치|지점|내용|개요|비고|순번|번호|연번|구분|유형|장비|조치|결과|위도|경도|좌표"
    r"|기지|시설|부대|성명|국적|\b(?:date|time|day|place|location|site|city|state|summary|notes?|remarks?|lat(?:itude)?"
    r"|lon(?:gitude)?|equipment|description|type|name|id|no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of the header, how many lines it has, and a name for each column, blank if it has none."""

    row: int
    n_lines_above: int
    n_lines: int
    names: tuple[str, ...]
    # False where the name only repeats what a merged cell shows.
    own: tuple[bool, ...]


def find_header(rows: Sequence[RawRow]) -> Header:
    """Find the header among the first rows, or refuse a table whose columns have no names."""
    typical = _typical_width(rows)
    for at, row in enumerate(rows):
        _check(row)
        if _is_title(row, typical):
            continue
        if _is_header(row):
            return _header(rows, at)
        break
    raise ImportRefused(
        _("No line with the names of the columns was found. Put one above the rows; docs/data.md lists the usual names.")
    )  # fmt: skip


def _check(row: RawRow) -> None:
    """Refuse a file whose first lines cannot be read whole: nobody could say which columns are about persons."""
    problem = row.problem or " ".join([said for _at, said in row.flaws if said][:3])
    if problem:
        raise ImportRefused(_("Row %(row)d: %(reasons)s") % {"row": row.number, "reasons": problem})


def refuse_beyond(row: RawRow) -> None:
    """Refuse a file that holds something beyond the last column we read."""
    beyond = [at for at, _said in row.flaws if at >= MAX_COLUMNS]
    beyond += [at for at in range(MAX_COLUMNS, len(row.cells)) if row.cells[at].strip()]
    if beyond:
        raise ImportRefused(
            _("Row %(row)d holds something in column %(column)s; the first %(limit)d columns are read. Move or remove it.")
            % {"row": row.number, "column": letter_of(min(beyond)), "limit": MAX_COLUMNS}
        )  # fmt: skip


def _typical_width(rows: Sequence[RawRow]) -> float:
    widths = [_n_filled(row.cells) for row in rows if not row.problem]
    return median([width for width in widths if width > 1] or [1])


def _n_filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def _is_title(row: RawRow, typical: float) -> bool:
    n_filled = _n_filled(row.cells)
    if n_filled >= 2 and _n_usual(row.cells) * 2 >= n_filled and not _n_values(row.cells):
        return False
    enough = max(2, 0.6 * typical) if typical > 1 else 1
    # A line of groups is merged over its columns: few cells of its own, but it covers the table.
    spans = n_filled >= max(3, 0.3 * typical) and _n_filled(row.filled) >= enough
    return n_filled < enough and not spans


def _is_header(row: RawRow) -> bool:
    n_known = sum(1 for cell in row.cells if cell.strip().lower() in COLUMNS)
    return not _n_values(row.cells) or n_known >= 2 or _n_usual(row.cells) >= 3


def _n_values(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if _VALUE.fullmatch(cell.strip()))


def _n_usual(cells: Sequence[str]) -> int:
    return sum(
        1 for cell in cells if len(cell) <= 20 and (cell.strip().lower() in COLUMNS or _USUAL.search(cell))
    )


def _header(rows: Sequence[RawRow], at: int) -> Header:
    names = [tidy(cell) for cell in rows[at].filled]
    own = [bool(tidy(cell)) for cell, _name in zip_longest(rows[at].cells, names, fillvalue="")]
    n_lines = 1
    for below in rows[at + 1 : at + _MOST_HEADER_LINES]:
        if below.problem or not _goes_on(own, below.cells, rows[at].cells):
            break
        _check(below)
        names, own = _joined(names, own, below)
        n_lines += 1
    check_names(names, rows[at].number)
    return Header(rows[at].number, at, n_lines, tuple(names), tuple(own))


def _goes_on(own: Sequence[bool], below: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a line names parts of groups: it fills only what lies under a group, and all that had no name."""
    if _n_values(below) or _n_filled(below) < 2:
        return False
    n_under = 0
    for at, (has_name, cell) in enumerate(zip_longest(own, below, fillvalue=None)):
        part = tidy(cell or "")
        begins_group = bool(has_name) and at + 1 < len(below) and not (at + 1 < len(own) and own[at + 1])
        if part and has_name and not begins_group and part != tidy(above[at]):
            return False
        if not part and not has_name and at < len(own):
            return False
        n_under += bool(part and not has_name)
    return n_under > 0


def _joined(names: list[str], own: list[bool], below: RawRow) -> tuple[list[str], list[bool]]:
    joined, owned, group = [], [], ""
    for at in range(max(len(names), len(below.filled))):
        name = names[at] if at < len(names) else ""
        part = tidy(below.filled[at]) if at < len(below.filled) else ""
        group = name or group
        # A text file leaves the cells beside a group blank; there its name reaches as far as parts stand below.
        whole = group if part and not name else name
        joined.append(whole if part in ("", whole) else f"{whole} {part}".strip())
        owned.append((at < len(own) and own[at]) or (at < len(below.cells) and bool(below.cells[at].strip())))
    return joined, owned


def tidy(header: str) -> str:
    """Return a header on one line, without the invisible characters that come along from web pages."""
    line = " ".join(header.split())
    return "".join(letter for letter in line if letter.isprintable()).strip()[:_MAX_HEADER_CHARACTERS]


def dropped_columns(names: Sequence[str]) -> frozenset[int]:
    """Return the columns not to be read: those about a person, and nameless ones right beside them."""
    dropped: set[int] = set()
    for at, name in enumerate(names):
        # A merged header over two columns leaves the second one nameless in a text file.
        # 성 and 명 in two columns are one name; 명 alone counts persons.
        if is_about_a_person(name) or tells(name) if name not in ("", "명") else at - 1 in dropped:
            dropped.add(at)
    return frozenset(dropped)


def distinct(names: Sequence[str]) -> tuple[list[str], int]:
    """Return the names with repeated ones numbered, and how many were."""
    taken = {name.lower() for name in names}
    counts: dict[str, int] = {}
    made = []
    for name in names:
        key = name.lower()
        counts[key] = count = counts.get(key, 0) + 1
        fresh = name
        while count > 1 and fresh.lower() in taken:
            fresh = f"{name} ({count})"
            count += 1
        taken.add(fresh.lower())
        made.append(fresh)
    return made, sum(1 for old, new in zip(names, made, strict=True) if old != new)
