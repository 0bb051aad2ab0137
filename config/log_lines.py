"""Log lines tell where something broke and of what kind; never its words, which may hold a cell, a row or a report."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType

from django.db import OperationalError

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlaceOnly(logging.Formatter):
    """Writes an exception as its kind and the places it came through, with those that led to it."""

    def formatException(self, ei: _Raised) -> str:
        """Return the places without any value; databases and converters repeat values in their messages."""
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines += [f"{'because of ' if lines else ''}{_kind(error)}", *_places(error)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _kind(error: BaseException) -> str:
    """Return the class, and the words of those errors alone that speak of the machine and not of data."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, OSError):
        return f"{name}: {error.strerror}"
    return f"{name}: {error}" if isinstance(error, OperationalError) else name


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
