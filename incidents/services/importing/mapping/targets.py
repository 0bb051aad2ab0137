"""What an office's columns may become: our canonical columns, and a few that are read into several of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.services.importing.columns import COLUMNS


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a report says: what it is called, how its cells may be read (the usual way first), from how many columns."""

    name: str
    words: Any
    hows: tuple[str, ...]
    most_columns: int = 1


HOWS: dict[str, Any] = {
    "DATE": _("a date, with or without a time"),
    "PARTS": _("year, month and day in columns of their own"),
    "CLOCK": _("a time"),
    "ZONE_IN_TEXT": _("a time with a zone letter inside the text, such as /1447C/"),
    "AS_IS": _("codes and values of this program"),
    "WORDS": _("words, matched to codes"),
    "WORDS_IN_TEXT": _("words found inside the text"),
    "TEXT": _("the text as it stands"),
    "FIRST_SENTENCE": _("the first sentence"),
    "NAME": _("code or name of a site"),
    "POSITION": _("a position in any notation"),
    "IF_READABLE": _("a position, where the words are one"),
    "IN_TEXT": _("a position inside the text, such as 6 NNW DFW"),
    "DEGREES": _("degrees"),
    "COUNT": _("a number"),
    "DIGEST": _("a key made of these columns"),
}

_ALL = (
    Target("date", _("When"), ("DATE", "PARTS"), 3),
    Target("date_until", _("Until when"), ("DATE",)),
    Target("occurred_time", _("Time"), ("CLOCK", "ZONE_IN_TEXT")),
    Target("date_precision", _("How exact the date is"), ("AS_IS",)),
    Target("site", _("Site"), ("NAME",), 2),
    Target("site_type", _("Kind of site"), ("WORDS", "AS_IS")),
    Target("place_as_reported", _("Place in words"), ("TEXT",), 3),
    Target("position", _("Position"), ("POSITION", "IF_READABLE", "IN_TEXT"), 3),
    Target("lat", _("Latitude"), ("DEGREES",)),
    Target("lon", _("Longitude"), ("DEGREES",)),
    Target("uncertainty_m", _("Uncertainty in metres"), ("COUNT",)),
    Target("behaviours", _("What was done"), ("WORDS", "WORDS_IN_TEXT", "AS_IS"), 2),
    Target("equipment_as_reported", _("Equipment"), ("TEXT", "WORDS_IN_TEXT"), 2),
    Target("actions", _("What we did"), ("WORDS", "AS_IS"), 2),
    Target("outcome_as_reported", _("Outcome"), ("WORDS", "TEXT"), 2),
    Target("summary", _("One line of what was seen"), ("TEXT", "FIRST_SENTENCE")),
    Target("note", _("Narrative"), ("TEXT",), 5),
    Target("row_ref", _("Key of the row"), ("TEXT", "DIGEST"), 6),
    Target("case_ref", pgettext_lazy("column", "Case"), ("TEXT",)),
    Target("group_size", _("Group size"), ("COUNT",)),
    Target("media_count", _("Number of pictures"), ("COUNT",)),
    Target("subject_of_view", _("What was photographed"), ("WORDS", "AS_IS")),
    Target("warning", pgettext_lazy("column", "Warning"), ("WORDS", "AS_IS")),
    Target("context_event", _("What was going on"), ("WORDS", "AS_IS")),
    Target("flight_approval", _("Approval of the flight"), ("WORDS", "AS_IS")),
    Target("sign_present", _("Sign present"), ("WORDS", "AS_IS")),
    Target("minor_involved", _("Minor involved"), ("WORDS", "AS_IS")),
    Target("media", pgettext_lazy("column", "Media"), ("WORDS", "AS_IS")),
    Target("detected_by", _("Noticed by"), ("WORDS", "AS_IS")),
    Target("vehicle_type", _("Vehicle"), ("WORDS", "AS_IS")),
    Target("stated_purpose", _("Stated purpose"), ("WORDS", "AS_IS")),
    Target("visitor_category", _("Visitor category"), ("WORDS", "AS_IS")),
    Target("vantage", _("Where they stood"), ("WORDS", "AS_IS")),
    Target("published_on", _("Published on"), ("DATE",)),
    Target("announced_on", _("Made public on"), ("DATE",)),
    Target("publisher", _("Publisher"), ("TEXT",)),
    Target("source_title", _("Title of the source"), ("TEXT",)),
    Target("source_url", _("Address of the source"), ("TEXT",)),
)
TARGETS: dict[str, Target] = {
    target.name: target
    if "AS_IS" in target.hows or target.name not in COLUMNS
    else Target(target.name, target.words, (*target.hows, "AS_IS"), target.most_columns)
    for target in _ALL
}
TARGETS |= {name: Target(name, name, ("AS_IS",)) for name in sorted(COLUMNS - set(TARGETS))}
