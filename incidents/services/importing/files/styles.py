"""Which cells of a workbook are shown as dates."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.services.importing.files.archive import damaged
from incidents.services.importing.files.limits import MAX_STYLES
from incidents.services.importing.files.markup import Attributes, walk
from incidents.services.importing.files.serials import shows_date


def date_styles(pieces: Iterable[bytes]) -> frozenset[str]:
    """Return the numbers of the styles that show dates, as cells name them."""
    styles = _Styles()
    walk(pieces, styles.start, styles.end)
    codes = styles.codes
    return frozenset(
        str(at)
        for at, format_id in enumerate(styles.format_ids)
        if shows_date(format_id, codes.get(format_id))
    )


class _Styles:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.format_ids: list[int] = []
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:500]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.format_ids.append(_number(attributes.get("numFmtId")))
        if len(self.format_ids) > MAX_STYLES or len(self.codes) > MAX_STYLES:
            raise damaged()

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0
