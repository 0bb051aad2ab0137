"""Keeping mappings, so that an office's next file needs no answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction
from incidents.errors import ImportRefused, NotAllowed
from incidents.models import Account, ImportMapping
from incidents.services.audit import record_event
from incidents.services.importing.mapping import BUILT_IN, Mapping, fitted
from incidents.services.importing.mapping.typed import refuse_persons

if TYPE_CHECKING:
    from incidents.services.importing.files import Column

LONGEST_NAME = 80
LEAST_SHARE = 0.4


@transaction.atomic
def save_mapping(*, by: Account, name: str, mapping: Mapping) -> ImportMapping:
    """Keep a mapping under a name; only its owner may put another in its place."""
    _check_may(by)
    name = _checked_name(name)
    mapping = Mapping.from_json(mapping.to_json() | {"name": name})
    refuse_persons(mapping)
    kept = ImportMapping.objects.select_for_update().filter(name=name).first()
    if kept is not None and kept.owner_id != by.pk:
        raise ImportRefused(_("A mapping of this name belongs to someone else. Choose another name."))
    is_new = kept is None
    kept = kept or ImportMapping(name=name, owner=by)
    kept.content = mapping.to_json()
    kept.save()
    record_event(
        by=by, action=AuditAction.MAPPING_SAVED, object_type="mapping", object_key=str(kept.uuid),
        detail={"columns": len(mapping.headers), "new": is_new},
    )  # fmt: skip
    return kept


def mappings_for(columns: Sequence[Column]) -> list[Mapping]:
    """Return kept and built-in mappings that fit a table, with its own headers; those that read most columns first.

    A mapping fits if the table has all its columns and it reads a good part of them, so that one of two
    columns does not take over every file that has those two.
    """
    kept = [_read(row) for row in ImportMapping.objects.order_by("-updated_at")]
    fitting = [fitted(mapping, columns) for mapping in (*filter(None, kept), *BUILT_IN.values())]
    known = [one for one in fitting if one is not None and len(one.headers) >= LEAST_SHARE * len(columns)]
    return sorted(known, key=lambda mapping: -len(mapping.headers))


def mapping_named(name: str) -> Mapping:
    """Return a kept or built-in mapping by its name; raise ImportRefused with the names there are."""
    row = ImportMapping.objects.filter(name=name).first()
    mapping = _read(row) if row is not None else BUILT_IN.get(name)
    if mapping is None:
        names = ", ".join([*BUILT_IN, *ImportMapping.objects.values_list("name", flat=True)[:20]])
        raise ImportRefused(_("There is no mapping of this name. Known: %(names)s.") % {"names": names})
    return mapping


def _read(row: ImportMapping) -> Mapping | None:
    """Return a kept mapping, or None for one that this version can no longer read."""
    try:
        return Mapping.from_json(row.content | {"name": row.name})
    except ImportRefused:
        return None


def _check_may(by: Account) -> None:
    if not reader_of(by).may(Action.IMPORT):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.IMPORT.value})


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ImportRefused(
            _("Give the mapping a name of up to %(limit)d characters.") % {"limit": LONGEST_NAME}
        )
    if name in BUILT_IN:
        raise ImportRefused(_("A mapping of this name comes with the product. Choose another name."))
    return name
