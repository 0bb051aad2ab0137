"""One fingerprint for inputs, parameters, seed and version, so that a result can be run again and audited."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

import numpy as np

from incidents.analysis.events import EventSet

VERSION = "1.3"


def digest_of(method: str, events: EventSet, *settings: Any) -> str:
    """Hash a test and everything that went into it; row order and site numbering do not matter.

    Parameters
    ----------
    method : str
        Name of the test.
    events : EventSet
        The log as given.
    *settings : dataclass instances
        Parameters and null; a reference log is hashed as a log.
    """
    whole = hashlib.sha256()
    logs = [events, *(s for s in settings if isinstance(s, EventSet))]
    plain = [_plain(asdict(s)) for s in settings if not isinstance(s, EventSet)]
    head = {"method": method, "version": VERSION, "settings": plain, "reports": [log.n for log in logs]}
    whole.update(json.dumps(head, sort_keys=True, default=str).encode())
    for log in logs:
        for part in _canonical(log):
            whole.update(np.ascontiguousarray(part).tobytes())
    return whole.hexdigest()


def _plain(settings: dict[str, Any]) -> dict[str, Any]:
    """Numbers as one kind of number each, so that 50 and 50.0 are the same setting."""
    return {
        name: _number(value) if isinstance(value, (int, float, np.number)) else value
        for name, value in settings.items()
    }


def _number(value: Any) -> Any:
    return value if isinstance(value, bool) or value != int(value) else int(value)


def _canonical(events: EventSet) -> list[np.ndarray]:
    rank = events.site_rank()
    order = np.argsort(rank)
    kind = np.full(events.n_sites, -1) if events.kind is None else events.kind
    site = rank[events.site]
    columns = [site, events.day, _named_cases(events, site), events.day_lo, events.day_hi]
    rows = np.lexsort((events.items_asked, events.items, *reversed(columns)))
    per_site = [events.lat[order], events.lon[order], kind[order]]
    return per_site + [c[rows] for c in columns] + [events.items[rows], events.items_asked[rows]]


def _named_cases(events: EventSet, site: np.ndarray) -> np.ndarray:
    """Name every case by its first event in canonical order: the numbers callers give have no meaning."""
    named = np.full(events.n, -1)
    if not (events.case >= 0).any():
        return named
    order = np.lexsort((events.items_asked, events.items, events.day_hi, events.day_lo, events.day, site))
    stated = np.flatnonzero(events.case[order] >= 0)
    _, first, which = np.unique(events.case[order[stated]], return_index=True, return_inverse=True)
    named[order[stated]] = stated[first][which]
    return named
