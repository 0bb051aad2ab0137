"""A second line of headers further down: months pasted under each other, each with columns in an order of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.margins import is_sparse
from incidents.services.importing.persons import is_about_a_person

# Of the cells of a row; fewer are enough under a gap or a title, where another table begins.
_LONGEST, _MOST_HEADERS, _MOST_UNDER_A_GAP = 40, 0.8, 0.6
_DIGIT = re.compile(r"\d")
_USUAL = re.compile(
    r"(?:[가-힣]{1,4}\s?)?(?:일시|일자|날짜|시간|시각|장소|위치|지점|내용|개요|비고|순번|번호|연번|구분|유형|장비|조치|결과|위도|경도|좌표|기지|시설|부대)(?:명|사항)?"
    r"|(?:date|time|day|place|location|site|city|state|summary|notes?|remarks?|lat(?:itude)?|lon(?:gitude)?|equipment|description"
    r"|details|type|id|no\.?)",
    re.IGNORECASE,
)


class SecondHeader:
    """Refuses a file whose columns change their order below: what is about persons would stand under another header."""

    def __init__(self, names: Sequence[str], *, has_dropped: bool) -> None:
        self._names = frozenset(name for name in names if name)
        self._has_dropped = has_dropped
        self._above: RawRow | None = None

    def refuse_in(self, row: RawRow) -> None:
        """Raise ImportRefused if the row names columns anew and some of them are about persons."""
        above, self._above = self._above, row
        cells = row.filled
        if len(self._names.intersection(cells)) < 2 and _DIGIT.search("".join(cells)[:400]):
            return
        filled = [" ".join(cell.split()) for cell in cells if cell and not cell.isspace()]
        if len(filled) < 2 or max(map(len, filled)) > _LONGEST or _DIGIT.search("".join(filled)):
            return
        persons = {cell for cell in filled if is_about_a_person(cell)}
        n_headers = sum(
            cell in self._names or cell in persons or _USUAL.fullmatch(cell) is not None for cell in filled
        )
        most = _MOST_UNDER_A_GAP if above is not None and _is_apart(above, row) else _MOST_HEADERS
        if n_headers >= most * len(filled) and (persons or (self._has_dropped and n_headers > 1)):
            words = _(
                "Row %(row)d names the columns anew, in another order. What is about persons would slip into other columns, so nothing was read. Split the file there."
            )
            raise ImportRefused(words % {"row": row.number})


def _is_apart(above: RawRow, row: RawRow) -> bool:
    """Whether blank lines, or a title in a single cell, stand between a row and the rows above it."""
    return row.number > above.number + 1 or is_sparse(above.filled)
