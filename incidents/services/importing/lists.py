"""The five columns that hold lists: equipment, actions, sources, outcomes, and values in conflict."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from incidents import enums
from incidents.models import Claim, Disposition, Equipment, Source
from incidents.services.importing.cells import (
    Cells,
    code_of,
    codes_of,
    count_up_to,
    read_day,
    read_list,
    read_month,
    text_up_to,
)
from incidents.services.importing.columns import COLUMNS
from sites.errors import InvalidField
from sites.services.checks import can_be_stored

MAX_ENTRIES = 50
Reader = Callable[[str, str], Any]
Part = tuple[str, Reader, Any]
_is_web_address = URLValidator(schemes=["http", "https"])


def read_address(name: str, text: str) -> str:
    """Read a web address; no other scheme could be shown as a link."""
    try:
        _is_web_address(text)
    except ValidationError:
        raise InvalidField(name, text, _("is not a web address. Write it with https:// in front.")) from None
    return text_up_to(500)(name, text)


def words_of(model: Any, field: str) -> Reader:
    """Return a reader of words as long as a column of a model."""
    return text_up_to(model._meta.get_field(field).max_length)


def _read_flag(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise InvalidField(name, text, _("is neither true nor false."))
    return text.lower() == "true"


def _read_claimed_field(name: str, text: str) -> str:
    if text not in COLUMNS and text != "disposition":
        raise InvalidField(name, text, _("is not a column of the file. Use its name, or “disposition”."))
    return text


def _read_decision_date(name: str, text: str) -> tuple[dt.date, int]:
    """Read a day or a month; the way it is written says how precise it is."""
    if text.count("-") == 1:
        return read_month(name, text), enums.TimePrecision.MONTH
    return read_day(name, text), enums.TimePrecision.DAY


def _read_precision_word(name: str, text: str) -> str:
    if text.lower() not in ("day", "month"):
        raise InvalidField(name, text, _("is neither “day” nor “month”."))
    return text.lower()


# name in the file -> name in the model, reader, value when blank
_EQUIPMENT: dict[str, Part] = {
    "category": ("category", code_of(enums.EquipmentCategory), ""),
    "count": ("count", count_up_to(32_767), None),
    "high_performance": ("high_performance", code_of(enums.YesNo), enums.YesNo.UNKNOWN),
    "high_performance_criterion": ("high_performance_criterion", words_of(Equipment, "high_performance_criterion"), ""),
    "basis": ("basis", code_of(enums.EquipmentBasis), ""),
    "in_use": ("in_use", code_of(enums.YesNo), ""),
    "note": ("note", words_of(Equipment, "note"), ""),
}  # fmt: skip
_ACTIONS: dict[str, Part] = {
    "type": ("type", code_of(enums.ActionType), ""),
    "agency_type": ("agency_type", code_of(enums.AgencyType), ""),
}
_SOURCES: dict[str, Part] = {
    "type": ("type", code_of(enums.SourceType), ""),
    "publisher": ("publisher", words_of(Source, "publisher"), ""),
    "url": ("url", read_address, ""),
    "published_on": ("published_on", read_day, None),
    "title": ("title", words_of(Source, "title"), ""),
    "language": ("language", words_of(Source, "language"), ""),
    "reliability": ("reliability", code_of(enums.Reliability), enums.Reliability.F),
    "credibility": ("credibility", code_of(enums.Credibility), enums.Credibility.UNJUDGED),
    "carries": ("carries", words_of(Source, "carries"), ""),
}
_DISPOSITIONS: dict[str, Part] = {
    "code": ("outcome", code_of(enums.Outcome), ""),
    "date": ("decided_on", _read_decision_date, (None, enums.TimePrecision.UNKNOWN)),
    "date_precision": ("precision_word", _read_precision_word, ""),
    "legal_basis": ("legal_bases", codes_of(enums.LegalBasisCode), []),
    "source": ("source", count_up_to(MAX_ENTRIES), None),
    "note": ("note", words_of(Disposition, "note"), ""),
}
_CLAIMS: dict[str, Part] = {
    "field": ("field", _read_claimed_field, ""),
    "value": ("value", words_of(Claim, "value"), ""),
    "source": ("source", count_up_to(MAX_ENTRIES), None),
    "chosen": ("is_chosen", _read_flag, False),
    "reason": ("reason", words_of(Claim, "reason"), ""),
}
_NEEDED = {
    "equipment": "category",
    "actions": "type",
    "sources": "type",
    "dispositions": "code",
    "claims": "field",
}


def read_equipment(cells: Cells) -> list[dict[str, Any]]:
    """Return the rows of equipment."""
    return _read(cells, "equipment", _EQUIPMENT)


def read_actions(cells: Cells) -> list[dict[str, Any]]:
    """Return what was done on the spot."""
    return _read(cells, "actions", _ACTIONS)


def read_sources(cells: Cells) -> list[dict[str, Any]]:
    """Return the sources, the main one first."""
    return _read(cells, "sources", _SOURCES)


def read_dispositions(cells: Cells) -> list[dict[str, Any]]:
    """Return the history of outcomes, oldest first; a month stays a month."""
    lines = _read(cells, "dispositions", _DISPOSITIONS)
    for line in lines:
        line["decided_on"], line["date_precision"] = line["decided_on"]
        del line["precision_word"]
    return lines


def read_claims(cells: Cells) -> list[dict[str, Any]]:
    """Return values in conflict; at most one for each field is chosen, and then with a reason."""
    claims = _read(cells, "claims", _CLAIMS)
    chosen = Counter(claim["field"] for claim in claims if claim["is_chosen"])
    for name in (name for name, times in chosen.items() if times > 1):
        cells.refuse("claims", _("chooses several values of %(field)s. Choose one.") % {"field": name})
    if any(claim["is_chosen"] and not claim["reason"] for claim in claims):
        cells.refuse("claims", _("chooses a value without a reason. Say why it was chosen."))
    return claims


def _read(cells: Cells, column: str, parts: dict[str, Part]) -> list[dict[str, Any]]:
    entries = cells.read(column, read_list, [])
    if len(entries) > MAX_ENTRIES:
        cells.refuse(column, _("has more than %(limit)d entries.") % {"limit": MAX_ENTRIES})
        return []
    return [
        _entry(cells, f"{column} {position}", entry, parts, column)
        for position, entry in enumerate(entries, 1)
    ]


def _entry(
    cells: Cells, where: str, entry: dict[str, Any], parts: dict[str, Part], column: str
) -> dict[str, Any]:
    inner = Cells({})
    for name, value in entry.items():
        try:
            inner.values[name] = _as_text(name, value)
        except InvalidField as problem:
            inner.problems.append(problem)
    for name in sorted(set(entry) - set(parts)):
        advice = _("is not known here. Use: %(names)s.") % {"names": ", ".join(parts)}
        inner.problems.append(InvalidField("", name, advice))
    if not inner.text(_NEEDED[column]):
        inner.refuse(_NEEDED[column], _("is missing. Write its code."))
    values = {to: inner.read(name, reader, blank) for name, (to, reader, blank) in parts.items()}
    for found in inner.problems:
        name = ", ".join(filter(None, (where, found.field)))
        cells.problems.append(InvalidField(name, found.value, found.advice))
    return values


def _as_text(name: str, value: Any) -> str:
    """Return a JSON value as a cell would hold it; a list of codes is joined as in other columns."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "|".join(value)
    if isinstance(value, (list, dict)):
        raise InvalidField(name, "…", _("is neither words nor a number."))
    text = str(value).strip()
    if not can_be_stored(text):
        raise InvalidField(name, text, _("holds a character that cannot be stored. Type it again."))
    return text
