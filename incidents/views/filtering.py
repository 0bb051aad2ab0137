"""What map and table share: reading the filter from the address, counting its options, naming it in chips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from incidents.access import Reader
from incidents.enums import Role, Status
from incidents.forms.filters import DEFAULT_STATUS, IncidentFilter
from incidents.models import Incident
from incidents.records import Pair
from incidents.selectors.facets import count_facets
from incidents.selectors.incidents import incidents_visible_to

FACET_ORDER = ("status", "site_type", "equipment", "zone_relation")


@dataclass(frozen=True)
class Filtered:
    """The filter as asked, the rows it leaves, and whether it could be read at all."""

    query: QueryDict
    bound: IncidentFilter
    rows: QuerySet[Incident]
    is_valid: bool
    reader: Reader

    @property
    def errors(self) -> dict[str, list[str]]:
        """Messages by field name."""
        return {
            name: [str(message) for message in messages] for name, messages in self.bound.form.errors.items()
        }


def filtered(request: HttpRequest, reader: Reader) -> Filtered:
    """Read the filter of a request; without a word about review states the default stands."""
    query = request.GET.copy()
    if "status" not in query:
        query.setlist("status", default_status(reader))
    bound = IncidentFilter(query, queryset=incidents_visible_to(reader), reader=reader)
    is_valid = bound.is_valid()
    rows = bound.qs if is_valid else Incident.objects.none()
    return Filtered(query=query, bound=bound, rows=rows, is_valid=is_valid, reader=reader)


def default_status(reader: Reader) -> list[str]:
    """Return what is shown without asking: what was confirmed or released; a reporter's own in any state."""
    if reader.roles == {Role.REPORTER}:
        return list(Status.values)
    return [str(status) for status in DEFAULT_STATUS]


def facets_of(found: Filtered) -> dict[str, dict[str, Pair]]:
    """Count each option with all filters but its own."""
    if not found.is_valid:
        return {}

    def without(name: str) -> QuerySet[Incident]:
        query = found.query.copy()
        query.pop(name, None)
        return IncidentFilter(query, queryset=incidents_visible_to(found.reader), reader=found.reader).qs

    return count_facets(without)


@dataclass(frozen=True)
class Option:
    """One tick of the filter rail."""

    name: str
    code: str
    label: str
    is_on: bool
    pair: Pair


@dataclass(frozen=True)
class Facet:
    """One group of ticks."""

    name: str
    label: str
    options: tuple[Option, ...]


def facet_groups(found: Filtered, counts: dict[str, dict[str, Pair]]) -> list[Facet]:
    """Return the filter rail: options nobody has stay away unless they are on, except for states and site types."""
    return [_facet(found, name, counts.get(name, {})) for name in FACET_ORDER]


def _facet(found: Filtered, name: str, counts: dict[str, Pair]) -> Facet:
    on = set(found.query.getlist(name))
    field = found.bound.filters[name]
    options = [
        Option(name, str(code), str(label), str(code) in on, counts.get(str(code), Pair(0, 0)))
        for code, label in field.extra["choices"]
    ]
    kept = [option for option in options if _is_shown(option, found.reader)]
    return Facet(name=name, label=str(field.label), options=tuple(kept))


_ALWAYS_SHOWN = {
    "status": ("RELEASED", "CONFIRMED", "SUBMITTED", "INSUFFICIENT", "UNFOUNDED"),
    "site_type": ("MIL_BASE", "AIRPORT", "PORT", "AGENCY_BUILDING"),
}


def _is_shown(option: Option, reader: Reader) -> bool:
    if option.is_on or option.pair.incidents:
        return True
    always = _ALWAYS_SHOWN.get(option.name, ())
    return option.code in always and (option.name != "status" or bool(reader.roles - {Role.ANALYST}))


def chips_of(found: Filtered) -> list[dict[str, str]]:
    """Return one chip for each filter that differs from the default, with the address without it."""
    chips = []
    for name, field in found.bound.filters.items():
        if name not in found.query or (name == "status" and _is_default_status(found)):
            continue
        for value in found.query.getlist(name):
            if value:
                chips.append(_chip(found, name, value, _words_of(field, value)))
    return chips


def _is_default_status(found: Filtered) -> bool:
    return set(found.query.getlist("status")) == set(default_status(found.reader))


def _words_of(field: Any, value: str) -> str:
    labels = {str(code): str(label) for code, label in field.extra.get("choices", ())}
    return labels.get(value) or f"{field.label}: {value[:60]}"


def _chip(found: Filtered, name: str, value: str, words: str) -> dict[str, str]:
    query = found.query.copy()
    query.setlist(name, [other for other in query.getlist(name) if other != value])
    query.pop("page", None)
    if name != "status" and _is_default_status(found):
        query.pop("status", None)
    return {
        "text": words,
        "label": _("Remove %(filter)s") % {"filter": words},
        "url": f"?{query.urlencode()}",
    }
