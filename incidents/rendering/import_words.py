"""Verdicts, marks and states of an import in words; each way to narrow a preview has its words here."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERDICTS: Mapping[str, Promise] = {
    "new": _("New"),
    "update": _("Changes a report"),
    "unchanged": _("Known already"),
    "duplicate": _("Likely a known event"),
    "refused": _("Stays outside"),
}
FLAGS: Mapping[str, Promise] = {
    "swapped": _("Coordinates swapped"),
    "outside": _("Outside the area"),
    "unknown_site": _("Site not in the registry"),
    "far_from_state": _("Far from the stated region"),
    "doubtful_words": _("Words to look at"),
    "incomplete": _("Draft until complete"),
    "noted": _("With a remark"),
}
KINDS: Mapping[str, Promise] = {"all": _("All rows"), **VERDICTS, **FLAGS}
# The marks of the map, told in the same order as the words.
STEPS = (_("File"), _("Columns"), _("Preview"), _("Import"))


def kind_words(kind: str) -> str:
    """Return a verdict or a mark in words."""
    return str(KINDS.get(kind, kind))
