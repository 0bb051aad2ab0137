"""Geocoding offline, and the guards round an operator's own server: what leaves, where to, and for how long."""

from __future__ import annotations

import http.server
import ipaddress
import itertools
import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from geopy.exc import (
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeopyError,
)

from sites.gazetteer import gazetteer
from sites.geocoding import OfflineGeocoder, operator_geocoder, pinned, resolver
from sites.geocoding.operators import checked_name, read_endpoint
from sites.geocoding.pinned import is_permitted
from sites.notations import read_position

# --- offline ---------------------------------------------------------------------------------------------------


def test_offline_geocoder_finds_names_and_written_positions():
    geocoder = OfflineGeocoder()
    assert geocoder.geocode("서탄면").address == "Seotan-myeon, Pyeongtaek-si, Gyeonggi-do"
    assert geocoder.geocode("371422N1270025E").point[:2] == pytest.approx((37.23944, 127.00694), abs=1e-5)
    assert geocoder.geocode("6 NNW DFW").point[:2] == pytest.approx((32.99, -97.08), abs=0.01)
    assert geocoder.geocode("nowhere at all") is None


def test_offline_geocoder_answers_with_several_when_asked():
    found = OfflineGeocoder().geocode("중구", exactly_one=False, limit=6)
    assert [location.raw["place"].within_ko[:2] for location in found] == [
        "서울",
        "부산",
        "대구",
        "인천",
        "대전",
        "울산",
    ]


def test_offline_geocoder_names_what_is_near():
    assert OfflineGeocoder().reverse((37.0906, 127.03)).address == "Osan Air Base, South Korea"
    assert len(OfflineGeocoder().reverse("37.0906, 127.03", exactly_one=False, limit=4)) == 4


def test_offline_geocoder_never_opens_a_socket(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    geocoder = OfflineGeocoder()
    assert geocoder.geocode("수원")
    assert geocoder.reverse((37.2, 127.0))


def test_resolver_gives_the_reach_of_the_place():
    reading = read_position("오산기지 북동 300 m", resolve=resolver(gazetteer()))
    assert reading.uncertainty_m > 2_000


# --- an operator's own server ----------------------------------------------------------------------------------


class Server:
    """An HTTP server on a loopback address that keeps what it was asked."""

    def __init__(self, address: str, answer: tuple[int, dict[str, str], bytes]) -> None:
        asked: list[tuple[str, dict[str, str]]] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append((self.path, dict(self.headers)))
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.asked = asked
        self._server = http.server.ThreadingHTTPServer((address, 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


FOUND = json.dumps([{"lat": "37.09", "lon": "127.03", "display_name": "Osan"}]).encode()


@pytest.fixture
def sink() -> Iterator[Server]:
    """A server nobody may reach."""
    server = Server("127.0.0.1", (200, {}, FOUND))
    yield server
    server.close()


@pytest.fixture
def office(settings: Any) -> Iterator[Server]:
    """The operator's own server, in a network that the settings name."""
    server = Server("127.0.0.2", (200, {}, FOUND))
    settings.GEOCODER_URL = f"http://127.0.0.2:{server.port}"
    settings.GEOCODER_NETWORKS = ["127.0.0.2/32"]
    yield server
    server.close()


@pytest.fixture
def answering(settings: Any) -> Iterator[Callable[..., Server]]:
    """The operator's own server, with an answer of the test's choice."""
    opened: list[Server] = []

    def answer(status: int = 200, headers: dict[str, str] | None = None, body: bytes = b"") -> Server:
        server = Server("127.0.0.2", (status, headers or {}, body))
        settings.GEOCODER_URL = f"http://127.0.0.2:{server.port}"
        settings.GEOCODER_NETWORKS = ["127.0.0.2/32"]
        opened.append(server)
        return server

    yield answer
    for server in opened:
        server.close()


def test_no_geocoder_without_a_setting(settings: Any):
    assert settings.GEOCODER_URL == ""
    assert operator_geocoder() is None


def test_the_named_server_is_asked_for_a_name_and_told_nothing_else(office: Server):
    location = operator_geocoder().geocode("Osan Air Base")
    assert location.point[:2] == (37.09, 127.03)
    ((path, headers),) = office.asked
    assert parse_qs(urlsplit(path).query) == {"q": ["Osan Air Base"], "format": ["json"], "limit": ["1"]}
    assert headers["User-Agent"] == "Sightline"
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


def test_photon_is_asked_in_its_own_way(answering: Callable[..., Server], settings: Any):
    feature = {"geometry": {"coordinates": [127.03, 37.09]}, "properties": {"name": "Osan"}}
    server = answering(body=json.dumps({"features": [feature]}).encode())
    settings.GEOCODER_KIND = "photon"
    location = operator_geocoder().geocode("Osan")
    assert location.point[:2] == (37.09, 127.03)
    assert server.asked[0][0].startswith("/api?q=Osan")


def test_a_point_is_rounded_before_it_leaves(office: Server):
    operator_geocoder().reverse((37.090612, 127.030345))
    query = parse_qs(urlsplit(office.asked[0][0]).query)
    assert (query["lat"], query["lon"]) == (["37.09"], ["127.03"])


KEPT = [
    "37.0906, 127.03",
    "127.03, 37.0906",
    "371422N1270025E",
    "52SCG2491506738",
    "다사 5389 5203",
    "정문 북동 300 m",
    "세 사람이 정문 앞에서 카메라로 활주로를 찍고 있었다고 신고함 오후에",
    "call 010-1234-5678",
    "someone@example.org",
    "a\nb",
    "x" * 81,
    "",
    None,
    {"q": "Osan"},
    "https://example.org",
]


@pytest.mark.parametrize("query", KEPT, ids=str)
def test_positions_sentences_and_numbers_do_not_leave(office: Server, query: object):
    with pytest.raises(GeocoderQueryError):
        operator_geocoder().geocode(query)
    assert office.asked == []


@pytest.mark.parametrize(
    "name", ["Osan", "서울특별시 서초구 내곡동", "K-55", "종로1가 12-3", "Gate 3, Camp Humphreys"]
)
def test_names_of_places_may_leave(name: str):
    assert checked_name(f" {name} ") == name


def test_a_redirect_is_not_followed(sink: Server, answering: Callable[..., Server]):
    answering(302, {"Location": f"http://127.0.0.1:{sink.port}/"})
    with pytest.raises(GeocoderServiceError, match="redirect"):
        operator_geocoder().geocode("Osan")
    assert sink.asked == []


def test_proxies_of_the_environment_are_not_used(
    office: Server, sink: Server, monkeypatch: pytest.MonkeyPatch
):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{sink.port}")
    assert operator_geocoder().geocode("Osan")
    assert (len(office.asked), sink.asked) == (1, [])


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, b"<html>", GeocoderParseError),
        (200, b"[" * 100_000, GeocoderParseError),
        (200, b" " * (1024 * 1024 + 1), GeocoderServiceError),
        (500, b"", GeocoderServiceError),
        (429, b"", GeocoderServiceError),
    ],
)
def test_a_bad_answer_is_an_error_of_geopys(
    answering: Callable[..., Server], status: int, body: bytes, error: type[Exception]
):
    answering(status, body=body)
    with pytest.raises(error):
        operator_geocoder().geocode("Osan")


def test_a_server_that_drips_is_given_up_in_time(settings: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sites.geocoding.operators.TIMEOUT_S", 0.3)
    with socket.create_server(("127.0.0.2", 0)) as listener:
        settings.GEOCODER_URL = f"http://127.0.0.2:{listener.getsockname()[1]}"
        settings.GEOCODER_NETWORKS = ["127.0.0.2/32"]
        cut_off = threading.Event()

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                for _ in range(100):
                    try:
                        connection.sendall(b"x")
                    except OSError:
                        cut_off.set()
                        return
                    cut_off.wait(0.05)

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        with pytest.raises(GeocoderTimedOut):
            operator_geocoder().geocode("Osan")
        dripping.join()
    assert cut_off.is_set()


# --- 300 ways to somewhere else --------------------------------------------------------------------------------

LOOPBACK_SPELLINGS = [
    "127.0.0.1", "localhost", "LOCALHOST", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "127.1", "127.0.1", "127.0.0.1.", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "[fe80::1]", "[fe80::1%25lo]",
    "127.0.0.1%00.example.org", "127.0.0.1%2f", "127。0。0。1", "①②⑦.0.0.1", "ｌｏｃａｌｈｏｓｔ", "169.254.169.254",
    "[fd00:ec2::254]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "224.0.0.1", "255.255.255.255",
]  # fmt: skip
SHAPES = [
    "http://{host}:{port}",
    "https://{host}:{port}",
    "http://{host}:{port}/",
    "http://user@{host}:{port}",
    "http://user:pw@{host}:{port}",
    "http://geocoder.example.org@{host}:{port}",
    "http://{host}:{port}#geocoder.example.org",
    "http://{host}:{port}?x=geocoder.example.org",
    "http://{host}:{port}\\@geocoder.example.org",
]
OTHER_URLS = [
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "//127.0.0.1", "127.0.0.1", "http://", "http:///",
    "http:127.0.0.1", "http:/127.0.0.1", "http://127.0.0.1:99999", "http://127.0.0.1:-1", "http://a b", "http://[::1",
    "javascript:alert(1)", "data:,x", "http://exa mple.org", "http://example.org/../..", "http://example.org/%2e%2e",
]  # fmt: skip
ELSEWHERE = [*itertools.product(SHAPES, LOOPBACK_SPELLINGS), *((url, "") for url in OTHER_URLS)]


def test_no_spelling_of_an_address_reaches_the_machine_itself(
    sink: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    tried: list[object] = []

    def record(to: object, **_: object) -> None:
        # Were a guard to fail, nothing is to leave this machine for the addresses above either.
        tried.append(to)
        raise ConnectionRefusedError

    monkeypatch.setattr(pinned.socket, "create_connection", record)
    settings.GEOCODER_NETWORKS = []
    for shape, host in ELSEWHERE:
        settings.GEOCODER_URL = shape.format(host=host, port=sink.port)
        with pytest.raises((ImproperlyConfigured, GeopyError)):
            operator_geocoder().geocode("Osan")
    assert len(ELSEWHERE) > 300
    assert tried == []
    assert sink.asked == []


def test_a_name_that_changes_its_address_is_asked_at_the_checked_one(
    office: Server, sink: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    answers = itertools.chain(["127.0.0.2"], itertools.repeat("127.0.0.1"))
    monkeypatch.setattr(
        pinned.socket,
        "getaddrinfo",
        lambda host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))],
    )
    settings.GEOCODER_URL = f"http://geocoder.example.org:{office.port}"
    geocoder = operator_geocoder()
    with pytest.MonkeyPatch.context() as patch:
        connected: list[tuple[str, int]] = []
        patch.setattr(
            pinned.socket, "create_connection", lambda to, **kw: connected.append(to) or _connect(to, **kw)
        )
        assert geocoder.geocode("Osan")
        with pytest.raises(GeocoderServiceError, match="network"):
            geocoder.geocode("Osan")
    assert connected == [("127.0.0.2", office.port)]
    assert sink.asked == []


def _connect(to: tuple[str, int], timeout: float) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.settimeout(timeout)
    opened.connect(to)
    return opened


def test_one_bad_address_among_good_ones_is_enough(
    office: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        pinned.socket,
        "getaddrinfo",
        lambda host, port, **_: [(2, 1, 6, "", (address, port)) for address in ("127.0.0.2", "127.0.0.1")],
    )
    settings.GEOCODER_URL = f"http://geocoder.example.org:{office.port}"
    with pytest.raises(GeocoderServiceError, match="network"):
        operator_geocoder().geocode("Osan")
    assert office.asked == []


@pytest.mark.parametrize(
    ("address", "networks", "permitted"),
    [
        ("93.184.215.14", [], True),
        ("10.1.2.3", [], False),
        ("10.1.2.3", ["10.1.0.0/16"], True),
        ("10.2.2.3", ["10.1.0.0/16"], False),
        ("::ffff:10.1.2.3", ["10.1.0.0/16"], True),
        ("::ffff:127.0.0.1", [], False),
        ("2606:2800:21f:cb07::1", [], True),
        ("fd12::1", [], False),
        ("fd12::1", ["fd12::/64"], True),
        ("169.254.169.254", ["169.254.0.0/16"], False),
        ("224.0.0.1", ["0.0.0.0/0"], False),
        ("0.0.0.0", ["0.0.0.0/0"], False),
        ("64:ff9b::a01:203", ["::/0"], False),
        ("2002:a01:203::1", ["::/0"], False),
    ],
)
def test_addresses_that_may_be_asked(address: str, networks: list[str], permitted: bool):
    assert is_permitted(address, tuple(map(ipaddress.ip_network, networks))) is permitted


def test_plain_http_stays_in_named_networks():
    assert not is_permitted("93.184.215.14", (), public=False)


def test_an_address_with_port_and_path_is_read():
    endpoint = read_endpoint("https://geocoder.office.example:8443/nominatim/")
    assert (endpoint.scheme, endpoint.host, endpoint.port, endpoint.path) == (
        "https",
        "geocoder.office.example",
        8443,
        "/nominatim",
    )
    assert endpoint.domain == "geocoder.office.example:8443/nominatim"


def test_an_unusable_address_is_not_repeated():
    with pytest.raises(ImproperlyConfigured) as caught:
        read_endpoint("https://user:secret@geocoder.example.org")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"), [("GEOCODER_KIND", "google"), ("GEOCODER_NETWORKS", ["10.0.0.0/99"])]
)
def test_an_unknown_setting_is_refused_by_name(office: Server, settings: Any, name: str, value: object):
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        operator_geocoder()
