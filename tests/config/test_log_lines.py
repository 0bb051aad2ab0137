"""A failure is logged by its place; what it says may hold a row of the log, so it is left out."""

from __future__ import annotations

import logging
import sys

from django.conf import settings
from django.db import DataError, OperationalError

from config.log_lines import PlaceOnly

PERSONAL = "Kim 010-1234-5678"


def line_of(error: BaseException, cause: BaseException | None = None) -> str:
    """Return what is logged of an error that was raised here."""
    try:
        raise error from cause
    except BaseException:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Failed: %s", ("/x/",), sys.exc_info()
        )
    return PlaceOnly("%(levelname)s %(message)s").format(record)


def test_the_place_and_the_kind_are_told_and_no_value() -> None:
    line = line_of(
        ValueError(f"invalid literal: {PERSONAL}"), DataError(f"Failing row contains ({PERSONAL})")
    )
    assert line.startswith("ERROR Failed: /x/\nbuiltins.ValueError\n  tests/config/test_log_lines.py:")
    assert "because of django.db.utils.DataError" in line
    assert "1234" not in line


def test_what_speaks_of_the_machine_is_told() -> None:
    assert "OperationalError: database is locked" in line_of(OperationalError("database is locked"))
    assert "No space left on device" in line_of(OSError(28, "No space left on device", PERSONAL))
    assert "1234" not in line_of(OSError(28, "No space left on device", PERSONAL))


def test_errors_that_lead_to_each_other_end() -> None:
    first, second = KeyError("a"), KeyError("b")
    second.__cause__ = first
    assert line_of(first, second).count("KeyError") == 2


def test_every_line_goes_through_it() -> None:
    assert settings.LOGGING["formatters"]["line"]["class"] == "config.log_lines.PlaceOnly"
