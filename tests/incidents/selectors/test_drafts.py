"""What a reporter sees of their own."""

from __future__ import annotations

import pytest

from incidents.access import reader_of
from incidents.models import Account, ImportBatch, Incident
from incidents.selectors.drafts import n_own_imported, own_reports, recent_site_codes
from incidents.services.review import return_incident
from tests.factories import make_account, make_site, make_submitted

pytestmark = pytest.mark.django_db


def test_the_sites_of_the_last_reports_come_last_first(reporter: Account) -> None:
    make_submitted(reporter)
    make_submitted(reporter, site=make_site("jeju", name_en="Jeju", lat=33.5, lon=126.5))
    make_submitted(reporter)
    assert recent_site_codes(reader_of(reporter)) == ["osan-air-base", "jeju"]
    assert recent_site_codes(reader_of(make_account("reporter"))) == []


def test_own_reports_are_nobody_elses(reporter: Account) -> None:
    make_submitted(reporter)
    assert own_reports(reader_of(make_account("reporter", "reviewer"))) == []


def came_from_a_file(row: Incident, by: Account) -> Incident:
    """Mark a stored report as a row of an import."""
    row.import_batch = ImportBatch.objects.create(
        log=row.log, file_name="book.csv", n_rows=1, n_accepted=1, n_refused=0, imported_by=by
    )
    row.save()
    return row


def test_rows_of_a_file_do_not_push_out_what_was_sent_by_hand(reporter: Account) -> None:
    by_hand = make_submitted(reporter)
    came_from_a_file(
        make_submitted(reporter, site=make_site("jeju", name_en="Jeju", lat=33.5, lon=126.5)), reporter
    )
    reader = reader_of(reporter)
    assert [item.row for item in own_reports(reader)] == [by_hand]
    assert n_own_imported(reader) == 1
    assert recent_site_codes(reader) == ["osan-air-base"]


def test_a_row_of_a_file_that_came_back_waits_like_any_other(reporter: Account, reviewer: Account) -> None:
    row = came_from_a_file(make_submitted(reporter), reporter)
    return_incident(by=reviewer, incident=row, rationale="Which gate was it?")
    assert [item.reason for item in own_reports(reader_of(reporter))] == ["Which gate was it?"]
    assert n_own_imported(reader_of(reporter)) == 0
