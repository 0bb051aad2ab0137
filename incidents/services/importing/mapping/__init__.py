"""From an office's columns to ours: what a column is taken for, how its cells are read, and the rows that come out."""

from incidents.services.importing.mapping.built_in import BUILT_IN
from incidents.services.importing.mapping.checking import is_canonical, problems
from incidents.services.importing.mapping.locating import fitted
from incidents.services.importing.mapping.reasons import reason_words
from incidents.services.importing.mapping.shape import DayOrder, Field, Mapping, Unmapped
from incidents.services.importing.mapping.sites_in_places import guess
from incidents.services.importing.mapping.suggesting import identity, suggest
from incidents.services.importing.mapping.targets import HOWS, TARGETS, Target
from incidents.services.importing.mapping.translating import rows_of, translate

__all__ = [
    "BUILT_IN",
    "HOWS",
    "TARGETS",
    "DayOrder",
    "Field",
    "Mapping",
    "Target",
    "Unmapped",
    "fitted",
    "guess",
    "identity",
    "is_canonical",
    "problems",
    "reason_words",
    "rows_of",
    "suggest",
    "translate",
]
