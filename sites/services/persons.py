"""Facts of the registry are public; a number or an address of a person has no place among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sites.errors import InvalidField, UnrepeatedField
from sites.text_scan import what_identifies

_TEXTS = (
    "name_en", "name_ko", "aliases", "admin1", "admin2", "source_title", "source_url", "note", "reason",
)  # fmt: skip


def problems_of_persons(values: Mapping[str, Any]) -> list[InvalidField]:
    """Return which texts surely identify a person; what they hold is not repeated."""
    return [
        UnrepeatedField(name, _("holds %(what)s. Take it out; what you typed is kept.") % {"what": what})
        for name in _TEXTS
        for text in _texts(values.get(name))
        if (what := what_identifies(text))
    ]


def _texts(value: Any) -> Iterator[str]:
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            yield text
