"""Positions as people write them: text in, a reading out. Pure; see docs/where.md for the notations."""

from sites.notations.bearings import Bearing
from sites.notations.errors import (
    InvalidPosition,
    LooksSwapped,
    PositionError,
    UnknownReference,
    UnreadablePosition,
)
from sites.notations.in_text import find_in_text
from sites.notations.reader import read_position
from sites.notations.readings import Alternative, Notation, Reading, Reference
from sites.notations.wording import Phrase

__all__ = [
    "Alternative",
    "Bearing",
    "InvalidPosition",
    "LooksSwapped",
    "Notation",
    "Phrase",
    "PositionError",
    "Reading",
    "Reference",
    "UnknownReference",
    "UnreadablePosition",
    "find_in_text",
    "read_position",
]
