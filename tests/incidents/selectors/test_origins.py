"""The page of a record says which row of which file it came from, to the office's own eyes."""

from __future__ import annotations

from collections.abc import Callable

from incidents.access import reader_of
from incidents.models import Account, Incident
from incidents.selectors.origins import Origin, origin_of
from incidents.services.importing import import_incidents
from tests.factories import make_account, make_draft, make_site

FILE = b"date,date_precision,site,behaviours,summary\n2025-04-21,day,osan-air-base,PHOTO,Two people\n"


def bring(by: Account) -> Incident:
    make_site()
    import_incidents(by=by, data=FILE, file_name="gate <b>book.csv")
    return Incident.objects.get()


def test_its_author_and_those_who_see_what_stays_inside_are_told(
    reporter: Account, reviewer: Account, analyst: Account
) -> None:
    incident = bring(reporter)
    told = Origin("gate <b>book.csv", 2)
    readers = (reporter, reviewer, analyst, make_account("reporter"))
    assert [origin_of(incident, reader=reader_of(by)) for by in readers] == [told, told, None, None]


def test_a_report_that_was_typed_came_from_no_file(reporter: Account) -> None:
    assert origin_of(make_draft(reporter), reader=reader_of(reporter)) is None


def test_the_page_says_so(reporter: Account, signed_in: Callable) -> None:
    incident = bring(reporter)
    page = signed_in(reporter).get(f"/incidents/{incident.number}/").content.decode()
    assert "gate &lt;b&gt;book.csv" in page
    assert ", row 2" in page
