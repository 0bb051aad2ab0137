"""Each way of writing that is no plain pair of degrees: written from a random place, read back as that place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.geometry import Point, destination, distance_m
from sites.notations import find_in_text, mgrs, read_position
from sites.notations.mercator import TransverseMercator

PLACES = st.builds(Point, lat=st.floats(-79.5, 83.5), lon=st.floats(-179.9, 179.9))
KOREA = st.builds(Point, lat=st.floats(33.2, 38.6), lon=st.floats(125.2, 129.5))
OSAN = Point(lat=37.0906, lon=127.03)
many = settings(max_examples=300, deadline=None)


def letters(point: Point) -> tuple[str, str]:
    return "NS"[point.lat < 0], "EW"[point.lon < 0]


@many
@given(KOREA, KOREA, st.integers(3, 5), st.booleans())
def test_a_grid_reference_without_its_zone_is_the_one_of_the_area(
    point: Point, near: Point, digits: int, is_tight: bool
) -> None:
    text = mgrs.write(point, digits)[4:]
    reading = read_position(text.replace(" ", "") if is_tight else text, near=near)
    assert distance_m(reading.point, point) <= 10 ** (5 - digits) * 0.71 * 1.01 + 0.01


@many
@given(PLACES, st.sampled_from(["{z}{h} {e} {n}", "UTM {z} {h} {e}mE {n}mN", "{e} {n} {z}{h}", "E{e} N{n} zone {z}{h}", "X {e} Y {n} UTM {z}{h}"]))  # fmt: skip
def test_metres_with_their_zone_come_back(point: Point, pattern: str) -> None:
    zone, band = int((point.lon + 180) // 6) + 1, mgrs.write(point)[2]
    grid = TransverseMercator(6 * zone - 183, false_northing_m=10_000_000.0 if point.lat < 0 else 0.0)
    if mgrs.write(point)[:2] != f"{zone:02d}":
        return  # Norway and Svalbard have wider zones
    east, north = (round(metres) for metres in grid.forward(point.lat, point.lon))
    reading = read_position(pattern.format(z=zone, h=band, e=f"{east:06d}", n=f"{north:07d}"))
    assert distance_m(reading.point, point) < 2


@many
@given(PLACES, st.sampled_from(["{a}{n}{o}{e}", "{n}{a}{e}{o}", "{n}{a} {e}{o}", "{e}{o}{n}{a}"]))
def test_degrees_and_minutes_run_together_come_back(point: Point, pattern: str) -> None:
    n, e = letters(point)
    a, o = (packed(value, width) for value, width in ((point.lat, 2), (point.lon, 3)))
    assert distance_m(read_position(pattern.format(a=a, n=n, o=o, e=e)).point, point) < 2_000


def packed(value: float, width: int) -> str:
    whole, minutes = divmod(round(abs(value) * 60), 60)
    return f"{whole:0{width}d}{minutes:02d}"


@many
@given(PLACES, st.booleans())
def test_minutes_and_tenths_run_together_come_back(point: Point, is_letter_first: bool) -> None:
    parts = []
    for value, width, letter in zip((point.lat, point.lon), (2, 3), letters(point), strict=True):
        whole, tenths = divmod(round(abs(value) * 600), 600)
        digits = f"{whole:0{width}d}{tenths:03d}"
        parts.append(letter + digits if is_letter_first else digits + letter)
    reading = read_position("".join(parts))
    assert distance_m(reading.point, point) <= reading.uncertainty_m


@many
@given(PLACES, st.sampled_from(["{:+010.6f}{:+011.6f}/", "geo:{:.6f},{:.6f}", "https://a.example/@{:.6f},{:.6f},15z", "https://a.example/?q={:.6f},{:.6f}", '{{"lat":{:.6f},"lng":{:.6f}}}']))  # fmt: skip
def test_links_and_formats_of_machines_come_back(point: Point, pattern: str) -> None:
    assert distance_m(read_position(pattern.format(point.lat, point.lon)).point, point) < 1


@many
@given(PLACES)
def test_a_wkt_point_comes_back_with_longitude_first(point: Point) -> None:
    assert distance_m(read_position(f"POINT({point.lon:.6f} {point.lat:.6f})").point, point) < 1


@many
@given(
    st.integers(0, 360), st.integers(1, 199),
    st.sampled_from(["RKSO {b:03d}/{d}NM", "RKSO R-{b:03d} D{d}", "{b:03d}/{d}NM RKSO", "BRG {b:03d} {d} NM from RKSO", "RKSO{b:03d}{d:03d}"]),
)  # fmt: skip
def test_bearings_of_pilots_come_back(bearing: int, distance: int, pattern: str) -> None:
    reading = read_position(pattern.format(b=bearing, d=distance), resolve={"RKSO": OSAN}.get)
    assert distance_m(reading.point, destination(OSAN, distance * 1_852, bearing)) < 1


@many
@given(
    st.integers(1, 99_999), st.integers(0, 359),
    st.sampled_from(["정문에서 {b}도 방향으로 {d}m", "정문 방위각 {b}도 {d}미터", "{d} m at {b}° from 정문", "정문 {b}° {d}m"]),
)  # fmt: skip
def test_distance_and_bearing_come_back(metres: int, bearing: int, pattern: str) -> None:
    reading = read_position(pattern.format(b=bearing, d=metres), resolve={"정문": OSAN}.get)
    assert distance_m(reading.point, destination(OSAN, metres, bearing)) < 1


@many
@given(
    KOREA,
    st.text(alphabet="가나다 울타리밖부근abc,.()", max_size=20),
    st.text(alphabet="인근부 abc.()", max_size=20),
)
def test_a_position_within_words_is_found(point: Point, before: str, behind: str) -> None:
    text = f"{before} {point.lat:.5f}, {point.lon:.5f} {behind}"
    assert distance_m(read_position(text).point, point) < 2


@many
@given(st.integers(1, 60), st.sampled_from(["N", "ENE", "SSW", "NW"]))
def test_a_report_of_pilots_is_found_in_its_text(distance: int, direction: str) -> None:
    text = f"PILOT REPORTED A DRONE AT 400 FEET {distance} {direction} MSP. NO EVASIVE ACTION."
    [found] = find_in_text(text, {"MSP": OSAN}.get)
    assert round(distance_m(found.point, OSAN) / 1_852) == distance


@pytest.mark.parametrize("hour", range(1, 13))
def test_no_hour_of_the_clock_is_taken_for_a_direction(hour: int) -> None:
    for text in (f"정문 {hour}시 방향 300m", f"300 m at {hour} o'clock from 정문"):
        with pytest.raises(Exception, match="which way one looked"):
            read_position(text, resolve={"정문": OSAN}.get)
