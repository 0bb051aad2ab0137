"""Positions as people write them: a table of known answers, what is refused, and what is never thrown."""

from __future__ import annotations

import contextlib
import math
import string
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sites.geometry import Point, distance_m
from sites.notations import (
    InvalidPosition,
    LooksSwapped,
    Notation,
    PositionError,
    Reading,
    Reference,
    UnknownReference,
    UnreadablePosition,
    find_in_text,
    korean_grid,
    mgrs,
    plus_codes,
    read_position,
)
from sites.notations.mercator import GRS80, TransverseMercator

SUWON = (37.2394, 127.007)
SUWON_DMS = (37 + 14 / 60 + 22 / 3600, 127 + 25 / 3600)
SUWON_DM = (37 + 14.37 / 60, 127 + 0.42 / 60)
OSAN = (37.0906, 127.03)
CITY_HALL = (37.566535, 126.977969)
SYDNEY = (-33.8568, 151.2153)

GATE = Point(lat=37.09, lon=127.03)
NAMES = {
    "정문": GATE,
    "오산기지 정문": GATE,
    "main gate": GATE,
    "Osan AB": Point(*OSAN),
    "DFW": Point(lat=32.8968, lon=-97.038),
    "서울시청": Point(*CITY_HALL),
}


def resolve(name: str) -> Point | None:
    return NAMES.get(name)


def metres_off(reading: Reading, answer: tuple[float, float]) -> float:
    return distance_m(reading.point, Point(lat=answer[0], lon=answer[1]))


D, DM, DMS = Notation.DECIMAL, Notation.DEGREES_MINUTES, Notation.DEGREES_MINUTES_SECONDS
KNOWN: list[tuple[str, tuple[float, float], Notation]] = [
    # decimal degrees: point or comma, any separator, letters before or behind
    ("37.2394, 127.007", SUWON, D),
    ("37.2394,127.007", SUWON, D),
    ("37.2394 127.007", SUWON, D),
    ("37.2394;127.007", SUWON, D),
    ("37.2394 / 127.007", SUWON, D),
    ("37.2394\t127.007", SUWON, D),
    ("  (37.2394, 127.007) ", SUWON, D),
    ("37,2394 127,007", SUWON, D),
    ("37,2394; 127,007", SUWON, D),
    ("37,2394,127,007", SUWON, D),
    ("37,2394, 127,007", SUWON, D),
    ("37,2394° N; 127,0070° E", SUWON, D),
    ("37.2394N 127.007E", SUWON, D),
    ("37.2394N127.007E", SUWON, D),
    ("N37.2394 E127.007", SUWON, D),
    ("37.2394° N, 127.007° E", SUWON, D),
    ("127.007E 37.2394N", SUWON, D),
    ("E 127.007, N 37.2394", SUWON, D),
    ("37.2394 north, 127.007 east", SUWON, D),
    ("lat: 37.2394 lon: 127.007", SUWON, D),
    ("lat=37.2394&lon=127.007", SUWON, D),
    ("Longitude 127.007, Latitude 37.2394", SUWON, D),
    ("위도 37.2394 경도 127.007", SUWON, D),
    ("경도: 127.007, 위도: 37.2394", SUWON, D),
    ("북위 37.2394도, 동경 127.007도", SUWON, D),
    ("북위37.2394동경127.007", SUWON, D),
    ("좌표: 37.2394, 127.007", SUWON, D),
    ("37.2394, 127.007 (WGS84)", SUWON, D),
    ("３７．２３９４，１２７．００７", SUWON, D),
    ("-33.8568 151.2153", SYDNEY, D),
    ("33.8568S 151.2153E", SYDNEY, D),
    ("−33.8568, 151.2153", SYDNEY, D),
    # degrees and minutes
    ("37°14.37'N 127°0.42'E", SUWON_DM, DM),
    ("37 14.37N 127 0.42E", SUWON_DM, DM),
    ("N 37° 14.370' E 127° 00.420'", SUWON_DM, DM),
    ("37° 14,37' N 127° 0,42' E", SUWON_DM, DM),
    ("3714.37N12700.42E", SUWON_DM, DM),
    ("3714.37,N,12700.42,E", SUWON_DM, DM),
    ("3714N 12700E", (37 + 14 / 60, 127.0), DM),
    ("북위 37도 14분, 동경 127도 0분", (37 + 14 / 60, 127.0), DM),
    # degrees, minutes and seconds
    ("37 14 22 N 127 0 25 E", SUWON_DMS, DMS),
    ("N37 14 22 E127 0 25", SUWON_DMS, DMS),
    ("37°14'22\"N 127°00'25\"E", SUWON_DMS, DMS),
    ("37°14′22″N, 127°00′25″E", SUWON_DMS, DMS),
    ("37º14'22''N 127º0'25''E", SUWON_DMS, DMS),
    ("37° 14' 22\" / 127° 0' 25\"", SUWON_DMS, DMS),
    ("37°14’22”N 127°00’25”E", SUWON_DMS, DMS),
    ("N 37°14′22″ – E 127°00′25″", SUWON_DMS, DMS),
    ("37-14-22N 127-00-25E", SUWON_DMS, DMS),
    ("37:14:22 127:00:25", SUWON_DMS, DMS),
    ("37.14.22 N 127.00.25 E", SUWON_DMS, DMS),
    ("37d14m22s N 127d0m25s E", SUWON_DMS, DMS),
    ("37 deg 14 min 22 sec N 127 deg 0 min 25 sec E", SUWON_DMS, DMS),
    ("３７°１４′２２″Ｎ　１２７°００′２５″Ｅ", SUWON_DMS, DMS),
    ("북위 37도 14분 22초 동경 127도 0분 25초", SUWON_DMS, DMS),
    ("동경 127도 0분 25초, 북위 37도 14분 22초", SUWON_DMS, DMS),
    ("37도 14분 22초, 127도 0분 25초", SUWON_DMS, DMS),
    ("371422N1270025E", SUWON_DMS, DMS),
    ("371422N 1270025E", SUWON_DMS, DMS),
    ("N371422E1270025", SUWON_DMS, DMS),
    ("371422.0N1270025.0E", SUWON_DMS, DMS),
    ("1270025E371422N", SUWON_DMS, DMS),
    ("E1270025 N371422", SUWON_DMS, DMS),
    ("S 33 51 24.5 E 151 12 55.1", (-(33 + 51 / 60 + 24.5 / 3600), 151 + 12 / 60 + 55.1 / 3600), DMS),
    # ISO 6709, links, WKT
    ("+37.2394+127.007/", SUWON, Notation.ISO_6709),
    ("+3714.37+12700.42/", SUWON_DM, Notation.ISO_6709),
    ("+371422+1270025/", SUWON_DMS, Notation.ISO_6709),
    ("-33.8568+151.2153/", SYDNEY, Notation.ISO_6709),
    ("geo:37.2394,127.007;u=35", SUWON, Notation.GEO_URI),
    ("https://maps.example.org/@37.2394,127.007,15z", SUWON, Notation.GEO_URI),
    ("POINT(127.007 37.2394)", SUWON, Notation.WKT),
    # grids and codes
    ("52SCG2491506738", OSAN, Notation.MGRS),
    ("52S CG 24915 06738", OSAN, Notation.MGRS),
    ("mgrs: 52scg 24915 06738", OSAN, Notation.MGRS),
    ("다사 5389 5203", CITY_HALL, Notation.NATIONAL_POINT),
    ("다사53895203", CITY_HALL, Notation.NATIONAL_POINT),
    ("국가지점번호 다사 53898 52036", CITY_HALL, Notation.NATIONAL_POINT),
    ("8Q98HX8H+J5", CITY_HALL, Notation.PLUS_CODE),
    ("８Ｑ９８ＨＸ８Ｈ＋Ｊ５", CITY_HALL, Notation.PLUS_CODE),
    ("8q98hx8h+j5", CITY_HALL, Notation.PLUS_CODE),
    ("HX8H+J5 서울시청", CITY_HALL, Notation.PLUS_CODE),
]
# Grid squares are read as their middle; the coarsest here is 14 m wide.
TOLERANCE_M = 10.0


@pytest.mark.parametrize(("text", "answer", "notation"), KNOWN, ids=[text.strip() for text, *_ in KNOWN])
def test_notation_is_read_as_the_known_place(text: str, answer: tuple[float, float], notation: Notation):
    reading = read_position(text, resolve=resolve)
    assert reading.notation == notation
    assert metres_off(reading, answer) < TOLERANCE_M


# --- distance and direction from a place ------------------------------------------------------------------------

BEARINGS = [
    ("6 NNW DFW", "DFW", 6 * 1852, 337.5),
    ("6NM NNW of DFW", "DFW", 6 * 1852, 337.5),
    (".25 N DFW", "DFW", 463, 0),
    ("정문 북동 300 m", "정문", 300, 45),
    ("정문에서 북동쪽으로 약 300m", "정문", 300, 45),
    ("정문으로부터 동북방향으로 300미터 떨어진 곳", "정문", 300, 45),
    ("오산기지 정문 300m 북동쪽", "정문", 300, 45),
    ("정문 남서 1.2㎞", "정문", 1200, 225),
    ("정문 북방 3해리", "정문", 5556, 0),
    ("정문 방위 045도 300 m", "정문", 300, 45),
    ("300 m north-east of the main gate", "main gate", 300, 45),
    ("about 300 metres NE of Osan AB", "Osan AB", 300, 45),
    ("Osan AB NE 300m", "Osan AB", 300, 45),
    ("Osan AB, 300m NE", "Osan AB", 300, 45),
    ("1,200 m SSW from main gate", "main gate", 1200, 202.5),
    ("2 miles west of Osan AB", "Osan AB", 3218.7, 270),
]


@pytest.mark.parametrize(("text", "start", "metres", "bearing"), BEARINGS, ids=[row[0] for row in BEARINGS])
def test_distance_and_direction_lead_from_the_place(text: str, start: str, metres: float, bearing: float):
    reading = read_position(text, resolve=resolve)
    origin = NAMES[start]
    north_m = (reading.point.lat - origin.lat) * 111_000
    east_m = (reading.point.lon - origin.lon) * 111_320 * math.cos(math.radians(origin.lat))
    assert distance_m(origin, reading.point) == pytest.approx(metres, rel=0.001)
    assert math.degrees(math.atan2(east_m, north_m)) % 360 == pytest.approx(bearing, abs=0.5)


def test_unknown_reference_keeps_what_was_understood():
    with pytest.raises(UnknownReference) as caught:
        read_position("후문 북동 300 m", resolve=resolve)
    assert (caught.value.reference, caught.value.distance_m, caught.value.bearing_deg) == ("후문", 300, 45)


def test_reach_of_the_reference_adds_to_the_uncertainty():
    exact = read_position("정문 북동 300 m", resolve=resolve)
    vague = read_position("정문 북동 300 m", resolve=lambda name: Reference(GATE, 2_000))
    assert vague.uncertainty_m == pytest.approx(math.hypot(exact.uncertainty_m, 2_000), abs=0.1)


def test_a_report_is_searched_for_positions():
    text = "CESSNA C172 REPORTED A UAS WHILE NE BOUND AT 400 FEET 6 NNW DFW. NO EVASIVE ACTION TAKEN."
    (reading,) = find_in_text(text, resolve)
    assert reading.point == read_position("6 NNW DFW", resolve=resolve).point


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("AT 400 FEET 10 W ARMEL VOR (AML). NO EVASIVE ACTION", ["AML VOR", "ARMEL VOR"]),
        ("AT 400 FEET 2 SW HOOD RIVER ARPT (4S2). NO", ["4S2", "HOOD RIVER ARPT", "HOOD RIVER", "HOOD"]),
        ("B737 N BOUND AT 1,500 W BOUND, 300 FEET E OF", []),
        ("5 MILES NORTH OF MSP WHILE", ["MSP"]),
        ("3 N BOISE AT PORTLAND (PDX)", ["BOISE"]),
        ("VCNTY DEER PARK VOR (DPK). OVER THE STADIUM.", ["DPK VOR", "DEER PARK VOR"]),
        ("OVERHEAD MIA.", ["MIA"]),
    ],
)
def test_what_a_report_counts_from_is_asked_for_by_code_then_by_name(text, asked):
    names = []
    assert list(find_in_text(text, lambda name: names.append(name))) == []
    assert names == asked


def test_a_report_with_a_radio_beacon_is_not_guessed():
    assert list(find_in_text("AT 2,000 FEET 7 SE DFW VOR (DFW). NO ACTION", resolve)) == []


# --- how it was read -------------------------------------------------------------------------------------------

ECHOES = [
    ("37.2394 127.007", "decimal degrees: 37.2394° N, 127.007° E"),
    ("-37,5 -127,25", "decimal degrees: 37.5° S, 127.25° W"),
    ("3714.37N12700.42E", "degrees and minutes: 37° 14.37′ N, 127° 0.42′ E"),
    ("371422N1270025E", "degrees, minutes and seconds: 37° 14′ 22″ N, 127° 0′ 25″ E"),
    ("52scg2491506738", "MGRS 52S CG 24915 06738: middle of a square of 1 m"),
    ("다사53895203", "national point number 다사 5389 5203: middle of a square of 10 m"),
    ("8Q98HX8H+J5", "plus code 8Q98HX8H+J5: middle of its cell"),
    ("정문 동북 300m", "300 m north-east of 정문"),
    ("정문 방위각 45도 300m", "300 m at 045° from 정문"),
]


@pytest.mark.parametrize(("text", "echo"), ECHOES)
def test_echo_says_how_it_was_read(text: str, echo: str):
    assert read_position(text, resolve=resolve).echo.text == echo


def test_echo_is_said_in_another_language_by_its_template_and_its_words():
    korean = {
        "%(distance)s %(unit)s %(direction)s of %(reference)s": "%(reference)s에서 %(direction)s %(distance)s %(unit)s",
        "north-east": "북동",
    }
    echo = read_position("정문 북동 300 m", resolve=resolve).echo
    assert echo.render(lambda message: korean[message]) == "정문에서 북동 300 m"


UNCERTAINTIES = [
    ("37.23940, 127.00700", 0.7, 1.5),
    ("37.2394, 127.0070", 6, 8),
    ("37.2, 127.0", 6_500, 7_500),
    ("371422N1270025E", 18, 21),
    ("3714N12700E", 1_100, 1_300),
    ("52SCG249067", 70, 71),
    ("다사 5389 5203", 7, 7.2),
    ("geo:37.23940,127.00700;u=35", 35, 35),
    ("정문 북동 300 m", 120, 130),
    ("6 NNW DFW", 2_300, 2_400),
]


@pytest.mark.parametrize(("text", "low", "high"), UNCERTAINTIES)
def test_uncertainty_follows_the_precision_written(text: str, low: float, high: float):
    assert low <= read_position(text, resolve=resolve).uncertainty_m <= high


# --- offers and warnings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["127.007, 37.2394", "[127.007, 37.2394]", "37.2394E 127.007N", "경도 37.2394 위도 127.007"]
)
def test_swapped_values_are_offered_and_not_taken(text: str):
    with pytest.raises(LooksSwapped) as caught:
        read_position(text)
    assert metres_off(caught.value.offer, SUWON) < 1


def test_values_that_fit_both_ways_are_read_as_written_with_the_swap_beside():
    reading = read_position("10.5, 53.2")
    assert (reading.point, reading.alternatives[0].point) == (Point(10.5, 53.2), Point(53.2, 10.5))
    assert reading.alternatives[0].reason == "SWAPPED"


def test_letters_leave_nothing_to_swap():
    assert read_position("10.5N, 53.2E").alternatives == ()


def test_a_place_near_by_gives_swapped_values_away():
    hamburg = Point(lat=53.5, lon=10.0)
    assert [note.code for note in read_position("10.55, 53.21", near=hamburg).warnings] == ["LOOKS_SWAPPED"]
    assert [note.code for note in read_position("53.21, 10.55", near=hamburg).warnings] == []


def test_a_place_far_away_is_remarked():
    (note,) = read_position("-33.8568, 151.2153", near=Point(*SUWON)).warnings
    assert (note.code, note.values["distance_km"]) == ("FAR_AWAY", pytest.approx(8_310, abs=60))


NOTES = [
    ("37.2394 127.007 38m", ["ALTITUDE_IGNORED"]),
    ("+37.2394+127.007+38.0CRSWGS_84/", ["ALTITUDE_IGNORED"]),
    ("37.2394,127.007,38", ["ALTITUDE_IGNORED"]),
    ("37, 127", ["COARSE"]),
    ("정문 방위 045도 300 m", ["TRUE_NORTH"]),
    ("10 E OF main gate", ["NAUTICAL_MILES_ASSUMED", "COARSE"]),
]


@pytest.mark.parametrize(("text", "codes"), NOTES)
def test_what_deserves_a_second_look_is_said(text: str, codes: list[str]):
    assert [note.code for note in read_position(text, resolve=resolve).warnings] == codes


# --- refusals --------------------------------------------------------------------------------------------------

REFUSED = [
    ("", UnreadablePosition, "EMPTY"),
    ("\u200b \n", UnreadablePosition, "EMPTY"),
    ("1" * 201, UnreadablePosition, "TOO_LONG"),
    ("hello", UnreadablePosition, "UNREADABLE"),
    ("37.2394", UnreadablePosition, "UNREADABLE"),
    ("37.2394-127.007", UnreadablePosition, "UNREADABLE"),
    ("nan, inf", UnreadablePosition, "UNREADABLE"),
    ("1e5, 3", UnreadablePosition, "UNREADABLE"),
    ("1.2.3.4", UnreadablePosition, "UNREADABLE"),
    ("2024-01-02", UnreadablePosition, "UNREADABLE"),
    ("25.4.21. 09:00경", UnreadablePosition, "UNREADABLE"),
    ("010-1234-5678", UnreadablePosition, "UNREADABLE"),
    ("91, 200", InvalidPosition, "OUT_OF_RANGE"),
    ("37 75 22 N 127 0 25 E", InvalidPosition, "OUT_OF_RANGE"),
    ("37 14 60 N 127 0 25 E", InvalidPosition, "OUT_OF_RANGE"),
    ("376122N1270025E", InvalidPosition, "OUT_OF_RANGE"),
    ("-37.5N 127E", InvalidPosition, "SIGN_AND_LETTER"),
    ("N 37 N 127", InvalidPosition, "SAME_AXIS"),
    ("52SCG", InvalidPosition, "TOO_FEW_DIGITS"),
    ("52SCG2406", InvalidPosition, "TOO_FEW_DIGITS"),
    ("52SCG249150673", InvalidPosition, "ODD_DIGITS"),
    ("52S CG 249 0673", InvalidPosition, "ODD_DIGITS"),
    ("61SCG2491506738", InvalidPosition, "NOT_ON_GRID"),
    ("52SZZ2491506738", InvalidPosition, "NOT_ON_GRID"),
    ("52ICG2491506738", InvalidPosition, "NOT_ON_GRID"),
    ("ZAH1234512345", InvalidPosition, "POLAR_GRID"),
    ("다사 53 52", InvalidPosition, "TOO_FEW_DIGITS"),
    ("다사 538 5203", InvalidPosition, "ODD_DIGITS"),
    ("아사 5389 5203", InvalidPosition, "NOT_ON_GRID"),
    ("HX8H+J5", InvalidPosition, "SHORT_CODE"),
    ("8Q98HX8H+J", InvalidPosition, "NO_SUCH_CODE"),
    ("X298HX8H+J5", InvalidPosition, "NOT_ON_GRID"),
    ("정문 북동 300", InvalidPosition, "NO_UNIT"),
    ("900 km north of main gate", InvalidPosition, "OUT_OF_RANGE"),
    ("정문 방위 400도 300 m", InvalidPosition, "OUT_OF_RANGE"),
    ("12 N KXYZ", UnknownReference, "UNKNOWN_REFERENCE"),
]


@pytest.mark.parametrize(("text", "error", "code"), REFUSED, ids=[repr(row[0])[:40] for row in REFUSED])
def test_refusal_says_why(text: str, error: type[PositionError], code: str):
    with pytest.raises(error) as caught:
        read_position(text, resolve=resolve)
    assert caught.value.phrase.code == code


def test_unreadable_text_names_what_was_tried():
    with pytest.raises(UnreadablePosition) as caught:
        read_position("somewhere")
    assert caught.value.tried == tuple(Notation)


# --- properties ------------------------------------------------------------------------------------------------

LATS = st.floats(-90, 90)
LONS = st.floats(-180, 180)
KOREA = st.tuples(st.floats(33.2, 38.5), st.floats(124.7, 131.7))


def dms(value: float, letters: str, pattern: str) -> str:
    tenths = round(abs(value) * 36_000)
    degrees, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    return pattern.format(d=degrees, m=minutes, s=seconds / 10, h=letters[value < 0])


PATTERNS = [
    "{d}°{m}'{s:.1f}\"{h}",
    "{d} {m} {s:.1f} {h}",
    "{h}{d} {m} {s:.1f}",
    "{d}-{m:02d}-{s:04.1f}{h}",
    "{d}도 {m}분 {s:.1f}초 {h}",
]


@settings(max_examples=1_000, deadline=None)
@given(LATS, LONS, st.sampled_from(PATTERNS), st.sampled_from([" ", ", ", " / "]))
def test_degrees_minutes_seconds_come_back(lat: float, lon: float, pattern: str, separator: str):
    text = dms(lat, "NS", pattern) + separator + dms(lon, "EW", pattern)
    reading = read_position(text)
    assert abs(reading.point.lat - lat) <= 0.05 / 3600 + 1e-9
    assert abs(reading.point.lon - lon) <= 0.05 / 3600 + 1e-9


@settings(max_examples=1_000, deadline=None)
@given(
    LATS,
    LONS,
    st.integers(0, 8),
    st.sampled_from(["{} {}", "{},{}", "({}; {})", "lat {} lon {}"]),
    st.booleans(),
)
def test_decimals_come_back(lat: float, lon: float, digits: int, shape: str, comma: bool):
    written = [f"{value:.{digits}f}" for value in (lat, lon)]
    if comma and "," not in shape:
        written = [value.replace(".", ",") for value in written]
    reading = read_position(shape.format(*written))
    assert (reading.point.lat, reading.point.lon) == pytest.approx((lat, lon), abs=0.5 * 10**-digits + 1e-9)


@settings(max_examples=500, deadline=None)
@given(st.floats(-79.9, 83.9), st.floats(-180, 179.999), st.integers(3, 5))
@example(60.5, 4.0, 5)  # south-west Norway, a zone made wider
@example(78.0, 20.0, 5)  # Svalbard
@example(0.0, 0.0, 5)
@example(-0.00001, 179.9999, 5)
def test_mgrs_comes_back_within_its_square(lat: float, lon: float, digits: int):
    point = Point(lat=lat, lon=lon)
    reading = read_position(mgrs.write(point, digits))
    assert distance_m(reading.point, point) <= 10 ** (5 - digits) * 0.71 * 1.01 + 0.01


@settings(max_examples=500, deadline=None)
@given(KOREA, st.integers(3, 5))
def test_national_point_number_comes_back_within_its_square(place: tuple[float, float], digits: int):
    point = Point(*place)
    text = korean_grid.write(point, digits)
    assert text is not None
    assert distance_m(read_position(text).point, point) <= 10 ** (5 - digits) * 0.71 * 1.01 + 0.01


@settings(max_examples=500, deadline=None)
@given(LATS, LONS)
@example(90.0, 180.0)
@example(-90.0, -180.0)
def test_plus_code_comes_back_within_its_cell(lat: float, lon: float):
    point = Point(lat=lat, lon=lon)
    assert distance_m(read_position(plus_codes.write(point)).point, point) < 10


@settings(max_examples=500, deadline=None)
@given(KOREA, st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_short_plus_code_is_completed_near_its_place(place: tuple[float, float], north: float, east: float):
    point, near = Point(*place), Point(place[0] + north, place[1] + east)
    reading = read_position(plus_codes.write(point)[4:], near=near)
    assert distance_m(reading.point, point) < 10


ALPHABET = (
    string.digits * 3
    + " .,;:-+/°'\"NSEWnsewMGmk"
    + "북위동경도분초정문다사"
    + "º′″０１＋"
    + "8Q98HX"
    + "\n\u200b<$({"
)


@settings(max_examples=10_000, deadline=None)
@given(st.one_of(st.text(alphabet=ALPHABET, max_size=40), st.text(max_size=60)))
@example("²³ ½ ٣٧٫٢")
@example("9" * 190 + " 1")
@example("°" * 100)
@example("N" * 100)
@example("정문 " * 40)
@example("1 " * 95)
def test_nothing_but_its_own_errors_is_thrown(text: str):
    with contextlib.suppress(PositionError):
        reading = read_position(text, resolve=resolve, near=GATE)
        assert 0 < reading.uncertainty_m < math.inf
        assert reading.echo.text
        assert all(note.text for note in reading.warnings)


# --- independent oracles, where they are installed -------------------------------------------------------------


@pytest.fixture(scope="module")
def projected() -> Callable[..., tuple[float, float]]:
    pyproj = pytest.importorskip("pyproj")
    transformers = {
        code: pyproj.Transformer.from_crs(4326, code, always_xy=True) for code in (5179, 32652, 32734)
    }

    def project(code: int, lat: float, lon: float) -> tuple[float, float]:
        return transformers[code].transform(lon, lat)

    return project


GRIDS = {
    5179: TransverseMercator(127.5, 38.0, 1_000_000.0, 2_000_000.0, ellipsoid=GRS80),
    32652: TransverseMercator(129.0),
    32734: TransverseMercator(21.0, false_northing_m=10_000_000.0),
}


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        (5179, 37.566535, 126.977969),
        (5179, 33.1, 125.0),
        (5179, 37.24, 131.87),
        (32652, 37.09, 127.03),
        (32734, -33.9, 18.4),
    ],
)
def test_mercator_agrees_with_proj(
    projected: Callable[..., tuple[float, float]], code: int, lat: float, lon: float
):
    assert GRIDS[code].forward(lat, lon) == pytest.approx(projected(code, lat, lon), abs=0.001)
    assert GRIDS[code].inverse(*projected(code, lat, lon)) == pytest.approx((lat, lon), abs=1e-8)
