"""What can go wrong in the registry; no HTTP inside."""

from __future__ import annotations

from collections.abc import Sequence


class SiteError(Exception):
    """A request to the registry cannot be met."""


class InvalidField(SiteError):
    """A value does not fit its field; says the field, the value, and what to do."""

    def __init__(self, field: str, value: object, advice: str) -> None:
        self.field, self.value, self.advice = field, value, advice
        super().__init__(f"{field}: {shorten(value)} {advice}")


class InvalidGeometry(InvalidField):
    """A point, circle or polygon is not a usable shape on the earth."""


class UnrepeatedField(InvalidField):
    """A value does not fit and must not be repeated, not even to whoever typed it."""

    def __init__(self, field: str, advice: str) -> None:
        self.field, self.value, self.advice = field, "", advice
        SiteError.__init__(self, f"{field}: {advice}")


class InvalidValues(SiteError):
    """Several values of one site or zone do not fit."""

    def __init__(self, problems: Sequence[InvalidField]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem) for problem in problems))


class UnknownSite(SiteError):
    """No site has this code."""


class FileRefused(SiteError):
    """A file cannot be read as a table of sites or zones."""


def shorten(value: object, limit: int = 60) -> str:
    """Return the value in quotes, cut so that a message stays a line, with invisible characters spelled out."""
    try:
        text = str(value)
    except (RecursionError, ValueError):  # nested too deep, or a number of thousands of digits
        text = type(value).__name__
    shown = "".join(letter if letter.isprintable() else _spell_out(letter) for letter in text[:limit])
    return f"“{shown}…”" if len(text) > limit else f"“{shown}”"


def _spell_out(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
