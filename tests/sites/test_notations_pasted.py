"""Positions as phones, maps, receivers and field notes hand them over: pasted whole, with known answers."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.geometry import Point, distance_m
from sites.notations import InvalidPosition, PositionError, UnreadablePosition, read_position
from tests.sites.test_notations import resolve

PASTED = [
    ("https://maps.google.com/?q=37.2394,127.007", (37.2394, 127.007)),
    (
        "https://www.google.com/maps/place/37%C2%B014'22.0%22N+127%C2%B000'25.0%22E/@37.2394444,127.0043695,17z/data=!3m1",
        (37.2394444, 127.0069444),
    ),
    (
        "https://www.google.com/maps/place/Osan/@37.2394,127.007,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d37.0906!4d127.03!16s",
        (37.0906, 127.03),
    ),
    ("https://www.google.com/maps/search/?api=1&query=37.2394%2C127.007", (37.2394, 127.007)),
    ("https://www.google.com/maps/search/37.2394,+127.007?entry=tts", (37.2394, 127.007)),
    ("https://www.google.com/maps/dir//37.2394,127.007", (37.2394, 127.007)),
    ("http://maps.apple.com/?ll=37.2394,127.007&q=Dropped%20Pin", (37.2394, 127.007)),
    ("https://maps.apple.com/?address=x&ll=37.2394,127.007", (37.2394, 127.007)),
    ("https://map.kakao.com/link/map/37.2394,127.007", (37.2394, 127.007)),
    ("https://map.kakao.com/link/map/정문,37.2394,127.007", (37.2394, 127.007)),
    ("https://map.kakao.com/link/to/Osan,37.2394,127.007", (37.2394, 127.007)),
    ("https://map.naver.com/?lng=127.007&pinTitle=x&lat=37.2394&dlevel=11", (37.2394, 127.007)),
    ("https://map.naver.com/v5/?c=127.0070000,37.2394000,15,0,0,0,dh", (37.2394, 127.007)),
    ("https://map.naver.com/p?c=15.00,0,0,0,dh&lat=37.2394&lng=127.007", (37.2394, 127.007)),
    ("nmap://place?lat=37.2394&lng=127.007&name=x", (37.2394, 127.007)),
    ("kakaomap://look?p=37.2394,127.007", (37.2394, 127.007)),
    ("https://www.openstreetmap.org/?mlat=37.2394&mlon=127.007#map=15/37.2394/127.007", (37.2394, 127.007)),
    ("https://www.openstreetmap.org/#map=15/37.2394/127.0070", (37.2394, 127.007)),
    ("https://osm.org/go/#map=15/37.2394/127.0070", (37.2394, 127.007)),
    ("https://www.bing.com/maps?cp=37.2394~127.007&lvl=15", (37.2394, 127.007)),
    ("geo:37.2394,127.007?q=37.2394,127.007(Gate)", (37.2394, 127.007)),
    ("geo:0,0?q=37.2394,127.007(Gate)", (37.2394, 127.007)),
    ("geo:37.2394,127.007,35;crs=wgs84;u=10", (37.2394, 127.007)),
    ("Latitude: 37.239400, Longitude: 127.007000, Altitude: 38m, Accuracy: 12 m", (37.2394, 127.007)),
    ("위도:37.2394 / 경도:127.007", (37.2394, 127.007)),
    ("lat 37.2394, lng 127.007", (37.2394, 127.007)),
    ("{lat: 37.2394, lng: 127.007}", (37.2394, 127.007)),
    ('{"lat":37.2394,"lng":127.007}', (37.2394, 127.007)),
    ('{"latitude": 37.2394, "longitude": 127.007}', (37.2394, 127.007)),
    ('{"type":"Point","coordinates":[127.007,37.2394]}', (37.2394, 127.007)),
    ("LatLng(37.2394, 127.007)", (37.2394, 127.007)),
    ("37.2394000 N, 127.0070000 E (±12m)", (37.2394, 127.007)),
    ("37.2394,127.007 ±10m", (37.2394, 127.007)),
    ("GPS 37.2394 127.007", (37.2394, 127.007)),
    ("371422N 1270025E", (37.2394444, 127.0069444)),
    ("N3714.4 E12700.4", (37.24, 127.0066667)),
    ("37-14-22.0N/127-00-25.0E", (37.2394444, 127.0069444)),
    ("N37°14'22\"/E127°00'25\"", (37.2394444, 127.0069444)),
    ("37N127E", (37, 127)),
    ("3714N/12700E", (37.2333333, 127.0)),
    ("$GPGGA,060000.00,3714.370,N,12700.420,E,1,08,1.0,38.0,M,,M,,*47", (37.2395, 127.007)),
    ("$GPRMC,060000,A,3714.370,N,12700.420,E,000.0,360.0,130625,,*6A", (37.2395, 127.007)),
    ("N37 14.370 E127 00.420", (37.2395, 127.007)),
    ("N 37.23940° E 127.00700°", (37.2394, 127.007)),
    ("37° 14.370' N  127° 00.420' E", (37.2395, 127.007)),
    ("hddd.ddddd: N37.23940 E127.00700", (37.2394, 127.007)),
    ("52SCG2491506738", (37.0906, 127.03)),
    ("52S CG 2491 0673", (37.0906, 127.03)),
    ("MGRS 52SCG 24915 06738", (37.0906, 127.03)),
    ("UTM 52S 324915 4106738", (37.0906, 127.03)),
    ("52N 324915 4106738", (37.0906, 127.03)),
    ("UTM zone 52N 324915E 4106738N", (37.0906, 127.03)),
    ("52S 0324915 4106738", (37.0906, 127.03)),
    ("북위 37.2394° 동경 127.007°", (37.2394, 127.007)),
    ("N 37도 14분 22초, E 127도 00분 25초", (37.2394444, 127.0069444)),
    ("북위37도14분22초동경127도0분25초", (37.2394444, 127.0069444)),
    ("37도14분22초 127도00분25초", (37.2394444, 127.0069444)),
    ("위도 37도 14.37분 경도 127도 0.42분", (37.2395, 127.007)),
    ("다사 53898 52036", (37.566535, 126.977969)),
    ("다사-5389-5203", (37.566535, 126.977969)),
    ("국가지점번호: 다사 5389 5203", (37.566535, 126.977969)),
    ("다 사 5389 5203", (37.566535, 126.977969)),
    ("(37.2394, 127.007) 부근", (37.2394, 127.007)),
    ("37.2394,127.007 인근", (37.2394, 127.007)),
    ("좌표 37.2394 127.007 (정문 앞)", (37.2394, 127.007)),
    ("37.2394N, 127.007E, 정문 앞", (37.2394, 127.007)),
    ("8Q98HX8H+J5", (37.566535, 126.977969)),
    ("https://plus.codes/8Q98HX8H+J5", (37.566535, 126.977969)),
    ("HX8H+J5 Seoul, South Korea", (37.566535, 126.977969)),
    ("HX8H+J5, Seoul", (37.566535, 126.977969)),
    ("WGS84 37.2394 127.007", (37.2394, 127.007)),
    ("EPSG:4326 37.2394 127.007", (37.2394, 127.007)),
    ("SRID=4326;POINT(127.007 37.2394)", (37.2394, 127.007)),
    ("<Point><coordinates>127.007,37.2394,0</coordinates></Point>", (37.2394, 127.007)),
    ("37.2394° -127.007°", (37.2394, -127.007)),
    ("37° 14' 22.12\" N, 127° 0' 25.3\" E", (37.2394444, 127.0069444)),
    ("37°14'22.0\"N+127°00'25.0\"E", (37.2394444, 127.0069444)),
    ("37.2394 , 127.007 .", (37.2394, 127.007)),
    ("37,2394 / 127,007", (37.2394, 127.007)),
    ("37.2394 N 127.007 E 38 m MSL", (37.2394, 127.007)),
    ("N37.2394, E127.007; ±5m", (37.2394, 127.007)),
]


@pytest.mark.parametrize(("text", "answer"), PASTED, ids=[text[:50] for text, _ in PASTED])
def test_pasted_position_is_read_as_the_known_place(text: str, answer: tuple[float, float]) -> None:
    reading = read_position(
        text, resolve=lambda name: Point(37.5665, 126.978) if name.startswith("Seoul") else resolve(name)
    )
    assert distance_m(reading.point, Point(*answer)) < 12


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("///filled.count.soap", "THREE_WORDS"),
        ("what3words: filled.count.soap", "THREE_WORDS"),
        ("https://w3w.co/filled.count.soap", "THREE_WORDS"),
        ("https://maps.app.goo.gl/abcdEFGH", "SHORT_LINK"),
        ("https://naver.me/xyz", "SHORT_LINK"),
        ("https://kko.to/abc", "SHORT_LINK"),
        ("https://example.org/a/page", "UNREADABLE"),
        ("서울특별시 중구 세종대로 110", "UNREADABLE"),
        ("37.2394, 127.007 or 35.1795, 128.938", "UNREADABLE"),
    ],
)
def test_what_holds_no_position_is_refused_with_what_to_do(text: str, code: str) -> None:
    with pytest.raises(UnreadablePosition) as caught:
        read_position(text)
    assert caught.value.phrase.code == code


def test_metres_without_a_named_grid_are_asked_about() -> None:
    for text in ("KATEC 309123 551234", "TM 198212 451234"):
        with pytest.raises(InvalidPosition) as caught:
            read_position(text)
        assert caught.value.phrase.code == "UNNAMED_GRID"


def test_a_letter_that_may_be_a_band_or_a_hemisphere_offers_the_other() -> None:
    reading = read_position("52S 324915 4106738")
    assert reading.point.lat == pytest.approx(37.09, abs=0.01)
    assert [(other.reason, round(other.point.lat)) for other in reading.alternatives] == [("HEMISPHERE", -53)]


def test_korean_grids_are_read_by_their_codes() -> None:
    origin = Point(lat=38.0, lon=127.0)
    assert distance_m(read_position("EPSG:5186 200000 600000").point, origin) < 0.01
    assert distance_m(read_position("EPSG:5181 200000 500000").point, origin) < 0.01
    assert distance_m(read_position("UTM-K 1000000 2000000").point, Point(lat=38.0, lon=127.5)) < 0.01


def test_words_round_a_position_are_remarked_and_their_exactness_taken() -> None:
    reading = read_position("울타리 밖 37.23940, 127.00700 인근 (±120m)")
    assert (reading.uncertainty_m, reading.warnings[-1].code) == (120, "WITHIN_WORDS")


PIECES = st.sampled_from(
    ["https://", "geo:", "map.naver.com/", "?c=", "&lat=", "&lng=", "@", "!3d", "!4d", "37.2394", "127.007", ",", "/", "#map=", "$GPGGA,",
     "52S ", "UTM ", "EPSG:5186 ", "324915 ", "4106738", "%2C", "±", "m", "인근", "{", '"lat":', "coordinates", "[", "]", "1e9", "-", "+"]
)  # fmt: skip


@settings(max_examples=10_000, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_pieces_are_a_reading_or_an_error_of_ours(text: str) -> None:
    with contextlib.suppress(PositionError):
        assert read_position(text).uncertainty_m > 0
