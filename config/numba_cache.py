"""Where compiled kernels are kept; must be said before numba is imported."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import version

from config import env

ANALYSIS_DIR = env.BASE_DIR / "incidents" / "analysis"


def prepare() -> None:
    """Point numba at the folder of this very code, unless somebody has named another.

    numba sees a change in a kernel's own file, but not in what it calls from other files; so each state of
    the code has a folder of its own. Without a writable place the kernels are compiled in memory.
    """
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    folder = env.data_dir() / "numba" / cache_key()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    os.environ["NUMBA_CACHE_DIR"] = str(folder)


def cache_key() -> str:
    """Digest the sources of the analysis and the versions that decide what they compile to."""
    whole = hashlib.sha256()
    for path in sorted(ANALYSIS_DIR.rglob("*.py")):
        whole.update(f"{path.relative_to(ANALYSIS_DIR)} {path.stat().st_size} ".encode())
        whole.update(path.read_bytes())
    whole.update(f"{version('numba')} {version('numpy')} {platform.python_version()}".encode())
    return whole.hexdigest()[:16]
