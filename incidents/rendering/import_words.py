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
    "no_report": _("A total or a header"),
    "incomplete": _("Draft until complete"),
    "noted": _("With a remark"),
}
KINDS: Mapping[str, Promise] = {"all": _("All rows"), **VERDICTS, **FLAGS}


def kind_words(kind: str) -> str:
    """Return a verdict or a mark in words."""
    return str(KINDS.get(kind, kind))


def handing_over_words() -> dict[str, str]:
    """Return what the script of the hand-over says."""
    return {name: str(text) for name, text in _HANDING_OVER.items()}


_HANDING_OVER: Mapping[str, Promise] = {
    "too_large": _("The file is too large. Split it and hand over the parts."),
    "sending": _("Sending …"),
    "reading": _("Arrived. It is being read …"),
    "signed_out": _(
        "You are signed out. Sign in again in another tab, then press the button once more; the file is still chosen."
    ),
    "offline": _("The server does not answer. The file is still chosen; try again."),
    "failed": _("The file was not taken. Try again."),
}
