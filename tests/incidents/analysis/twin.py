"""The scan written down a second time, as plainly as possible: every circle, every pair of days, no pruning."""

from __future__ import annotations

from itertools import combinations_with_replacement
from math import asin, cos, log, radians, sin, sqrt

Event = tuple[int, int]
Position = tuple[float, float]


def km_between(a: Position, b: Position, radius: float = 6371.0088) -> float:
    lat_a, lat_b = radians(a[0]), radians(b[0])
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * radius * asin(min(1.0, sqrt(h)))


def circles(
    positions: list[Position], events: list[Event], max_km: float, max_share: float
) -> set[frozenset[int]]:
    found = set()
    for centre in positions:
        for radius in {km_between(centre, p) for p in positions}:
            inside = frozenset(i for i, p in enumerate(positions) if km_between(centre, p) <= radius + 1e-7)
            held = sum(site in inside for site, _ in events)
            if radius <= max_km and 0 < held <= max_share * len(events):
                found.add(inside)
    return found


def llr(count: int, expected: float, total: int) -> float:
    if count <= expected or count < 2:
        return 0.0
    rest = (total - count) * log((total - count) / (total - expected)) if count < total else 0.0
    return count * log(count / expected) + rest


def cylinders(
    positions: list[Position],
    events: list[Event],
    zones: set[frozenset[int]],
    max_days: int,
    end_day: int | None = None,
) -> list[tuple[float, frozenset[int], int, int, int]]:
    """All windows as (ratio, sites, first day, last day, count); `end_day` for windows that end there."""
    days = sorted({day for _, day in events} | ({end_day} if end_day is not None else set()))
    found = []
    for first, last in combinations_with_replacement(days, 2):
        if last - first + 1 > max_days or (end_day is not None and last != end_day):
            continue
        on_days = [site for site, day in events if first <= day <= last]
        for zone in zones:
            at_sites = sum(site in zone for site, _ in events)
            count = sum(site in zone for site in on_days)
            ratio = llr(count, at_sites * len(on_days) / len(events), len(events))
            found.append((ratio, zone, first, last, count))
    return found


def best(positions, events, zones, max_days, end_day=None) -> float:
    return max((c[0] for c in cylinders(positions, events, zones, max_days, end_day)), default=0.0)
