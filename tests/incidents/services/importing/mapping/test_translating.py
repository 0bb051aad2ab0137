"""Rows of an office's table in our columns: ditto marks, positions, words that are kept, and refusals that name the column."""

from __future__ import annotations

import json

import pytest

from incidents.services.importing.files.table import SheetRow
from incidents.services.importing.mapping import Field, Mapping, Unmapped, rows_of, suggest, translate
from incidents.services.importing.rows import Row
from tests.factories import make_site
from tests.incidents.services.importing.mapping.tables import table_of

WHEN, PLACE = Field("date", ("일시",)), Field("place_as_reported", ("장소",))


def one_row(header: list[str], cells: list[str], *fields: Field, **options: object) -> Row:
    table = table_of(header, cells)
    (row,) = translate(table.rows(), Mapping((WHEN, *fields), **options), table.columns)  # type: ignore[arg-type]
    return row


@pytest.mark.parametrize("mark", ["상동", "〃", '"', "위와 같음", "동일", "ditto", "″"])
def test_a_ditto_mark_takes_the_cell_above_and_says_so(mark: str) -> None:
    table = table_of(["일시", "장소"], ["25.4.21", "정문"], [mark, "후문"], ["25.4.23", mark])
    rows = list(translate(table.rows(), Mapping((WHEN, PLACE)), table.columns))
    assert [row.cells["date"] for row in rows] == ["2025-04-21", "2025-04-21", "2025-04-23"]
    assert rows[2].cells["place_as_reported"] == "후문"
    assert "as in the row above" in rows[1].notes[0]


def test_a_ditto_mark_in_the_first_row_refuses_it() -> None:
    row = one_row(["일시", "장소"], ["상동", "정문"], PLACE)
    assert "first row" in row.problem
    assert "일시" in row.problem


def test_a_ditto_mark_is_a_word_where_the_mapping_says_so() -> None:
    row = one_row(["일시", "장소"], ["25.4.21", "동일"], PLACE, ditto=False)
    assert row.cells["place_as_reported"] == "동일"


def test_going_on_in_the_middle_of_a_table_still_looks_back() -> None:
    table = table_of(
        ["일시", "장소"], ["25.4.21", "정문"], ["상동", "상동"], ["〃", "〃"], ["25.4.24", "후문"]
    )
    mapping = Mapping((WHEN, PLACE))
    whole = list(rows_of(table, mapping))
    assert list(rows_of(table, mapping, from_row=4)) == whole[2:]


def test_a_header_that_comes_again_is_no_report() -> None:
    table = table_of(["일시", "장소"], ["25.4.21", "정문"])
    (row,) = translate([SheetRow(3, ("일시", "장소"))], Mapping((WHEN, PLACE)), table.columns)
    assert "repeats the header" in row.problem


def test_a_refusal_names_the_column_and_not_what_stands_in_it() -> None:
    row = one_row(["일시", "좌표"], ["홍길동이 봄", "홍길동네 집"], Field("position", ("좌표",)))
    assert "일시" in row.problem
    assert "column A" in row.problem
    assert "column B" in row.problem
    assert "홍길동" not in row.problem


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "37.0912, 127.0345",
        "N37°05'28\" E127°02'04\"",
        "북위 37도 5분 28초 동경 127도 2분 4초",
        "52SCG2532206796",
        "37,0912 127,0345",
    ],
)
def test_a_position_in_one_cell_is_read_in_any_notation(text: str) -> None:
    row = one_row(["일시", "좌표"], ["25.4.21", text], Field("position", ("좌표",)))
    assert float(row.cells["lat"]) == pytest.approx(37.0912, abs=0.001)
    assert float(row.cells["lon"]) == pytest.approx(127.0345, abs=0.001)
    assert row.cells["geocode_method"] == "MANUAL"
    assert int(row.cells["uncertainty_m"]) < 100


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["정문 북동 300 m", "기지에서 북동쪽으로 300m", "북동 300 m"])
def test_a_distance_is_counted_from_the_site_of_its_row(place: str) -> None:
    make_site(aliases=["오산기지"])
    table = table_of(["일시", "기지", "장소"], ["25.4.21", "오산기지", place])
    fields = (WHEN, Field("site", ("기지",)), PLACE, Field("position", ("장소",), "IF_READABLE"))
    (row,) = translate(table.rows(), Mapping(fields), table.columns)
    assert float(row.cells["lat"]) == pytest.approx(37.0906 + 0.0019, abs=0.0003)
    assert row.cells["geocode_method"] == "SITE_REF"
    assert row.cells["place_as_reported"] == place
    assert int(row.cells["uncertainty_m"]) > 300  # from the site's point, not from its gate


@pytest.mark.django_db
def test_words_that_are_no_position_stay_words() -> None:
    fields = (PLACE, Field("position", ("장소",), "IF_READABLE"))
    row = one_row(["일시", "장소"], ["25.4.21", "정문 앞 도로"], *fields)
    assert row.problem == ""
    assert "lat" not in row.cells


@pytest.mark.django_db
def test_a_swapped_position_is_handed_on_as_it_stands() -> None:
    row = one_row(["일시", "좌표"], ["25.4.21", "127.0345, 37.0912"], Field("position", ("좌표",)))
    assert (row.cells["lat"], row.cells["lon"]) == ("127.034500", "37.091200")


@pytest.mark.parametrize(
    ("lat", "lon", "read"),
    [
        ("37.0912", "127.0345", ("37.0912", "127.0345", "8")),
        ("37,0912", "127,0345", ("37.0912", "127.0345", "8")),
        ("37.1", "127.0", ("37.1", "127.0", "7107")),
        ("37°05'28\"N", "127°02'04\"E", ("37.091111", "127.034444", "20")),
        ("127.0345", "37.0912", ("127.0345", "37.0912", None)),
        ("미상", "미상", (None, None, None)),
        ("", "", (None, None, None)),
    ],
)
def test_latitude_and_longitude_of_two_columns(lat: str, lon: str, read: tuple[str | None, ...]) -> None:
    row = one_row(
        ["일시", "위도", "경도"], ["25.4.21", lat, lon], Field("lat", ("위도",)), Field("lon", ("경도",))
    )
    assert tuple(row.cells.get(name) for name in ("lat", "lon", "uncertainty_m")) == read
    assert row.problem == ""


def test_half_a_position_is_refused() -> None:
    row = one_row(
        ["일시", "위도", "경도"], ["25.4.21", "37.1", ""], Field("lat", ("위도",)), Field("lon", ("경도",))
    )
    assert "latitude and longitude" in row.problem


def test_an_uncertainty_that_is_stated_wins_over_the_digits() -> None:
    fields = (Field("lat", ("위도",)), Field("lon", ("경도",)), Field("uncertainty_m", ("오차",)))
    row = one_row(["일시", "위도", "경도", "오차"], ["25.4.21", "37.0912", "127.0345", "약 1.5km"], *fields)
    assert row.cells["uncertainty_m"] == "1500"


def test_columns_that_no_field_reads_are_left_out_or_kept_as_it_was_chosen() -> None:
    header, cells = ["일시", "장소", "날씨", "담당자"], ["25.4.21", "정문", "맑음", "가나다"]
    assert "note" not in one_row(header, cells, PLACE).cells
    kept = one_row(header, cells, PLACE, unmapped=Unmapped.IN_NOTE)
    assert kept.cells["note"] == "날씨: 맑음"


def test_a_constant_stands_in_every_row() -> None:
    row = one_row(
        ["일시", "장소"], ["25.4.21", "정문"], PLACE, Field("behaviours", how="AS_IS", constant="PHOTO")
    )
    assert row.cells["behaviours"] == "PHOTO"


def test_begin_and_end_may_stand_in_two_columns() -> None:
    row = one_row(["일시", "종료일"], ["25.4.21", "25.4.23"], Field("date_until", ("종료일",)))
    assert (row.cells["date"], row.cells["date_precision"]) == ("2025-04-21/2025-04-23", "interval")


def test_the_clock_of_another_zone_is_turned_into_the_offices() -> None:
    row = one_row(["일시"], ["2025-04-21 20:00"], time_zone="America/New_York")
    assert (row.cells["date"], row.cells["occurred_time"]) == ("2025-04-22", "09:00")


def test_the_site_is_the_place_where_no_other_column_tells_it() -> None:
    row = one_row(["일시", "기지"], ["25.4.21", "오산기지"], Field("site", ("기지",)))
    assert row.cells["place_as_reported"] == "오산기지"


def test_several_columns_are_one_place() -> None:
    row = one_row(
        ["일시", "시도", "상세"], ["25.4.21", "경기도", "정문"], Field("place_as_reported", ("시도", "상세"))
    )
    assert row.cells["place_as_reported"] == "경기도 정문"


def test_words_that_no_table_knows_are_kept_and_refuse_nothing() -> None:
    row = one_row(["일시", "조치"], ["25.4.21", "현장 보존"], Field("actions", ("조치",)))
    assert "actions" not in row.cells
    assert row.cells["note"] == "조치: 현장 보존"
    assert row.problem == ""


def test_an_outcome_keeps_its_words_beside_the_code() -> None:
    row = one_row(["일시", "결과"], ["25.4.21", "대공혐의점 없음"], Field("outcome_as_reported", ("결과",)))
    assert json.loads(row.cells["dispositions"]) == [{"code": "NO_OFFENCE", "note": "대공혐의점 없음"}]


def test_mangled_letters_are_put_right_where_that_is_certain() -> None:
    table = table_of(["일시", "내용"], ["25.4.21", "PILOTâ€™S VIEW, naïve"], ["25.4.22", "Â¿?"])
    fields = (WHEN, Field("note", ("내용",)))
    first, _second = translate(table.rows(), Mapping(fields), table.columns)
    assert first.cells["note"] == "PILOT’S VIEW, naïve"
    assert "Mangled" in first.notes[0]


def test_korean_letters_are_never_taken_for_mangled_ones() -> None:
    row = one_row(["일시", "내용"], ["25.4.21", "촬영 â 가"], Field("note", ("내용",)))
    assert row.cells["note"] == "촬영 â 가"
    assert row.notes == ()


def test_a_row_that_could_not_be_read_as_a_line_stays_refused() -> None:
    table = table_of(["일시", "장소"], ["25.4.21", "정문"], ["25.4.22", "정문", "x", "y"])
    rows = list(rows_of(table, suggest(table)))
    assert rows[1].problem
    assert rows[1].cells == {}
