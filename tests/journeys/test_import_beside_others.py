"""A long import leaves room for others: reports are filed meanwhile, and a second import of the file stores nothing twice."""

from __future__ import annotations

from functools import partial

from incidents.models import Account, ImportBatch, Incident
from incidents.services.importing import Choices, entering, run_import
from tests.factories import make_account, make_draft, make_log, make_site, make_zone
from tests.incidents.services.importing.rows import MadeRows
from tests.journeys.conftest import AtOnce

N_ROWS = 600
ROWS = MadeRows(N_ROWS, (("osan-air-base", 37.0906, 127.03),))


def bring(by: Account) -> ImportBatch:
    return run_import(
        by=by, log=make_log(), file_name="made.csv", sha256="0" * 64, rows_from=lambda from_row: ROWS(from_row),
        n_rows=N_ROWS, choices=Choices(enter_duplicates=True, confirmed_doubts=True, enter_updates=False),
    )  # fmt: skip


def prepare() -> list[Account]:
    make_zone(make_site()), make_log()
    return [make_account("reporter") for _each in range(3)]


def test_reports_are_filed_while_an_import_runs(at_once: AtOnce, monkeypatch: object) -> None:
    monkeypatch.setattr(entering, "CHUNK_ROWS", 50)
    [(importer, *reporters)] = at_once([prepare])
    filed = [partial(lambda by: [make_draft(by).number for _each in range(8)], by) for by in reporters]
    batch, *numbers = at_once([partial(bring, importer), *filed])

    assert isinstance(batch, ImportBatch)
    everything = at_once([lambda: sorted(Incident.objects.values_list("number", flat=True))])[0]
    assert batch.state == "DONE"
    assert batch.n_accepted + batch.n_refused == N_ROWS
    assert len(everything) == len(set(everything)) == batch.n_accepted + 16
    assert {number for some in numbers for number in some} <= set(everything)


def test_two_imports_of_one_file_store_each_row_once(at_once: AtOnce, monkeypatch: object) -> None:
    monkeypatch.setattr(entering, "CHUNK_ROWS", 50)
    [people] = at_once([prepare])
    batches = at_once([partial(bring, people[0]) for _tab in range(2)])

    assert [batch.state for batch in batches] == ["DONE", "DONE"]
    n_entered = sum(batch.n_accepted for batch in batches)
    assert n_entered + batches[0].n_refused == N_ROWS
    assert [batch.n_accepted + batch.n_unchanged for batch in batches] == [n_entered, n_entered]
    rows = at_once([lambda: list(Incident.objects.values_list("import_key", flat=True))])[0]
    assert len(rows) == len(set(rows)) == n_entered
