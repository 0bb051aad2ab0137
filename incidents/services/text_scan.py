"""Free text must not carry what identifies a person: hard matches are refused, doubtful ones asked about once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents.errors import PersonalDataFound
from incidents.services.personal_data import Worth, find_personal_data

# They hold numbers of files and things, so that a mere likeness is no reason to ask.
REFERENCE_FIELDS = frozenset({"evidence_ref", "geocoder_ref", "case_ref"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """What an edge asks about once; `words` is the question and never holds the value."""

    field: str
    rule_code: str
    words: str

    @property
    def key(self) -> str:
        """What the form sends back to say that this was answered."""
        return f"{self.field}:{self.rule_code}"


def scan_text(field: str, text: str) -> None:
    """Refuse the text if it surely holds what identifies a person."""
    for finding in find_personal_data(text):
        if finding.worth >= Worth.HARD:
            message = _("This text holds %(what)s. Take it out; what you typed is kept.")
            raise PersonalDataFound(field, message % {"what": finding.name})


def doubts(field: str, text: str) -> list[Doubt]:
    """Return what may identify a person, one doubt for each rule; nothing here stops a service."""
    if field in REFERENCE_FIELDS:
        return []
    question = _("This may hold %(what)s. Take it out, or confirm that it identifies nobody.")
    found = {
        finding.code: Doubt(field, finding.code, question % {"what": finding.name})
        for finding in find_personal_data(text)
        if finding.worth == Worth.DOUBTFUL
    }
    return list(found.values())
