"""Compile every kernel once, and name the state of the code its cache belongs to."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

import numba
import numpy as np

from incidents.analysis.events import EventSet
from incidents.analysis.pair import scan_pair
from incidents.analysis.parameters import Null, ScanParameters


def cache_key() -> str:
    """Digest of this package's sources and of the numba, numpy and Python versions.

    numba notices a change in a kernel's own file but not in what the kernel calls from other files, so the
    cache directory must be named by all of them together.
    """
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    whole.update(f"{numba.__version__} {np.__version__} {platform.python_version()}".encode())
    return whole.hexdigest()[:16]


def warm_up() -> None:
    """Compile every kernel by running each test once on a tiny log."""
    log = EventSet.build(
        site=[0, 0, 0, 1, 1, 2, 2, 2],
        lat=[37.0, 37.1, 35.0],
        lon=[127.0] * 3,
        day=[1, 2, 3, 20, 40, 60, 80, 99],
    )
    for prospective in (False, True):
        scan_pair(log, ScanParameters(prospective=prospective), Null(replicates=19), workers=1)
