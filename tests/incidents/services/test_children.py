"""The words of child rows are held to the same as those of the report itself."""

from __future__ import annotations

import pytest

from incidents.errors import PersonalDataFound
from incidents.models import Account, Incident
from incidents.services.children import SCANNED_TEXTS, Children, check_row
from incidents.services.reporting import file_incident
from tests.factories import report_fields

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/news/900101-1234568"


def test_an_address_that_carries_a_number_of_a_person_is_refused(reporter: Account) -> None:
    sources = [{"type": "PRESS", "url": f"{ADDRESS}?tel=010-2222-3333"}]
    with pytest.raises(PersonalDataFound):
        file_incident(by=reporter, fields=report_fields(), children=Children(sources=sources))
    assert not Incident.objects.exists()


def test_numbers_of_pages_in_an_address_are_no_ones() -> None:
    assert check_row("sources", 1, {"type": "PRESS", "url": ADDRESS}, n_sources=1) == []


@pytest.mark.parametrize("name", SCANNED_TEXTS)
def test_every_free_text_of_a_row_is_scanned(name: str) -> None:
    rows = {
        "note": "equipment",
        "high_performance_criterion": "equipment",
        "value": "claims",
        "reason": "claims",
    }
    needed = {
        "equipment": {"category": "UAS"},
        "claims": {"field": "summary", "value": "x"},
        "sources": {"type": "PRESS"},
    }
    rows_of = rows.get(name, "sources")
    with pytest.raises(PersonalDataFound):
        check_row(rows_of, 1, needed[rows_of] | {name: "call 010-2222-3333"}, n_sources=1)
