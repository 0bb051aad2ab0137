"""American drone reports: time and place stand in the text. Made-up rows in the wording of the real ones."""

from __future__ import annotations

import pytest

from incidents.services.importing.files import Table
from incidents.services.importing.mapping import BUILT_IN, fitted, problems, suggest, translate
from incidents.services.importing.mapping.faa import FARTHEST_OUTSIDE_M
from incidents.services.importing.mapping.states import state_named
from incidents.services.importing.rows import Row
from sites.geometry import Point, destination, distance_m
from tests.incidents.services.importing.mapping.tables import table_of

FAA = BUILT_IN["faa-uas-sightings"]
MSP, ATL = Point(lat=44.8820, lon=-93.2218), Point(lat=33.6367, lon=-84.4281)


def report(city: str, code: str, time: str, where: str) -> str:
    return (
        f"PRELIM INFO FROM FAA OPS: {city}, {code}/UAS SIGHTING/{time}/{city} ATCT ADVISED, C172, REPORTED A UAS WHILE N BOUND "
        f"AT 900 FEET {where}. NO EVASIVE ACTION TAKEN. COUNTY SHERIFF NOTIFIED."
    )


def row_of(date: str, state: str, city: str, text: str, header: str = "Date") -> Row:
    table = table_of([header, "State", "City", "Summary"], [date, state, city, text])
    (row,) = translate(table.rows(), FAA, table.columns)
    return row


def point_of(row: Row) -> Point:
    return Point(lat=float(row.cells["lat"]), lon=float(row.cells["lon"]))


@pytest.mark.parametrize(
    "header", ["Date", "Day of Sighting", "Date of Sighting", "Date of Sighitng", "DATE"]
)
def test_the_day_is_found_under_every_header_it_had(header: str) -> None:
    row = row_of(
        "2024-05-01", "MINNESOTA", "MINNEAPOLIS", report("MINNEAPOLIS", "MN", "1400C", "2 ESE MSP"), header
    )
    assert (row.cells["date"], row.cells["occurred_time"]) == ("2024-05-02", "04:00")


@pytest.mark.parametrize(
    ("code", "state", "time", "date", "clock"),
    [
        ("GA", "GEORGIA", "1038E", "2024-07-01", "23:38"),
        ("GA", "GEORGIA", "2005E", "2024-07-02", "09:05"),
        ("GA", "GEORGIA", "LATE REPORT - 1627C", "2024-07-02", "06:27"),
        ("GA", "GEORGIA", "1627C - LATE REPORT", "2024-07-02", "06:27"),
        ("AZ", "ARIZONA", "1200M", "2024-07-02", "04:00"),  # Arizona keeps its clocks in summer
        ("CO", "COLORADO", "1200M", "2024-07-02", "03:00"),
        ("CA", "CALIFORNIA", "0001P", "2024-07-01", "16:01"),
        ("HI", "HAWAII", "1200L", "2024-07-02", "07:00"),
        ("PR", "PUERTO RICO", "1200A", "2024-07-02", "01:00"),
        ("GA", "GEORGIA", "0900Z", "2024-07-01", "18:00"),
    ],
)
def test_the_letter_behind_the_time_is_its_zone(
    code: str, state: str, time: str, date: str, clock: str
) -> None:
    row = row_of("2024-07-01", state, "X", report("X", code, time, "2 N ATL"))
    assert (row.cells["date"], row.cells["occurred_time"]) == (date, clock)


@pytest.mark.parametrize("time", ["UNKN TIME", "1200X", "9999E", "1200L"])
def test_a_time_whose_zone_is_not_sure_is_left_out_and_the_day_stays(time: str) -> None:
    row = row_of("2024-07-01", "GEORGIA", "ATLANTA", report("ATLANTA", "GA", time, "2 N ATL"))
    assert row.cells["date"] == "2024-07-01"
    assert "occurred_time" not in row.cells


def test_the_position_is_counted_from_the_airport_in_the_text() -> None:
    row = row_of("2024-07-01", "MINNESOTA", "MINNEAPOLIS", report("MINNEAPOLIS", "MN", "1400C", "5 E MSP"))
    assert distance_m(point_of(row), MSP) == pytest.approx(5 * 1852, rel=0.02)
    assert point_of(row).lon > MSP.lon
    assert row.cells["geocode_method"] == "GEOCODER"
    assert row.point_doubt == ""


def test_a_position_far_from_the_stated_state_is_not_taken_and_says_why() -> None:
    row = row_of("2024-07-01", "GEORGIA", "ATLANTA", report("ATLANTA", "GA", "1400E", "5 E MSP"))
    assert "lat" not in row.cells
    assert "outside Georgia" in row.point_doubt


def test_of_two_positions_the_one_in_the_stated_state_is_taken() -> None:
    text = report("ATLANTA", "GA", "1400E", "5 E MSP. LATER SEEN 3 N ATL")
    row = row_of("2024-07-01", "GEORGIA", "ATLANTA", text)
    assert distance_m(point_of(row), ATL) < 10_000


def test_without_a_position_the_city_stands_for_it_coarsely_and_says_so() -> None:
    row = row_of("2024-07-01", "GEORGIA", "ATLANTA", report("ATLANTA", "GA", "1400E", "NEAR A STADIUM"))
    assert distance_m(point_of(row), ATL) < 30_000
    assert int(row.cells["uncertainty_m"]) > 18_520
    assert row.cells["geo_precision"] == "4"
    assert "no position" in row.notes[-1]


@pytest.mark.parametrize(
    ("where", "lat", "lon"),
    [
        ("8 NE ARMEL VOR (AML)", 38.9346 + 0.094, -77.4667 + 0.121),
        ("8 NE ARMEL VORTAC", 38.9346 + 0.094, -77.4667 + 0.121),
        ("VCNTY ARMEL VOR/DME (AML)", 38.9346, -77.4667),
        ("OVER ARMEL VORTAC", 38.9346, -77.4667),
        ("4 W MANASSAS ARPT, VA (HEF)", 38.7214, -77.515 - 0.0855),
        ("2 MI NORTHEAST OF HEF", 38.7214 + 0.0236, -77.515 + 0.0302),
        ("1 E RUNWAY 16L HEF", 38.7214, -77.515 + 0.0214),
    ],
)
def test_positions_are_counted_from_beacons_and_airports_however_they_are_named(
    where: str, lat: float, lon: float
) -> None:
    row = row_of("2024-07-01", "VIRGINIA", "HERNDON", report("HERNDON", "VA", "1400E", where))
    assert distance_m(point_of(row), Point(lat=lat, lon=lon)) < 1_000
    assert row.notes == ("The time was told in America/New_York and turned into the office's time.",)


def test_an_airfield_whose_code_has_a_digit_is_known() -> None:
    text = report("HOPEDALE", "MA", "0545E", "5 WSW 1B6")
    row = row_of("2024-07-01", "MASSACHUSETTS", "HOPEDALE", text)
    assert distance_m(point_of(row), Point(lat=42.106, lon=-71.51)) == pytest.approx(5 * 1852, rel=0.05)
    assert int(row.cells["uncertainty_m"]) < 5_000


@pytest.mark.parametrize("where", ["7 E CHM", "7 E OF THE STADIUM", "7 E MAGNOLIA VORTAC (XZX)"])
def test_a_place_that_is_not_known_here_is_counted_from_the_city_and_says_so(where: str) -> None:
    row = row_of("2024-07-01", "OHIO", "COLUMBUS", report("COLUMBUS", "OH", "1400E", where))
    columbus = Point(lat=39.961, lon=-82.999)
    assert distance_m(point_of(row), columbus) == pytest.approx(7 * 1852, rel=0.05)
    assert int(row.cells["uncertainty_m"]) > 27_000
    assert row.cells["geo_precision"] == "4"
    assert "not known here" in row.notes[-1]


def test_a_beacon_of_another_state_is_doubted() -> None:
    text = report("ALBUQUERQUE", "NM", "1616M", "18 S GILA BEND VORTAC")
    row = row_of("2024-07-01", "NEW MEXICO", "ALBUQUERQUE", text)
    assert "lat" not in row.cells
    assert "outside New Mexico" in row.point_doubt


@pytest.mark.parametrize(
    ("state", "city"),
    [("NEW YORK", "NEW YORK"), ("DISTRICT OF COLUMBIA", "WASHINGTON"), ("MISSOURI", "ST LOUIS"), ("VIRGINIA", "HERNDON"),
     ("NEW JERSEY", "TETERBORO"), ("ILLINOIS", "CHICAGO/WAUKEGAN"), ("TX", "Ft. Worth"), ("PR", "SAN JUAN"), ("#N/A", "")],
)  # fmt: skip
def test_cities_are_known_in_their_state(state: str, city: str) -> None:
    row = row_of(
        "2024-07-01", state, city, "FROM FAA OPS: FREEPORT, BAHAMAS/UAS INCIDENT/0906L/A UAS WAS SEEN."
    )
    assert "lat" in row.cells
    assert "no position" in row.notes[-1]


def test_a_namesake_in_another_state_is_not_the_city() -> None:
    row = row_of("2024-07-01", "FLORIDA", "TAYLOR", report("TAYLOR", "FL", "1725E", "NEAR A BARN"))
    florida = state_named("FL")
    assert florida is not None
    assert florida.distance_outside_m(point_of(row)) == 0


def test_a_city_that_nobody_knows_leaves_the_row_without_a_point() -> None:
    row = row_of(
        "2024-07-01", "GEORGIA", "NOWHEREVILLE", report("NOWHEREVILLE", "GA", "1400E", "NEAR A BARN")
    )
    assert "lat" not in row.cells
    assert row.point_doubt == ""
    assert row.cells["place_as_reported"] == "NOWHEREVILLE, GEORGIA"


@pytest.mark.parametrize(("cell", "code"), [("GEORGIA", "GA"), ("Georgia", "GA"), ("ga", "GA"), ("MIN", "MN"), ("MS15", "MS"), ("PR", "PR"),
    ("Puerto Rico", "PR"), ("CANADA", "CAN"), ("THE BAHAMAS", "BHS"), ("WASHINGTON", "WA"), ("DISTRICT OF COLUMBIA", "DC")])  # fmt: skip
def test_states_are_known_however_they_are_written(cell: str, code: str) -> None:
    state = state_named(cell)
    assert state is not None
    assert state.code == code


@pytest.mark.parametrize("cell", ["", "#N/A", "NEW", "X", "15"])
def test_what_names_no_one_state_names_none(cell: str) -> None:
    assert state_named(cell) is None


def test_a_blank_state_is_read_from_the_text() -> None:
    row = row_of("2024-07-01", "", "ATLANTA", report("ATLANTA", "GA", "1400E", "5 E MSP"))
    assert "outside Georgia" in row.point_doubt


def test_a_position_without_any_state_says_that_it_was_not_checked() -> None:
    row = row_of("2024-07-01", "", "", "PILOT REPORTED A UAS 5 E MSP.")
    assert "lat" in row.cells
    assert any("could not be checked" in note for note in row.notes)


def test_how_far_outside_a_state_a_point_lies() -> None:
    georgia = state_named("GA")
    assert georgia is not None
    assert georgia.distance_outside_m(ATL) == 0
    assert georgia.distance_outside_m(Point(lat=35.2271, lon=-80.8431)) > FARTHEST_OUTSIDE_M
    assert georgia.distance_outside_m(Point(lat=35.05, lon=-85.2)) < 10_000


def test_everything_else_of_the_report_is_filled_in() -> None:
    text = report("MINNEAPOLIS", "MN", "1400C", "2 ESE MSP")
    row = row_of("2024-07-01", "MINNESOTA", "MINNEAPOLIS", text)
    assert row.cells["behaviours"] == "AVIATION"
    assert row.cells["note"] == text
    assert row.cells["summary"].startswith("MINNEAPOLIS, MN/UAS SIGHTING/")
    assert len(row.cells["summary"]) <= 300


def test_the_same_report_has_the_same_key_in_every_file() -> None:
    cells = ("2024-07-01", "GEORGIA", "ATLANTA", report("ATLANTA", "GA", "1400E", "2 N ATL"))
    other = (*cells[:3], cells[3].replace("C172", "C152"))
    assert row_of(*cells).cells["row_ref"] == row_of(*cells).cells["row_ref"]
    assert row_of(*cells).cells["row_ref"] != row_of(*other).cells["row_ref"]


def test_the_built_in_mapping_takes_the_headers_of_the_table_and_needs_no_answer() -> None:
    table: Table = table_of(
        ["Date of Sighitng", "State", "City", "Summary"], ["2024-07-01", "GEORGIA", "ATLANTA", "x"]
    )
    mapping = fitted(FAA, table.columns)
    assert mapping is not None
    assert mapping.headers == ("Date of Sighitng", "Summary", "State", "City")
    assert problems(mapping, table) == ()
    assert fitted(FAA, table_of(["Date", "City"], ["x", "y"]).columns) is None


def test_a_suggestion_for_such_a_table_still_finds_when_and_what() -> None:
    table = table_of(
        ["Date of Sighitng", "State", "City", "Summary"],
        ["7/21/2024", "GEORGIA", "ATLANTA", "A UAS was seen."],
    )
    assert {"date", "summary"} <= {known.target for known in suggest(table).fields}


@pytest.mark.parametrize(
    ("text", "miles", "bearing_deg", "within_m"),
    [
        ("A320, DFW - ATL, REPORTED A UAS ON 3 MILE FINAL RUNWAY 27L.", 3, 90, 5_000),
        ("A320, REPORTED A UAS ON .5 MILE FINAL RWY 9R ATL.", 0.5, 270, 4_000),
        ("A320, DFW - ATL, REPORTED A UAS ON SHORT FINAL RUNWAY 27L.", 1, 90, 5_000),
        ("A320, REPORTED A UAS 10 MILE FINAL FROM ATL.", 0, 0, 23_000),
    ],
)
def test_an_aircraft_on_final_is_before_its_runway(
    text: str, miles: float, bearing_deg: float, within_m: int
) -> None:
    opening = "PRELIM INFO FROM FAA OPS: ATLANTA, GA/UAS SIGHTING/1400E/ATLANTA ATCT ADVISED, "
    row = row_of("2024-07-01", "GEORGIA", "ATLANTA", opening + text)
    assert distance_m(point_of(row), destination(ATL, miles * 1852, bearing_deg)) < 200
    assert int(row.cells["uncertainty_m"]) < within_m
    assert "geo_precision" not in row.cells


def test_final_without_an_airport_near_is_no_position() -> None:
    text = (
        "PRELIM INFO FROM FAA OPS: ATLANTA, GA/UAS SIGHTING/1400E/A320, MSP - ORD, SAW A UAS ON 3 MILE FINAL."
    )
    assert row_of("2024-07-01", "GEORGIA", "ATLANTA", text).cells["geo_precision"] == "4"


@pytest.mark.parametrize(
    "text",
    ["1 N " + "A" * 50_000, "1 N" + " " * 50_000, "5 E MSP. " * 5_000, "5 E QQQQQ " * 5_000, "A," * 25_000, "총" + " " * 50_000],
    ids=["a long word", "blanks", "many places", "many unknown places", "many cities", "a total that never comes"],
)  # fmt: skip
@pytest.mark.parametrize("place", range(4))
def test_a_text_without_end_is_a_row_as_any_other(text: str, place: int) -> None:
    cells = ["2024-07-01", "GEORGIA", "ATLANTA", "x"]
    cells[place] = text
    assert row_of(*cells).number == 2
