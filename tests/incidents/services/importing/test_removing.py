"""Rows are removed by one statement for each table, and exactly those go that Django would delete one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import CASCADE, PROTECT, SET_NULL, ManyToOneRel, Model, ProtectedError, QuerySet
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, Disposition, Incident, ReportDraft
from incidents.services.importing.removing import remove
from incidents.services.legal_bases import load_legal_bases
from sites.models import ProtectedSite
from tests.factories import make_draft, report_children


@pytest.fixture
def reports(reporter: Account) -> QuerySet[Incident]:
    """Two reports to go, with every kind of row that hangs on one, and a third like them that stays."""
    load_legal_bases()
    children = report_children(
        actions=[{"type": "POLICE_CALLED"}],
        dispositions=[
            {
                "outcome": "BOOKED",
                "decided_on": "2025-05-01",
                "legal_bases": ["PMBIA_UNSPECIFIED"],
                "source": 1,
            }
        ],
        claims=[{"field": "group_size", "value": "3", "source": 1}],
    )
    made = [make_draft(reporter, children=children) for _each in range(3)]
    for incident in made:
        ReportDraft.objects.create(key=incident.uuid, owner=reporter, sent=incident)
    return Incident.objects.filter(pk__in=[incident.pk for incident in made[:2]])


def everything() -> Counter[str]:
    """Return how many rows each table holds, and how many outcomes name their source."""
    tables: list[type[Model]] = [*apps.get_models(include_auto_created=True)]
    counts = Counter({model.__name__: model._base_manager.count() for model in tables})
    counts["outcomes with a source"] = Disposition.objects.filter(source__isnull=False).count()
    return counts


def test_what_goes_is_what_django_would_delete(reports: QuerySet[Incident]) -> None:
    before = everything()
    with transaction.atomic():
        reports.delete()
        one_by_one = everything()
        transaction.set_rollback(True)
    assert everything() == before
    with transaction.atomic():
        remove(reports)
    assert everything() == one_by_one
    gone = before - one_by_one
    assert {gone[name] for name in ("Incident", "Disposition", "Disposition_legal_bases", "Claim")} == {2}


def test_the_number_of_statements_does_not_grow_with_the_rows(reports: QuerySet[Incident]) -> None:
    counts = []
    for some in (reports[:1], reports):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            remove(Incident.objects.filter(pk__in=list(some.values_list("pk", flat=True))))
            transaction.set_rollback(True)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_something_leans_on_stays(reports: QuerySet[Incident]) -> None:
    before = everything()
    with pytest.raises(ProtectedError, match="Incident.site"), transaction.atomic():
        remove(ProtectedSite.objects.all())
    assert everything() == before


def test_every_rule_that_hangs_on_a_report_is_known() -> None:
    """A rule that `remove` does not know would stop every undoing; it is to be added there first."""

    def rules(model: Any) -> set[Any]:
        found = set()
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ManyToOneRel):
                found.add(relation.field.remote_field.on_delete)
                if relation.field.remote_field.on_delete is CASCADE:
                    found |= rules(relation.related_model)
        return found

    assert rules(Incident) <= {CASCADE, SET_NULL, PROTECT}
