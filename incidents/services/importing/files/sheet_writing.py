"""A workbook of one sheet, written piece by piece: every cell is text, so nothing in it can be run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from incidents.services.importing.files.inert import looks_like_formula
from incidents.services.importing.files.table import letter_of

_ROWS_PER_PIECE = 500
_MOST_TITLE_CHARACTERS = 31
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Characters that XML cannot hold, or turns into others.
_CODED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\r]|_x(?=[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_RELATION}/styles" Target="styles.xml"/></Relationships>""",
    # Style 1 is what a leading apostrophe does in a spreadsheet: the cell stays text when somebody edits it.
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""",
}


def write_sheet(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the bytes of a workbook as its rows come."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _HEAD + content)
        archive.writestr("xl/workbook.xml", _HEAD + _workbook(title))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for piece in _pieces(header, rows):
                part.write(piece.encode())
                yield outlet.taken()
            part.write(b"</sheetData></worksheet>")
    yield outlet.taken()


def _workbook(title: str) -> str:
    name = _NOT_IN_TITLE.sub(" ", title)[:_MOST_TITLE_CHARACTERS].strip().strip("'") or "Sheet1"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    letters = [letter_of(at) for at in range(len(header))]
    lines = [_row(1, header, letters)]
    for number, row in enumerate(rows, 2):
        lines.append(_row(number, row, letters))
        if len(lines) >= _ROWS_PER_PIECE:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _row(number: int, cells: Sequence[str], letters: Sequence[str]) -> str:
    written = [_cell(f"{letter}{number}", cell) for letter, cell in zip(letters, cells, strict=True) if cell]
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(reference: str, text: str) -> str:
    style = 1 if looks_like_formula(text) else 0
    shown = escape(_CODED.sub(_code, text))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _code(found: re.Match[str]) -> str:
    return "_x005F_x" if found[0] == "_x" else f"_x{ord(found[0]):04X}_"


class _Outlet(io.RawIOBase):
    """Takes what the archive writes and hands it on; nothing is ever written twice, so no file is needed."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._n_bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        self._n_bytes += len(data)
        return len(data)

    def tell(self) -> int:
        return self._n_bytes

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data
