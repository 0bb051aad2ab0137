"""What can go wrong with an incident; no HTTP inside, config/api.py gives each class its status."""

from __future__ import annotations

from sites.errors import InvalidField, InvalidGeometry, SiteError, UnknownSite, shorten

__all__ = [
    "ChangedElsewhere",
    "DemoRefused",
    "ExportRefused",
    "ImportRefused",
    "IncidentError",
    "IncompleteReport",
    "InvalidField",
    "InvalidGeometry",
    "NotAllowed",
    "PersonalDataFound",
    "SamePerson",
    "SiteError",
    "StaleVersion",
    "TokenRefused",
    "UnknownSite",
    "WrongState",
    "shorten",
]


class IncidentError(Exception):
    """A request about an incident cannot be met."""


class NotAllowed(IncidentError):
    """The reader's roles do not cover this action."""


class SamePerson(IncidentError):
    """Whoever entered or last changed a record may not review or release it."""


class WrongState(IncidentError):
    """The record is not in a state from which this step leads on."""


class StalePreview(WrongState):
    """The rows would enter in another way than the preview showed."""


class StaleVersion(IncidentError):
    """Somebody else changed the record meanwhile."""


class ChangedElsewhere(StaleVersion):
    """The same draft was written from another page or device since this one last saw it."""


class IncompleteReport(IncidentError):
    """A step needs values that the record does not have; `problems` names each field."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


class PersonalDataFound(IncidentError):
    """Free text holds what must not be stored; names the rule and the field, never the value."""

    def __init__(self, field: str, rule: str) -> None:
        self.field, self.rule = field, rule
        super().__init__(f"{field}: {rule}")


class ImportRefused(IncidentError):
    """A file cannot be read as a table of incidents."""


class DemoRefused(IncidentError):
    """The demo cannot be loaded or left as things stand."""


class ExportRefused(IncidentError):
    """An export lacks its purpose or goes beyond what the reader may take out; `problems` names each field."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


class TokenRefused(IncidentError):
    """A token is unknown, expired or revoked, or its owner may no longer export."""
