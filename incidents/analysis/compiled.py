"""Compilation of kernels: cached on disk where a directory can be written, in memory otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function to machine code that runs without the interpreter lock.

    numba refuses to decorate at all when it finds no writable place for its cache, so a read-only
    installation would not even import; there the kernel is compiled anew in every process.
    """
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)


def inline_kernel(function: Callable[..., Any]) -> Any:
    """Compile a small function that only other kernels call."""
    return njit(nogil=True, inline="never")(function)
