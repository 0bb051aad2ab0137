"""A workbook: its sheets, which one to read, and what a reader should know of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.errors import ImportRefused, shorten
from incidents.services.importing.files.archive import Archive, damaged
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.limits import MAX_SHARED_TEXT_BYTES, MAX_SHEETS, MAX_SMALL_PART_BYTES
from incidents.services.importing.files.markup import Attributes, walk
from incidents.services.importing.files.merges import Merges
from incidents.services.importing.files.naming import kept_title
from incidents.services.importing.files.notes import Notes
from incidents.services.importing.files.parts import check_is_workbook, main_part, relations
from incidents.services.importing.files.scanning import Scan, scan
from incidents.services.importing.files.sheet import sheet_rows
from incidents.services.importing.files.styles import date_styles
from incidents.services.importing.files.texts import SharedTexts, read_shared_texts
from incidents.services.importing.files.values import Seen, Values


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    is_hidden: bool


class Workbook:
    """Reads cells and nothing else: no macro, no formula, no link, no picture, no file inside the file."""

    def __init__(self, file: IO[bytes], notes: Notes) -> None:
        self._archive, self._notes = Archive(file), notes
        check_is_workbook(self._archive)
        self._part = main_part(self._archive)
        self._related = relations(self._archive, self._part)
        self._since_1904 = False
        self._sheets: dict[str, _Sheet] = {}
        walk(self._archive.pieces(self._part, MAX_SMALL_PART_BYTES), self._take)
        if not self._sheets:
            raise ImportRefused(_("The workbook has no sheet with cells."))
        if any(name.endswith("vbaproject.bin") for name in self._archive.names()):
            notes.say(_("The workbook holds macros; they were neither read nor run."))
        self._scans: dict[str, Scan] = {}

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets that can be chosen, in their order."""
        return tuple(self._sheets)

    def choose(self, wanted: str) -> str:
        """Return the sheet asked for, else the visible one with the most rows."""
        if wanted:
            if wanted not in self._sheets:
                raise ImportRefused(
                    _("There is no sheet %(name)s. There are: %(names)s.")
                    % {
                        "name": shorten(wanted),
                        "names": ", ".join(shorten(name) for name in self.sheet_names[:10]),
                    }
                )
            return wanted
        if len(self._sheets) == 1:
            return next(iter(self._sheets))
        best = max(
            self._sheets.values(), key=lambda sheet: (self._filled(sheet, visible=True), self._filled(sheet))
        )
        others = len(self._sheets) - 1
        words = ngettext(
            "Read: sheet %(name)s, the one with most rows; %(n)d other can be chosen.",
            "Read: sheet %(name)s, the one with most rows; %(n)d others can be chosen.",
            others,
        )
        self._notes.say(words % {"name": shorten(best.name), "n": others})
        return best.name

    def _filled(self, sheet: _Sheet, *, visible: bool = False) -> int:
        return 0 if visible and sheet.is_hidden else self._scan(sheet.part).n_rows

    def rows(self, name: str) -> Iterator[RawRow]:
        """Yield the rows of a sheet."""
        sheet = self._sheets[name]
        merges = Merges(self._scan(sheet.part).ranges)
        values = Values(self._texts(), self._date_styles(), since_1904=self._since_1904)
        yield from sheet_rows(self._archive.pieces(sheet.part), values, merges)
        self._say(sheet, values.seen)

    def close(self) -> None:
        """Let go of the archive."""
        self._archive.close()

    def _take(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self._since_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            kind, target = self._related.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet" and self._archive.has(target):
                title = kept_title(attributes.get("name", ""), len(self._sheets) + 1, self._sheets)
                self._sheets[title] = _Sheet(title, target, attributes.get("state", "visible") != "visible")
            if len(self._sheets) > MAX_SHEETS:
                raise ImportRefused(
                    _("The workbook has more than %(limit)d sheets. Split it.") % {"limit": MAX_SHEETS}
                )

    def _scan(self, part: str) -> Scan:
        if part not in self._scans:
            self._scans[part] = scan(self._archive.pieces(part))
        return self._scans[part]

    def _texts(self) -> SharedTexts:
        part = self._named("sharedStrings")
        return read_shared_texts(self._archive.pieces(part, MAX_SHARED_TEXT_BYTES)) if part else SharedTexts()

    def _date_styles(self) -> frozenset[str]:
        part = self._named("styles")
        return date_styles(self._archive.pieces(part, MAX_SMALL_PART_BYTES)) if part else frozenset()

    def _named(self, kind: str) -> str:
        """Return the part of a kind, or nothing if the workbook does without."""
        for found, target in self._related.values():
            if found == kind:
                if not self._archive.has(target):
                    raise damaged()
                return target
        beside = posixpath.join(posixpath.dirname(self._part), f"{kind}.xml")
        return beside if self._archive.has(beside) else ""

    def _say(self, sheet: _Sheet, seen: Seen) -> None:
        say = self._notes.say
        if sheet.is_hidden:
            say(_("The sheet %(name)s is hidden; it was read as well.") % {"name": shorten(sheet.name)})
        if seen.n_hidden_rows or seen.n_hidden_columns:
            say(
                _("Hidden rows (%(rows)d) and hidden columns (%(columns)d) were read as well.")
                % {"rows": seen.n_hidden_rows, "columns": seen.n_hidden_columns}
            )
        if self._scan(sheet.part).ranges:
            say(_("Merged cells: their value was repeated in each cell they cover."))
        if seen.n_formulas:
            words = ngettext(
                "%(n)d cell holds a formula; the value saved with it was read.",
                "%(n)d cells hold formulas; the values saved with them were read.",
                seen.n_formulas,
            )
            say(words % {"n": seen.n_formulas})
        if seen.n_errors:
            words = ngettext(
                "%(n)d cell holds an error such as #REF!; it stands as it is.",
                "%(n)d cells hold an error such as #REF!; they stand as they are.",
                seen.n_errors,
            )
            say(words % {"n": seen.n_errors})
