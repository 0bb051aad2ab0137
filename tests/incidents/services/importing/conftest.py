"""An import of made-up rows at one site, run as the reporter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from incidents.models import Account, ImportBatch
from incidents.services.importing import Choices, Row, RowVerdict, run_import
from tests.factories import make_log, make_site, make_zone

GATE = {
    "row_ref": "A-1", "date": "2025-04-21", "date_precision": "day", "occurred_time": "09:00", "site": "osan-air-base",
    "behaviours": "PHOTO", "summary": "Two people at the north gate", "equipment_as_reported": "drone",
    "lat": "37.0906", "lon": "127.0300", "uncertainty_m": "20",
}  # fmt: skip

Bring = Callable[..., tuple[ImportBatch, list[RowVerdict]]]


def gate(number: int = 2, **cells: str) -> Row:
    """Return the row of a report at the gate; further rows lie a day apart."""
    day = f"2025-{4 + number // 28:02d}-{number % 28 + 1:02d}"
    return Row(number, GATE | {"row_ref": f"A-{number}", "date": day} | cells)


@pytest.fixture
def bring(reporter: Account) -> Bring:
    """Import rows and return the batch with the verdicts."""
    make_zone(make_site())

    def run(*rows: Row, by: Account = reporter, **options: object) -> tuple[ImportBatch, list[RowVerdict]]:
        verdicts: list[RowVerdict] = []
        choices = Choices(**{name: options.pop(name) for name in list(options) if name in Choices.__slots__})
        batch = run_import(
            by=by, log=make_log(), file_name="log.csv", sha256="0" * 64, n_rows=len(rows), choices=choices,
            rows_from=lambda from_row: (row for row in rows if row.number >= from_row), on_verdict=verdicts.append,
            **options,
        )  # fmt: skip
        return batch, verdicts

    return run
