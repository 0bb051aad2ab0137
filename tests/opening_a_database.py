"""A pytest plugin (`-p tests.opening_a_database`) that leaves out what cannot differ between two databases.

pytest-django lets no other test open a connection, so nothing is missed.
"""

from __future__ import annotations

import pytest

OPENING = {"db", "transactional_db", "django_db_setup"}
N_LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask for a database."""
    kept = [item for item in items if _opens_a_database(item)]
    config.stash[N_LEFT_OUT] = len(items) - len(kept)
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many that were."""
    terminalreporter.write_line(
        f"Also left out: {config.stash.get(N_LEFT_OUT, 0)} tests that open no database."
    )


def _opens_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or bool(OPENING.intersection(fixtures))
