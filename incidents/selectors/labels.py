"""TLP labels in their order, from what anyone may have to what stays with named persons."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.enums import Tlp

LABELS: tuple[str, ...] = (
    Tlp.CLEAR.value,
    Tlp.GREEN.value,
    Tlp.AMBER.value,
    Tlp.AMBER_STRICT.value,
    Tlp.RED.value,
)
LOWEST, HIGHEST = LABELS[0], LABELS[-1]


def labels_up_to(ceiling: str) -> tuple[str, ...]:
    """Return the labels that a ceiling covers."""
    return LABELS[: LABELS.index(ceiling) + 1]


def highest_label(labels: Iterable[str]) -> str:
    """Return the strictest of the labels; nothing at all is CLEAR."""
    return max(labels, key=LABELS.index, default=LOWEST)
