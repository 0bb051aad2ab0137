"""The rows that hang on an incident, replaced as a whole by the service that changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from incidents.errors import IncompleteReport, shorten
from incidents.models import (
    ActionTaken,
    Claim,
    Disposition,
    Equipment,
    Incident,
    LegalBasis,
    Source,
)
from incidents.services.bounds import implausible
from incidents.services.text_scan import Doubt, examine, scan_text
from sites.services.checks import can_be_stored

Rows = Sequence[Mapping[str, Any]]
MODELS: dict[str, type[Model]] = {
    "equipment": Equipment, "actions": ActionTaken, "sources": Source, "dispositions": Disposition, "claims": Claim,
}  # fmt: skip
ROW_SETS = tuple(MODELS)
SCANNED_TEXTS = ("note", "carries", "value", "reason", "title", "publisher", "high_performance_criterion")


@dataclass(frozen=True)
class Children:
    """Rows as mappings of field names; None leaves the stored rows as they are.

    `source` in dispositions and claims is a position in `sources`, counted from 1; `legal_bases` is a list of codes.
    """

    equipment: Rows | None = None
    actions: Rows | None = None
    sources: Rows | None = None
    dispositions: Rows | None = None
    claims: Rows | None = None

    def changed(self) -> set[str]:
        """Return the names of the row sets that are given."""
        return {name for name in ROW_SETS if getattr(self, name) is not None}


def replace_children(incident: Incident, children: Children) -> None:
    """Delete and write the given row sets of a stored incident."""
    if children.equipment is not None:
        _replace(incident, Equipment, children.equipment, "equipment")
    if children.actions is not None:
        _replace(incident, ActionTaken, children.actions, "actions")
    if children.sources is not None:
        _replace(incident, Source, children.sources, "sources")
    sources = list(incident.sources.all())
    if children.dispositions is not None:
        _replace_dispositions(incident, children.dispositions, sources)
    if children.claims is not None:
        _replace(incident, Claim, [_with_source(row, sources) for row in children.claims], "claims")


def _replace(incident: Incident, model: type[Model], rows: Rows, name: str) -> list[Any]:
    model._default_manager.filter(incident=incident).delete()
    return [_save(model(incident=incident, **row), name, position) for position, row in enumerate(rows, 1)]


def _check_bounds(child: Any, name: str) -> None:
    for column in child._meta.concrete_fields:
        problem = implausible(str(column.verbose_name), column.name, getattr(child, column.attname))
        if problem:
            raise IncompleteReport({name: problem})


def _check_letters(child: Any, name: str) -> None:
    """Refuse what no database keeps; PostgreSQL takes no NUL, and half a pair of surrogates is no UTF-8."""
    for column in child._meta.concrete_fields:
        text = getattr(child, column.attname)
        if isinstance(text, str) and not can_be_stored(text):
            rule = _("%(field)s holds a character that cannot be stored (NUL or half a pair). Type it again.")
            raise IncompleteReport({name: rule % {"field": str(column.verbose_name)}})


def _save(child: Any, name: str, position: int) -> Any:
    check_child(child, name, position)
    child.save()
    return child


def check_child(child: Any, name: str, position: int) -> list[Doubt]:
    """Refuse an unsaved row that does not fit; return what may identify a person in its words."""
    _check_letters(child, name)
    try:
        child.full_clean(exclude=["incident"])
    except ValidationError as error:
        field_name, messages = next(iter(error.message_dict.items()))
        value = shorten(getattr(child, field_name, ""))
        where = _("%(rows)s %(position)d, %(field)s") % {
            "rows": name,
            "position": position,
            "field": field_name,
        }
        raise IncompleteReport({name: f"{where}: {value} {' '.join(messages)}"}) from error
    _check_bounds(child, name)
    # An address names pages, so a mere likeness in it is no reason to ask.
    scan_text(f"{name}.url", getattr(child, "url", "") or "")
    found = [examine(f"{name}.{text}", getattr(child, text, "") or "") for text in SCANNED_TEXTS]
    return [doubt for doubts in found for doubt in doubts]


def check_row(name: str, position: int, row: Mapping[str, Any], *, n_sources: int) -> list[Doubt]:
    """Check a row as `replace_children` would, without storing anything and without asking the database."""
    values = dict(row)
    check_source(values.pop("source", None), n_sources)
    values.pop("legal_bases", None)
    return check_child(MODELS[name](**values), name, position)


def check_source(position: Any, n_sources: int) -> None:
    """Refuse the position of a source that the report does not have."""
    if position is not None and not 1 <= int(position) <= n_sources:
        message = _("source: %(value)s is not one of the sources of this report.")
        raise IncompleteReport({"sources": message % {"value": shorten(position)}})


def _replace_dispositions(incident: Incident, rows: Rows, sources: list[Source]) -> None:
    Disposition.objects.filter(incident=incident).delete()
    for position, row in enumerate(rows, 1):
        values = _with_source(row, sources)
        codes = values.pop("legal_bases", [])
        line = _save(Disposition(incident=incident, order=position, **values), "dispositions", position)
        line.legal_bases.set([_legal_basis(code, line) for code in codes])


def _with_source(row: Mapping[str, Any], sources: list[Source]) -> dict[str, Any]:
    values = dict(row)
    position = values.pop("source", None)
    if position is None or isinstance(position, Source):
        return values | {"source": position}
    check_source(position, len(sources))
    return values | {"source": sources[int(position) - 1]}


def _legal_basis(code: str, line: Disposition) -> LegalBasis:
    versions = list(LegalBasis.objects.filter(code=code).order_by("version"))
    return version_in_force(code, versions, line.decided_on)


def version_in_force(code: str, versions: Sequence[LegalBasis], day: dt.date | None) -> LegalBasis:
    """Return the version of a provision that was in force on the day, else its first version."""
    if not versions:
        raise IncompleteReport(
            {"legal_bases": _("legal basis: %(value)s is not in the list.") % {"value": shorten(code)}}
        )
    return next((version for version in versions if _in_force(version, day)), versions[0])


def _in_force(version: LegalBasis, day: dt.date | None) -> bool:
    if day is None:
        return False
    begun = version.valid_from is None or version.valid_from <= day
    return begun and (version.valid_to is None or day <= version.valid_to)
