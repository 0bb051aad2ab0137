"""What the user chose after the preview; nothing doubtful enters without a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Choices:
    """Whether doubtful rows enter, whether one refusal stops all, and whether complete reports are handed in.

    `exceptions` are rows that likely tell of a known event and of which the contrary of `enter_duplicates` holds.
    """

    enter_duplicates: bool = False
    enter_updates: bool = True
    take_offers: bool = False
    confirmed_doubts: bool = False
    all_or_nothing: bool = False
    hand_in: bool = True
    exceptions: frozenset[int] = frozenset()

    def enters(self, row_number: int) -> bool:
        """Whether a row enters although it likely tells of a known event."""
        return self.enter_duplicates != (row_number in self.exceptions)

    def to_json(self) -> dict[str, Any]:
        """Return the choices as plain values."""
        return asdict(self) | {"exceptions": sorted(self.exceptions)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Choices:
        """Return choices that were stored."""
        return cls(**{**content, "exceptions": frozenset(content.get("exceptions", ()))})


CAREFUL = Choices()
