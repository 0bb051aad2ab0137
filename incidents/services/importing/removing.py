"""Deleting many rows with all that hangs on them by one statement for each table, after the rules the models give.

Django's own `delete` fetches every row first, which for the thousands of reports of an import costs most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import CASCADE, PROTECT, SET_NULL, ManyToOneRel, Model, ProtectedError, QuerySet


def remove(rows: QuerySet[Any]) -> None:
    """Delete rows and what hangs on them, inside the transaction that is open; raise ProtectedError if anything leans on one."""
    for model, field in _hanging_on(rows.model):
        hanging = model._base_manager.filter(**{f"{field.name}__in": rows.values("pk")})
        rule = field.remote_field.on_delete
        if rule is CASCADE:
            remove(hanging)
        elif rule is SET_NULL:
            hanging.update(**{field.name: None})
        elif rule is not PROTECT or hanging.exists():
            raise ProtectedError(f"{model.__name__}.{field.name} leans on what is to go.", set())
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def _hanging_on(model: type[Model]) -> Iterator[tuple[type[Model], Any]]:
    """Yield the models with a foreign key to a model, the tables behind many-to-many fields among them."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            yield relation.related_model, relation.field
