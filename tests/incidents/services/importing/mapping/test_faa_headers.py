"""American tables under every header they had or may have, and under none that is known. Made-up rows."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from incidents.services.importing.files import Table, read_file
from incidents.services.importing.mapping import BUILT_IN, Mapping, fitted, problems, rows_of, suggest
from incidents.services.importing.rows import Row
from incidents.services.mappings import mappings_for
from tests.incidents.services.importing.mapping.tables import table_of

FAA = BUILT_IN["faa-uas-sightings"]
TEXT = (
    "PRELIM INFO FROM FAA OPS: ATLANTA, GA/UAS SIGHTING/1400E/ATLANTA ATCT ADVISED, C172, REPORTED A UAS WHILE N BOUND "
    "AT 900 FEET 5 E ATL. NO EVASIVE ACTION TAKEN."
)
HEADERS = [
    ["Date", "State", "City", "Summary"],
    ["Day of Sighting", "State", "City", "Summary"],
    ["Date of Sighitng", "STATE", "CITY", "SUMMARY"],
    ["Date ", "Sate", "Cty", "Sumary"],
    ["EventDATETIME", "LocationSTATE", "LocationCITY", "EventREPORTNARRATIVE"],
    ["Event Date/Time", "State", "City", "Event Description"],
    ["Sighting Date", "US State", "Nearest City", "Narrative"],
    ["Date of Occurrence", "State/Territory", "City Name", "Report"],
]


def only_row(table: Table, mapping: Mapping) -> Row:
    (row,) = rows_of(table, mapping)
    return row


def says_all(row: Row) -> bool:
    return (
        row.problem == ""
        and (row.cells["date"], row.cells["occurred_time"]) == ("2021-01-02", "04:00")
        and row.cells["lon"].startswith("-84.3")
        and row.cells["place_as_reported"] == "ATLANTA, GEORGIA"
        and row.cells["note"] == TEXT
    )


@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_the_built_in_mapping_finds_its_columns(headers: list[str]) -> None:
    table = table_of(headers, ["1/1/2021 11:05:00 AM", "GEORGIA", "ATLANTA", TEXT])
    mapping = fitted(FAA, table.columns)
    assert mapping is not None
    assert problems(mapping, table) == ()
    assert says_all(only_row(table, mapping))


@pytest.mark.parametrize(
    "extra", [["No."], ["LOCALTIME"], ["Reported"], ["Column1"], ["Item Type", "Path"]], ids=str
)
def test_further_columns_mislead_nobody(extra: list[str]) -> None:
    table = table_of(
        [*extra, *HEADERS[0]], [*("7" for _name in extra), "2021-01-01", "GEORGIA", "ATLANTA", TEXT]
    )
    mapping = fitted(FAA, table.columns)
    assert mapping is not None
    assert says_all(only_row(table, mapping))


def test_city_and_state_may_share_a_column() -> None:
    table = table_of(["Date", "City/State", "Summary"], ["2021-01-01", "ATLANTA, GA", TEXT])
    mapping = fitted(FAA, table.columns)
    assert mapping is not None
    row = only_row(table, mapping)
    assert row.cells["place_as_reported"] == "ATLANTA, GA"
    assert row.point_doubt == ""
    assert row.cells["lon"].startswith("-84.3")


@pytest.mark.django_db
def test_an_office_s_own_log_is_not_taken_for_one_of_them() -> None:
    for headers in (
        ["Date", "Location", "Summary"],
        ["Date", "Site", "State", "Summary"],
        ["일시", "장소", "내용"],
    ):
        assert mappings_for(table_of(headers, ["2021-01-01", *["x"] * (len(headers) - 1)]).columns) == []


@pytest.mark.parametrize(
    "headers",
    [
        ["A1", "B1", "C1", "D1"],
        ["When", "Region", "Near town", "What"],
        ["일시", "주", "도시 (City)", "내용"],
    ],
)
def test_under_headers_that_nobody_knows_the_reports_tell_what_they_are(headers: list[str]) -> None:
    rows = [[f"{day}/1/2021", "GEORGIA", "ATLANTA", TEXT] for day in range(1, 6)]
    mapping = suggest(table_of(headers, *rows))
    (first, *_rest) = rows_of(table_of(headers, *rows), mapping)
    assert first.cells["occurred_time"] == "04:00"
    assert first.cells["lon"].startswith("-84.3")
    assert first.cells["publisher"] == "Federal Aviation Administration"


@pytest.mark.parametrize(
    "day",
    ["2021-01-01", "1/1/2021", "1/1/2021 11:05:00 AM", "01/01/21", "1-Jan-21", "Jan 1, 2021", "January 1, 2021", "44197",
     "44197.4618055556", "20210101", "2021-01-01 11:05:00", "Friday, January 1, 2021", "1/1/2021 11:05", "1/1/2021 11:05 EST", "1/1/2021 24:05", "1/1/2021 11:05 hrs local"],
)  # fmt: skip
def test_days_stand_there_in_every_form(day: str) -> None:
    table = table_of(HEADERS[0], [day, "GEORGIA", "ATLANTA", TEXT])
    assert says_all(only_row(table, FAA))


@pytest.mark.parametrize(
    "text",
    ["", "N/A", "UAS SIGHTING", "MOR Alert for ATL\nType: Public inquiry\nSummary: SR22 reported a drone.",
     "Aircraft observed, ATLANTA/UAS INCIDENT/0930E/a drone near the airport", "ATLANTA, GA (ATL): C172 OBSERVED A UAS."],
)  # fmt: skip
def test_a_text_that_gives_nothing_leaves_day_and_city(text: str) -> None:
    row = only_row(table_of(HEADERS[0], ["2021-01-01", "Georgia", "Atlanta", text]), FAA)
    assert row.problem == ""
    assert row.cells["date"] in ("2021-01-01", "2021-01-02")
    assert row.cells["lat"].startswith("33.")
    assert row.cells["geo_precision"] == "4"


def workbook(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_with_a_title_a_running_number_and_a_second_sheet_is_read() -> None:
    rows: list[list[Any]] = [
        ["UAS Sightings Report, January - March 2021"],
        [],
        ["#", *HEADERS[1]],
        [1, "1/1/2021 11:05:00 AM", "GEORGIA", "ATLANTA", TEXT],
        [2, "1/2/2021", "GA", "ATLANTA", ""],
    ]
    content = workbook(("UAS Jan 1, 2021 - Mar 31, 2021", rows), ("Sheet2", [["Total", 2]]))
    table = read_file(content, file_name="UAS_Sightings_report_1Jan-31Mar2021.xlsx")
    mapping = fitted(FAA, table.columns)
    assert mapping is not None
    first, second = rows_of(table, mapping)
    assert says_all(first)
    assert second.cells["place_as_reported"] == "ATLANTA, GA"
