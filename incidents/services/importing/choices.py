"""What the user chose after the preview; nothing doubtful enters without a choice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """Whether doubtful rows enter, whether one refusal stops all, and whether complete reports are handed in."""

    enter_duplicates: bool = False
    enter_updates: bool = True
    take_offers: bool = False
    confirmed_doubts: bool = False
    all_or_nothing: bool = False
    hand_in: bool = True


CAREFUL = Choices()
