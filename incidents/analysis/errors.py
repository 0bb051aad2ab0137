"""The one exception of the analysis package."""

from __future__ import annotations


class AnalysisError(ValueError):
    """A value the analysis cannot work with, named with its field and with what to do about it."""

    def __init__(self, field: str, value: object, advice: str) -> None:
        self.field = field
        self.value = value
        self.advice = advice
        super().__init__(f"{field} is {value!r}: {advice}")
