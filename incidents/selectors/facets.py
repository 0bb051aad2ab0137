"""Disjunctive counts: what each option of a filter would show if it were ticked, as incidents / cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Count, QuerySet

from incidents.models import Incident
from incidents.records import Pair
from incidents.selectors.incidents import CASE_KEY, standing

FACETS: Mapping[str, str] = {
    "status": "status",
    "site_type": "site__site_type",
    "equipment": "equipment__category",
    "zone_relation": "zone_relation",
}

Narrow = Callable[[str], QuerySet[Incident]]


def count_facets(without: Narrow) -> dict[str, dict[str, Pair]]:
    """Count every facet; `without(name)` gives the rows filtered by all filters but that one."""
    return {name: _count(without(name), column) for name, column in FACETS.items()}


def _count(queryset: QuerySet[Incident], column: str) -> dict[str, Pair]:
    rows = (
        standing(queryset)
        .order_by()
        .values(column)
        .annotate(n=Count("id", distinct=True), cases=Count(CASE_KEY, distinct=True))
    )
    return {row[column]: Pair(incidents=row["n"], cases=row["cases"]) for row in rows if row[column]}
