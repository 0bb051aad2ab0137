"""What was noticed while reading a file: a short list, however long the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import ngettext

_MOST_NOTES = 20


@dataclass(slots=True)
class Notes:
    """Collects notes and counts; each kind is said once."""

    said: list[str] = field(default_factory=list)
    n_repeated_headers: int = 0
    n_padded: int = 0
    n_garbled: int = 0
    lines_below: list[int] = field(default_factory=list)

    def say(self, note: str) -> None:
        """Add a note, unless it is blank or stands already."""
        if note and note not in self.said:
            self.said.append(note)

    def all(self) -> tuple[str, ...]:
        """Return every note, the counts last."""
        for n, note in self._counted():
            if n:
                self.say(note % {"n": n})
        return tuple(self.said[:_MOST_NOTES])

    def _counted(self) -> list[tuple[int, str]]:
        return [
            (
                len(self.lines_below),
                ngettext("%(n)d line under the table was left out.", "%(n)d lines under the table were left out.", len(self.lines_below)),
            ),
            (
                self.n_repeated_headers,
                ngettext("%(n)d repeated header line was left out.", "%(n)d repeated header lines were left out.", self.n_repeated_headers),
            ),
            (
                self.n_padded,
                ngettext(
                    "%(n)d row is shorter than the header; its missing last cells are taken as blank.",
                    "%(n)d rows are shorter than the header; their missing last cells are taken as blank.",
                    self.n_padded,
                ),
            ),
            (
                self.n_garbled,
                ngettext(
                    "%(n)d row holds letters broken before they came here (like â€™); they stand as they are.",
                    "%(n)d rows hold letters broken before they came here (like â€™); they stand as they are.",
                    self.n_garbled,
                ),
            ),
        ]  # fmt: skip
