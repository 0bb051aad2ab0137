"""What people type into a mapping stays for years and is shown to others: no person may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from typing import Any

from django.utils.translation import gettext as _

from incidents.errors import PersonalDataFound
from incidents.services.importing.mapping.shape import Mapping
from incidents.services.text_scan import what_identifies


def refuse_persons(mapping: Mapping) -> None:
    """Raise PersonalDataFound if a name, a value for all rows or a header surely identifies a person."""
    for field, text in _texts(mapping):
        refuse_person(field, text)


def refuse_person(field: str, text: str) -> None:
    """Raise PersonalDataFound if one such text does; it is not repeated."""
    what = what_identifies(text)
    if what:
        raise PersonalDataFound(field, _("This text holds %(what)s. Take it out.") % {"what": what})


def of_record(mapping_json: Mapped[str, Any]) -> dict[str, Any]:
    """Return a mapping as the record of an import keeps it: what was read and how, not what was left aside."""
    kept = {name: value for name, value in mapping_json.items() if name != "ignored"}
    for text in _strings(kept):
        refuse_person("mapping", text)
    return kept


def _texts(mapping: Mapping) -> Iterator[tuple[str, str]]:
    yield "name", mapping.name
    for known in mapping.fields:
        yield known.target, known.constant
        yield from (("column", header) for header in known.columns)
    yield from (("column", header) for header in mapping.ignored)


def _strings(content: Any) -> Iterator[str]:
    """Yield every text in plain values, whatever version made them."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapped):
        yield from (text for value in content.values() for text in _strings(value))
    elif isinstance(content, (list, tuple)):
        yield from (text for value in content for text in _strings(value))
