"""Parameters of a request: all known by name, each read strictly, all that is wrong said at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.filters import MultipleChoiceFilter
from rest_framework.exceptions import ParseError

from incidents.api.pagination import read_cursor
from incidents.api.resources import Resource
from incidents.errors import shorten
from incidents.models import ApiToken
from incidents.services.exporting import Ground, ground_of

DEFAULT_LIMIT = 100
MAX_LIMIT = 1_000
MAX_QUERY = 2_000
GROUND_PARAMETERS = ("purpose", "legal_ground", "recipient")
SHAPE_PARAMETERS = ("format", "limit", "cursor", "bom")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,400}", re.ASCII)


class BadParameters(ParseError):
    """A request whose parameters do not fit; `errors` names each with its value and what to do."""

    default_code = "bad_parameters"
    default_detail = gettext_lazy("A parameter does not fit.")

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        self.errors = errors
        super().__init__(" ".join(error["message"] for error in errors) or None)


class Complaints:
    """Collects what is wrong, so that one answer names all of it."""

    def __init__(self) -> None:
        self.errors: list[dict[str, Any]] = []

    def add(self, field: str, value: str | None, message: str) -> None:
        """Note one parameter; the value is repeated shortened."""
        repeated = value if value is None else value[:60]
        self.errors.append({"field": field, "value": repeated, "message": message})

    def settle(self) -> None:
        """Raise if anything was noted."""
        if self.errors:
            raise BadParameters(self.errors)


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of an answer: format, and how much of the list (no limit is all of it)."""

    format: str
    limit: int | None = None
    after: int = 0
    bom: bool = False


def known_parameters(resource: Resource, *, is_list: bool) -> tuple[str, ...]:
    """Return the names that a view understands."""
    if not is_list:
        return ("format", *GROUND_PARAMETERS)
    return (*resource.filterset.base_filters, *SHAPE_PARAMETERS, *GROUND_PARAMETERS)


def repeatable_parameters(resource: Resource) -> frozenset[str]:
    """Return the names that may stand several times: any of the values will do."""
    declared = resource.filterset.base_filters.items()
    return frozenset(name for name, found in declared if isinstance(found, MultipleChoiceFilter))


def check_names(query: QueryDict, known: Iterable[str], repeatable: Iterable[str] = ()) -> None:
    """Refuse what is not known, what stands twice, and what no database keeps."""
    known, complaints = tuple(known), Complaints()
    for name in query:
        if name not in known:
            message = _("%(name)s is not a parameter here. Known are: %(known)s.")
            words = {"name": shorten(name), "known": ", ".join(known) or "-"}
            complaints.add(name[:60], None, message % words)
            continue
        values = query.getlist(name)
        if name not in repeatable and len(values) > 1:
            complaints.add(name, values[-1], _("%(name)s is given more than once.") % {"name": name})
        if any("\x00" in value for value in values):
            complaints.add(name, None, _("%(name)s holds the character NUL.") % {"name": name})
    complaints.settle()


def read_shape(
    query: QueryDict, resource: Resource, *, formats: tuple[str, ...], accepted: str, is_list: bool
) -> Shape:
    """Return format, limit and place in the list."""
    complaints = Complaints()
    shape_format = _format(query, formats, accepted, complaints)
    if not is_list:
        complaints.settle()
        return Shape(format=shape_format)
    limit = _limit(query, complaints)
    cursor = query.get("cursor")
    after = 0 if cursor is None else read_cursor(cursor, resource)
    if after is None:
        complaints.add("cursor", cursor, _("cursor is not one of this list. Start again without it."))
    bom = query.get("bom", "0")
    if bom not in ("0", "1"):
        complaints.add("bom", bom, _("bom is 0 or 1."))
    complaints.settle()
    if limit is None and shape_format == "json":
        limit = DEFAULT_LIMIT
    return Shape(format=shape_format, limit=limit, after=after or 0, bom=bom == "1")


def _format(query: QueryDict, formats: tuple[str, ...], accepted: str, complaints: Complaints) -> str:
    asked = query.get("format", accepted)
    if asked not in formats:
        message = _("format: %(value)s is not offered here. Use one of: %(formats)s.")
        complaints.add("format", asked, message % {"value": shorten(asked), "formats": ", ".join(formats)})
    return asked


def _limit(query: QueryDict, complaints: Complaints) -> int | None:
    """Read a whole number; above the maximum it is clamped, as OGC clients expect."""
    raw = query.get("limit")
    if raw is None:
        return None
    if not _WHOLE_NUMBER.fullmatch(raw) or not int(raw):
        message = _("limit: %(value)s is not a whole number from 1 to %(most)d.")
        complaints.add("limit", raw, message % {"value": shorten(raw), "most": MAX_LIMIT})
        return None
    return min(int(raw), MAX_LIMIT)


def read_ground(query: QueryDict, token: ApiToken | None) -> Ground:
    """Return why and to whom: from the token, which nothing in the address may change, else from the address."""
    if token is None:
        return Ground(**{name: query.get(name, "").strip() for name in GROUND_PARAMETERS})
    fixed, complaints = ground_of(token), Complaints()
    for name in GROUND_PARAMETERS:
        given = query.get(name)
        if given is not None and given != getattr(fixed, name):
            complaints.add(name, given, _("%(name)s is fixed by the token. Leave it out.") % {"name": name})
    complaints.settle()
    return fixed


def filters_of(query: QueryDict) -> dict[str, list[str]]:
    """Return the filters as asked, without the form of the answer."""
    others = (*SHAPE_PARAMETERS, *GROUND_PARAMETERS)
    asked = {
        name: [value for value in values if value] for name, values in query.lists() if name not in others
    }
    return {name: values for name, values in asked.items() if values}


def canonical(query: QueryDict, *, without: Iterable[str] = GROUND_PARAMETERS) -> str:
    """Return the query in one order, as the register keeps it; refuse one that the register cannot hold."""
    pairs = sorted((name, value) for name, values in query.lists() if name not in without for value in values)
    text = urlencode(pairs)
    if len(text) > MAX_QUERY:
        message = _("The query has %(length)d characters; %(most)d fit. Ask for fewer values at once.")
        raise BadParameters(
            [{"field": "", "value": None, "message": message % {"length": len(text), "most": MAX_QUERY}}]
        )
    return text


def complain_of_filters(errors: Mapping[str, list[str]], query: QueryDict) -> None:
    """Raise what a filter's form refused, with the values as typed."""
    complaints = Complaints()
    for name, messages in errors.items():
        value = ",".join(query.getlist(name))
        complaints.add(name, value, f"{name}: {' '.join(str(message) for message in messages)}")
    complaints.settle()
