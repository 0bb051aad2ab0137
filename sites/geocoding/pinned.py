"""HTTP to one host: resolved once, checked, and connected to at that very address; no redirects, no proxies."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LARGEST_ANSWER = 1024 * 1024
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def is_permitted(address: str, networks: tuple[Network, ...], *, public: bool = True) -> bool:
    """Say whether a server at this address may be asked: in a network the operator named, or, if `public`, anywhere.

    Addresses that carry another inside (translation, tunnels) count as what they carry or not at all.
    """
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip.sixtofour or ip.teredo or ip in _TRANSLATED or (int(ip) >> 32 == 0 and not ip.is_loopback):
            return False
    if ip.is_unspecified or ip.is_multicast or ip.is_link_local:
        return False
    return (public and ip.is_global) or any(ip in network for network in networks)


class PinnedAdapter(BaseSyncAdapter):
    """geopy's transport to the one configured server."""

    def __init__(
        self,
        *,
        proxies: Any,
        ssl_context: ssl.SSLContext | None,
        endpoint: tuple[str, str, int],
        networks: tuple[Network, ...],
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._scheme, self._host, self._port = endpoint
        self._networks = networks
        self._ssl_context = (
            ssl_context if isinstance(ssl_context, ssl.SSLContext) else ssl.create_default_context()
        )

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Return the parsed answer."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("The geocoder's answer is not JSON.") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Ask the one server; whatever is not its plain answer in time is an error of geopy's."""
        target = self._target(url)
        deadline = time.monotonic() + timeout
        try:
            connection = self._connection(self._address(deadline), deadline)
            # Timeouts of a socket count from each byte; this one counts from the question.
            alarm = threading.Timer(_left(deadline), _shut, [connection.sock])
            alarm.start()
            try:
                answer = _ask(connection, target, headers)
                _left(deadline)
                return answer
            finally:
                alarm.cancel()
                connection.close()
        except AdapterHTTPError:
            raise
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
                raise GeocoderTimedOut("The geocoder did not answer in time.") from error
            raise GeocoderUnavailable("The geocoder cannot be reached.") from error

    def _target(self, url: str) -> str:
        parts = urlsplit(url)
        default_port = 443 if parts.scheme == "https" else 80
        asked = (parts.scheme, parts.hostname, parts.port or default_port)
        if asked != (self._scheme, self._host, self._port) or "@" in parts.netloc:
            raise GeocoderServiceError("This is not the configured geocoder.")
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def _address(self, deadline: float) -> str:
        """Resolve the name once; every address it has must be permitted, and the first is used."""
        found = [str(entry[4][0]) for entry in _resolve(self._host, self._port, deadline)]
        # Without encryption names would cross the public network readable, so plain http stays in named networks.
        public = self._scheme == "https"
        if not found or not all(is_permitted(address, self._networks, public=public) for address in found):
            raise GeocoderServiceError("The geocoder's address is not in a network it may be in.")
        return found[0]

    def _connection(self, address: str, deadline: float) -> http.client.HTTPConnection:
        """Connect to the checked address; the name is still what the certificate must carry."""
        connection = http.client.HTTPConnection(self._host, self._port)
        plain = socket.create_connection((address, self._port), timeout=_left(deadline))
        connection.sock = plain
        if self._scheme == "https":
            try:
                connection.sock = self._ssl_context.wrap_socket(plain, server_hostname=self._host)
            except BaseException:
                plain.close()
                raise
        return connection


def _ask(connection: http.client.HTTPConnection, target: str, headers: dict[str, str]) -> str:
    agent = headers.get("User-Agent", "")
    connection.request("GET", target, headers={"User-Agent": agent, "Accept": "application/json"})
    with connection.getresponse() as response:
        if 300 <= response.status < 400:
            raise GeocoderServiceError("The geocoder answered with a redirect, which is not followed.")
        if response.status != 200:
            raise AdapterHTTPError(
                f"The geocoder answered {response.status}.",
                status_code=response.status,
                headers={name.lower(): value for name, value in response.getheaders()},
                text="",
            )
        body = response.read(LARGEST_ANSWER + 1)
        if len(body) > LARGEST_ANSWER:
            raise GeocoderServiceError("The geocoder's answer is too long.")
        return body.decode("utf-8", "replace")


def _shut(open_socket: socket.socket) -> None:
    with contextlib.suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)


def _left(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _resolve(host: str, port: int, deadline: float) -> list[Any]:
    """Look a name up within the time left: the system's resolver knows no limit of its own."""
    answers: list[Any] = []
    problems: list[OSError] = []

    def look_up() -> None:
        try:
            answers.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            problems.append(OSError(str(error)))

    worker = threading.Thread(target=look_up, name="geocoder-lookup", daemon=True)
    worker.start()
    worker.join(_left(deadline))
    if worker.is_alive():
        raise TimeoutError
    if problems:
        raise problems[0]
    return answers
