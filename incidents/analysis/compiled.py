"""Compilation of kernels: kept on disk where that works, in memory otherwise."""

from __future__ import annotations

import hashlib
import logging
import platform
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import njit
from numba.core.caching import FunctionCache

_log = logging.getLogger(__name__)


@cache
def cache_key() -> str:
    """Digest of this package's sources and of the numba, numpy and Python versions.

    numba notices a change in a kernel's own file but not in what the kernel calls from other files, so a
    kept kernel is marked with all of them together.
    """
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    whole.update(f"{numba.__version__} {np.__version__} {platform.python_version()}".encode())
    return whole.hexdigest()[:16]


class KernelCache(FunctionCache):  # type: ignore[misc]
    """numba's files of compiled kernels, which may be missing, damaged, unreadable or on a full disk."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._cache_file._source_stamp = cache_key()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Read a kernel; what cannot be read is compiled again."""
        try:
            return super().load_overload(sig, target_context)
        except Exception as error:  # a damaged file may raise anything
            _say_once(error)
            self._start_anew()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Write a kernel; where that fails it lives in memory."""
        try:
            super().save_overload(sig, data)
        except OSError as error:
            _say_once(error)

    def _start_anew(self) -> None:
        try:
            self.flush()
        except OSError:
            self.disable()


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function to machine code that runs without the interpreter lock."""
    compiled: Any = njit(nogil=True)(function)
    try:
        compiled._cache = KernelCache(function)
    except (OSError, RuntimeError) as error:
        _say_once(error)
    return compiled


def inline_kernel(function: Callable[..., Any]) -> Any:
    """Compile a small function that only other kernels call."""
    return njit(nogil=True, inline="never")(function)


def _say_once(error: Exception) -> None:
    if not _said:
        _said.append(True)
        _log.warning("Compiled kernels cannot be kept on disk, so each process compiles anew: %s", error)


_said: list[bool] = []
