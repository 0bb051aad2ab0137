"""The package stands alone: no framework, and no need for a place to write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from incidents.analysis.warm import cache_key, warm_up

ROOT = Path(__file__).parents[3]


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_no_framework_is_imported() -> None:
    code = "import sys, incidents.analysis; print([m for m in ('django', 'folium') if m in sys.modules])"
    assert run(code).stdout.strip() == "[]"


def test_it_computes_where_nothing_can_be_written() -> None:
    code = (
        "from numba.core import caching\n"
        "caching.CacheImpl._locator_classes = []\n"
        "from incidents.analysis.streams import shuffled\n"
        "import numpy as np\n"
        "print(sorted(shuffled(np.arange(4), np.array([0, 4]), 1, 0)) == [0, 1, 2, 3])"
    )
    done = run(code)
    assert done.stdout.strip() == "True", done.stderr


def test_the_cache_key_names_the_code() -> None:
    assert cache_key() == cache_key()
    assert len(cache_key()) == 16


def test_warming_up_runs_every_test_once() -> None:
    assert warm_up() is None
