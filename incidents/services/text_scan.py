"""Free text must not carry what identifies a person: hard matches are refused, doubtful ones asked about once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents.errors import PersonalDataFound
from incidents.services.personal_data import Finding, Worth, find_personal_data

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
    examine(field, text)


def what_identifies(text: str) -> str:
    """Return in words what the text surely holds of a person; blank if nothing."""
    hard = (finding for finding in find_personal_data(text) if finding.worth >= Worth.HARD)
    return next((str(finding.name) for finding in hard), "")


def examine(field: str, text: str) -> list[Doubt]:
    """Refuse what surely identifies a person; return what may, one doubt for each rule."""
    found: dict[str, Doubt] = {}
    for finding in find_personal_data(text):
        if finding.worth >= Worth.HARD:
            message = _("This text holds %(what)s. Take it out; what you typed is kept.")
            raise PersonalDataFound(field, message % {"what": finding.name})
        if field not in REFERENCE_FIELDS:
            found[finding.code] = _doubt(field, finding)
    return list(found.values())


def doubts(field: str, text: str) -> list[Doubt]:
    """Return what may identify a person, one doubt for each rule; nothing here stops a service."""
    if field in REFERENCE_FIELDS:
        return []
    found = {
        finding.code: _doubt(field, finding)
        for finding in find_personal_data(text)
        if finding.worth == Worth.DOUBTFUL
    }
    return list(found.values())


def _doubt(field: str, finding: Finding) -> Doubt:
    question = _("This may hold %(what)s. Take it out, or confirm that it identifies nobody.")
    return Doubt(field, finding.code, question % {"what": finding.name})
