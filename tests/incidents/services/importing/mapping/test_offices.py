"""Made-up office tables, from the file to rows of ours: nothing but the suggestion, and every answer known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from incidents.errors import SiteError
from incidents.models import Account
from incidents.services.importing import Verdict, import_incidents
from incidents.services.importing.files import Table, read_file
from incidents.services.importing.mapping import DayOrder, Mapping, problems, rows_of, suggest
from incidents.services.importing.places import Registry
from incidents.services.importing.row import read_row
from incidents.services.importing.rows import Row
from tests.factories import make_site

OFFICES = Path(__file__).resolve().parents[4] / "data" / "offices"
ANSWERS: dict[str, dict[str, dict[str, Any]]] = json.loads((OFFICES / "answers.json").read_text())
# The awkward ones stand there twice, as text in the code page of Windows and as a workbook; both say the same.
for _name, _rows in json.loads((OFFICES / "answers_awkward.json").read_text()).items():
    ANSWERS |= {f"{_name}{ending}": _rows for ending in ("_cp949.csv", ".xlsx")}
ALL = [(name, int(number)) for name, rows in ANSWERS.items() for number in rows]
QUESTIONS = {"guard_post_log.csv": "4/5/2025", "agency_free_text_cp949.csv": "year"}


@pytest.fixture
def sites(db: None) -> None:
    make_site(aliases=["오산기지"])
    make_site("suwon-air-base", name_en="Suwon Air Base", name_ko="수원 공군기지", lat=37.2394, lon=127.007)
    make_site(
        "busan-naval-base", name_en="Busan Naval Base", name_ko="부산 해군기지", lat=35.0982, lon=129.1061
    )
    make_site(
        "incheon-port", name_en="Incheon Port", name_ko="인천항", site_type="PORT", lat=37.456, lon=126.597
    )
    make_site(
        "sejong",
        name_en="Sejong",
        name_ko="정부세종청사",
        site_type="AGENCY_BUILDING",
        lat=36.504,
        lon=127.266,
    )
    make_site(
        "assembly", name_en="Assembly", name_ko="국회", site_type="AGENCY_BUILDING", lat=37.532, lon=126.914
    )


def read_office(name: str) -> tuple[Table, Mapping]:
    """Return a table with what is suggested for it, and the one question of two of them answered."""
    table = read_file(OFFICES / name, file_name=name)
    mapping = suggest(table)
    if name == "guard_post_log.csv":
        mapping = replace(mapping, day_order=DayOrder.MONTH_FIRST)
    if name == "agency_free_text_cp949.csv":
        mapping = replace(mapping, year=2024)
    return table, mapping


def row_of(name: str, number: int) -> Row:
    table, mapping = read_office(name)
    return next(row for row in rows_of(table, mapping) if row.number == number)


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(("name", "number"), ALL)
def test_every_row_reads_as_its_known_answer(name: str, number: int) -> None:
    row, answer = row_of(name, number), dict(ANSWERS[name][str(number)])
    assert all(part in row.problem for part in answer.pop("problem", []))
    assert all(part in row.cells.get("note", "") for part in answer.pop("in_note", []))
    assert all(part in " ".join(row.notes) for part in answer.pop("noted", []))
    assert told(row) | answer == told(row)


def told(row: Row) -> dict[str, Any]:
    """Return what a row says, its lists taken apart."""
    said: dict[str, Any] = dict.fromkeys(
        ("occurred_time", "lat", "group_size", "equipment_as_reported"), ""
    ) | dict(row.cells)
    said["actions"] = [entry["type"] for entry in json.loads(row.cells.get("actions", "[]"))]
    said["outcome"] = "".join(entry["code"] for entry in json.loads(row.cells.get("dispositions", "[]")))
    if "lat" in row.cells:
        said["point"] = [pytest.approx(float(row.cells[name]), abs=1e-4) for name in ("lat", "lon")]
    return said


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_what_is_translated_passes_the_one_gate(name: str) -> None:
    table, mapping = read_office(name)
    registry = Registry()
    refused = {row.number for row in rows_of(table, mapping) if not row.problem and not passes(row, registry)}
    # Rows with latitude and longitude swapped are for the judge, who offers them the right way round.
    swapped = {"port_office.xlsx": {7}, "system_export_cp949.csv": {5, 6}, "system_export.xlsx": {5, 6}}
    assert refused == swapped.get(name, set())


def passes(row: Row, registry: Registry) -> bool:
    try:
        read_row(row.cells, registry=registry, is_press=False)
    except SiteError:
        return False
    return True


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_hardly_a_table_asks_anything(name: str) -> None:
    table = read_file(OFFICES / name, file_name=name)
    asked = problems(suggest(table), table)
    assert len(asked) == (name in QUESTIONS)
    assert QUESTIONS.get(name, "") in " ".join(asked)
    assert problems(read_office(name)[1], table) == ()


@pytest.mark.parametrize("name", sorted(name for name in ANSWERS if name.endswith(".xlsx")))
def test_the_year_comes_from_the_sheet_or_from_the_other_dates(name: str) -> None:
    expected = {"port_office.xlsx": 2025, "agency_free_text.xlsx": 2024, "post_day_and_time_apart.xlsx": 2025}
    assert read_office(name)[1].year == expected.get(name)


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(
    ("name", "n_new", "refused"),
    [
        ("wing_two_line_header", 4, {7: "total", 9: "total"}),
        ("post_day_and_time_apart", 6, {8: "total"}),
        ("port_misspelt_headers", 4, {6: "total"}),
        ("agency_free_text", 5, {}),
        ("system_export", 4, {5: "swapped", 6: "“대상시설” (column D)", 8: "total"}),
    ],
)
@pytest.mark.parametrize("ending", ["_cp949.csv", ".xlsx"])
def test_an_awkward_table_comes_through_the_preview_with_a_reason_for_what_stays_outside(
    reporter: Account, name: str, n_new: int, refused: dict[int, str], ending: str
) -> None:
    file_name = f"{name}{ending}"
    _table, mapping = read_office(file_name)
    report = import_incidents(
        by=reporter, data=OFFICES / file_name, file_name=file_name, mapping=mapping, dry_run=True
    )
    reasons = {row.row_number: " ".join(row.reasons) for row in report.rows if row.verdict is Verdict.REFUSED}
    assert reasons.keys() == refused.keys()
    assert all(words in reasons[number] for number, words in refused.items())
    assert report.n_new + report.n_duplicates == n_new
