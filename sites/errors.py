"""What can go wrong in the registry; no HTTP inside."""

from __future__ import annotations


class SiteError(Exception):
    """A request to the registry cannot be met."""


class InvalidField(SiteError):
    """A value does not fit its field; says the field, the value, and what to do."""

    def __init__(self, field: str, value: object, advice: str) -> None:
        self.field, self.value, self.advice = field, value, advice
        super().__init__(f"{field}: {shorten(value)} {advice}")


class InvalidGeometry(InvalidField):
    """A point, circle or polygon is not a usable shape on the earth."""


class UnknownSite(SiteError):
    """No site has this code."""


def shorten(value: object, limit: int = 60) -> str:
    """Return the value in quotes, cut so that a message stays a line."""
    text = str(value)
    return f"“{text[:limit]}…”" if len(text) > limit else f"“{text}”"
