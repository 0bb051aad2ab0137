"""Why a row stays outside, in words that name the column and repeat nothing that may be about a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from incidents.errors import IncidentError, IncompleteReport, PersonalDataFound, SiteError
from sites.errors import InvalidField

# A value is repeated in a refusal only if it can be nothing but a date, a time of day, a degree or a small number.
_HARMLESS = re.compile(
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}:[0-9]{2}|[+-]?[0-9]{1,3}(?:\.[0-9]+)?|[0-9]{1,5}|"
)
_QUOTED = re.compile("“([^”]*)…?”")


def reasons_of(error: IncidentError | SiteError, told_in: Mapping[str, str]) -> tuple[str, ...]:
    """Return the reasons of a check that a row did not pass."""
    if isinstance(error, IncompleteReport):
        return tuple(f"{field}: {without_values(message)}" for field, message in error.problems.items())
    if isinstance(error, PersonalDataFound):
        # The narrative may be made of several columns, so it is called by its own name.
        return (f"{told_in.get(error.field, error.field)}: {error.rule}",)
    return (str(error),)


def without_values(message: str) -> str:
    """Return a message in which no value is quoted but what can be nothing about a person."""
    return _QUOTED.sub(lambda found: found[0] if _HARMLESS.fullmatch(found[1]) else "“…”", message)


def in_words(problem: InvalidField, told_in: Mapping[str, str]) -> str:
    """Return a reason that names the column; the value only where it can be nothing about a person."""
    value = problem.value if _HARMLESS.fullmatch(str(problem.value)) else "…"
    return str(InvalidField(told_in.get(problem.field, problem.field), value, problem.advice))
