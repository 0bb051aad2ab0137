"""The package stands alone: no framework, and no need for a place to write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from incidents.analysis.compiled import cache_key
from incidents.analysis.warm import warm_up

ROOT = Path(__file__).parents[3]


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_no_framework_is_imported() -> None:
    code = "import sys, incidents.analysis; print([m for m in ('django', 'folium') if m in sys.modules])"
    assert run(code).stdout.strip() == "[]"


COMPILE = (
    "from incidents.analysis.streams import shuffled\n"
    "import numpy as np\n"
    "print(sorted(shuffled(np.arange(4), np.array([0, 4]), 1, 0)) == [0, 1, 2, 3])\n"
)
SAID = "Compiled kernels cannot be kept on disk, so each process compiles anew"


def test_it_computes_where_nothing_can_be_written() -> None:
    done = run("from numba.core import caching\ncaching.CacheImpl._locator_classes = []\n" + COMPILE)
    assert done.stdout.strip() == "True", done.stderr
    assert done.stderr.count(SAID) == 1


def test_it_computes_on_a_full_disk(tmp_path: Path) -> None:
    full = (
        "import errno\n"
        "from numba.core import caching\n"
        "def no_room(self, path): raise OSError(errno.ENOSPC, 'No space left on device', path)\n"
        "caching.IndexDataCacheFile._open_for_write = no_room\n"
    )
    done = run(full + COMPILE, NUMBA_CACHE_DIR=str(tmp_path))
    assert done.stdout.strip() == "True", done.stderr
    assert done.stderr.count(SAID) == 1
    assert "No space left on device" in done.stderr


def test_a_kept_kernel_is_used_until_any_source_changes_or_its_file_is_damaged(tmp_path: Path) -> None:
    count = COMPILE + "print(sum(shuffled.stats.cache_hits.values()))\n"
    run(count, NUMBA_CACHE_DIR=str(tmp_path))
    assert run(count, NUMBA_CACHE_DIR=str(tmp_path)).stdout.split() == ["True", "1"]
    other = "import platform\nplatform.python_version = lambda: 'of another state of the code'\n"
    assert run(other + count, NUMBA_CACHE_DIR=str(tmp_path)).stdout.split() == ["True", "0"]
    for index in tmp_path.rglob("*.nbi"):
        index.write_bytes(b"\x80\x05garbage")
    done = run(count, NUMBA_CACHE_DIR=str(tmp_path))
    assert done.stdout.split() == ["True", "0"], done.stderr
    assert done.stderr.count(SAID) == 1
    assert run(count, NUMBA_CACHE_DIR=str(tmp_path)).stdout.split() == ["True", "1"]


def test_the_cache_key_names_the_code() -> None:
    assert cache_key() == cache_key()
    assert len(cache_key()) == 16


def test_warming_up_runs_every_test_once() -> None:
    assert warm_up() is None
