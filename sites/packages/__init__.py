"""Airports and ports of any country, from two committed tables; see docs/registry.md."""

from sites.packages.tables import (
    AIRPORTS,
    PORTS,
    PackagedPlace,
    countries_of,
    country_names,
    packaged_airports,
    packaged_ports,
)

__all__ = [
    "AIRPORTS",
    "PORTS",
    "PackagedPlace",
    "countries_of",
    "country_names",
    "packaged_airports",
    "packaged_ports",
]
