"""An operator's own Nominatim or Photon, only where the settings name one; see docs/where.md for its guards."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from geopy.exc import GeocoderQueryError
from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import Geocoder
from geopy.point import Point as GeopyPoint

from sites.geocoding.pinned import Network, PinnedAdapter
from sites.notations import PositionError, UnreadablePosition, read_position

TIMEOUT_S = 3.0
LONGEST_NAME, MOST_WORDS = 80, 8
# Two decimals are about one kilometre: enough to name a district, too little to name a post.
REVERSE_DECIMALS = 2
_HOST_NAME = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_PATH = re.compile(r"(?:/[A-Za-z0-9_-]+)*/?")
# A long number in a name is a telephone or a document number, not a place.
_NOT_A_NAME = re.compile(r"[@\n\r\t\x00-\x1f]|\d(?:[\s.-]?\d){5,}|https?:")


class _Guarded:
    """What leaves is the name of a place or a coarse point, nothing else."""

    def geocode(self, query: str, **options: Any) -> Any:
        """Ask for the name of a place."""
        return super().geocode(checked_name(query), **options)  # type: ignore[misc]

    def reverse(self, query: Any, **options: Any) -> Any:
        """Ask what is near a point, rounded before it leaves."""
        return super().reverse(rounded(query), **options)  # type: ignore[misc]


class GuardedNominatim(_Guarded, Nominatim):
    """Nominatim behind the guards."""


class GuardedPhoton(_Guarded, Photon):
    """Photon behind the guards."""


_KINDS: dict[str, type[Geocoder]] = {"nominatim": GuardedNominatim, "photon": GuardedPhoton}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The one server that may be asked."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def domain(self) -> str:
        """The server as geopy wants it, with its path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}{self.path}"


def operator_geocoder() -> Geocoder | None:
    """Return the geocoder of the settings GEOCODER_URL, GEOCODER_KIND and GEOCODER_NETWORKS, or None: the default."""
    url = getattr(settings, "GEOCODER_URL", "")
    if not url:
        return None
    kind = _KINDS.get(getattr(settings, "GEOCODER_KIND", "nominatim"))
    if kind is None:
        raise ImproperlyConfigured(f"GEOCODER_KIND is unknown. Use one of: {', '.join(_KINDS)}.")
    endpoint = read_endpoint(url)
    networks = read_networks(getattr(settings, "GEOCODER_NETWORKS", ()))
    adapter = partial(
        PinnedAdapter, endpoint=(endpoint.scheme, endpoint.host, endpoint.port), networks=networks
    )
    return kind(
        domain=endpoint.domain,
        scheme=endpoint.scheme,
        timeout=TIMEOUT_S,
        proxies={},
        user_agent="Sightline",
        adapter_factory=adapter,
    )


def read_endpoint(url: str) -> Endpoint:
    """Take the configured address apart; refuse whatever two programs could read differently."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _unusable() from error
    host = parts.hostname or ""
    if not url.isascii() or url != url.strip() or "\\" in url or "@" in url or "%" in url:
        raise _unusable()
    if (
        parts.scheme not in {"http", "https"}
        or parts.query
        or parts.fragment
        or not _PATH.fullmatch(parts.path)
    ):
        raise _unusable()
    if not (_HOST_NAME.fullmatch(host) or _is_address(host)):
        raise _unusable()
    return Endpoint(
        parts.scheme, host, port or (443 if parts.scheme == "https" else 80), parts.path.rstrip("/")
    )


def _unusable() -> ImproperlyConfigured:
    # The address may hold a password, so it is not repeated.
    return ImproperlyConfigured("GEOCODER_URL is not usable. Write https://name[:port][/path], nothing more.")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def read_networks(given: Any) -> tuple[Network, ...]:
    """Read the networks an operator's server may stand in beside the public ones, such as 10.1.0.0/16."""
    try:
        return tuple(ipaddress.ip_network(network) for network in given)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"GEOCODER_NETWORKS: {error}. Write networks such as 10.1.0.0/16."
        ) from error


def checked_name(query: object) -> str:
    """Return a name that may leave; refuse positions, sentences, numbers and addresses."""
    name = query.strip() if isinstance(query, str) else ""
    if not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS or _NOT_A_NAME.search(name):
        raise GeocoderQueryError("Only the short name of a place is sent to a geocoder.")
    try:
        read_position(name)
    except UnreadablePosition:
        return name
    except PositionError:
        pass
    raise GeocoderQueryError("Positions are read here and are not sent to a geocoder.")


def rounded(query: Any) -> tuple[float, float]:
    """Return a point coarse enough to leave."""
    point = GeopyPoint(query)
    return round(point.latitude, REVERSE_DECIMALS), round(point.longitude, REVERSE_DECIMALS)
