"""An import goes on where it stood, whatever ended it: nothing twice, nothing missing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from incidents.errors import NotAllowed
from incidents.models import Account, AuditEvent, ImportBatch, Incident, NumberSequence, Transition
from incidents.services.importing import Choices, Flag, Row, Verdict, apart, entering, open_batch, run_import
from incidents.services.importing.storing import Writer
from incidents.services.legal_bases import load_legal_bases
from incidents.services.review import confirm_incident
from sites.models import ProtectedSite
from tests.factories import RATIONALE, make_account, make_log, make_site, make_zone
from tests.incidents.services.importing.conftest import Bring, gate
from tests.incidents.services.importing.rows import MadeRows
from tests.incidents.services.importing.test_parity import stored

ROWS = [gate(number) for number in range(2, 22)]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "CHUNK_ROWS", 6)


def whole(batch: ImportBatch) -> None:
    """Assert that every row is there, once, with its steps and its number."""
    batch.refresh_from_db()
    assert (batch.state, batch.n_accepted, batch.n_refused, batch.n_unchanged) == ("DONE", 20, 0, 0)
    assert list(Incident.objects.order_by("pk").values_list("import_row", flat=True)) == list(range(2, 22))
    assert Transition.objects.count() == 40
    assert NumberSequence.objects.get().last == 20


@pytest.mark.usefixtures("small_chunks")
def test_an_import_that_was_stopped_goes_on(bring: Bring) -> None:
    asked: list[int] = []
    batch, first = bring(*ROWS, should_stop=lambda: len(asked) == 2 or asked.append(1))
    assert (batch.state, batch.n_accepted, batch.next_row) == ("STOPPED", 12, 14)
    done: list[tuple[int, int]] = []
    _batch, rest = bring(*ROWS, batch=batch, progress=lambda n_done, n_total: done.append((n_done, n_total)))
    whole(batch)
    assert [verdict.row_number for verdict in first + rest] == list(range(2, 22))
    assert done == [(18, 20), (20, 20)]


@pytest.mark.usefixtures("small_chunks")
def test_an_import_that_failed_inside_a_chunk_goes_on(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    store, calls = Writer._store_steps, []

    def fail_once(self: Writer, *values: object) -> None:
        calls.append(values)
        if len(calls) == 2:
            raise OSError("disk full")
        store(self, *values)

    monkeypatch.setattr(Writer, "_store_steps", fail_once)
    with pytest.raises(OSError, match="disk full"):
        bring(*ROWS)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.n_accepted, Incident.objects.count()) == ("RUNNING", 6, 6)
    bring(*ROWS, batch=batch)
    whole(batch)


def test_an_import_that_is_done_stays_so(bring: Bring) -> None:
    batch = bring(*ROWS)[0]
    again, verdicts = bring(*ROWS, batch=batch)
    whole(again)
    assert verdicts == []


@pytest.mark.usefixtures("small_chunks")
def test_an_import_ends_where_another_process_has_gone_on_with_it(bring: Bring) -> None:
    begun = []

    def go_on_elsewhere() -> bool:
        begun.append(1)
        if len(begun) == 2:
            bring(*ROWS, batch=ImportBatch.objects.get())
        return False

    batch = bring(*ROWS, should_stop=go_on_elsewhere)[0]
    whole(batch)


def test_only_who_began_an_import_goes_on_with_it(bring: Bring, reviewer: Account) -> None:
    batch = bring(gate(2), should_stop=lambda: True)[0]
    for other in (make_account("reporter"), reviewer):
        with pytest.raises(NotAllowed):
            bring(gate(2), by=other, batch=batch)


def test_all_or_nothing_enters_nothing_beside_a_refused_row(bring: Bring) -> None:
    batch, verdicts = bring(gate(2), gate(3, date="2025-02-30"), all_or_nothing=True)
    assert [verdict.verdict for verdict in verdicts] == [Verdict.REFUSED] * 2
    assert "another row was refused" in verdicts[0].reasons[-1]
    assert (batch.state, batch.n_accepted, batch.n_refused) == ("DONE", 0, 2)
    assert not Incident.objects.exists()
    assert bring(gate(2), gate(3), all_or_nothing=True)[0].n_accepted == 2


def test_a_total_is_no_bad_row_and_stops_nothing(bring: Bring) -> None:
    total = Row(3, {}, "the row is a total and no report. It stays outside.", is_report=False)
    batch, verdicts = bring(gate(2), total, all_or_nothing=True)
    assert [(verdict.verdict, verdict.is_bad) for verdict in verdicts] == [("new", False), ("refused", False)]
    assert (batch.state, batch.n_accepted, batch.n_refused) == ("DONE", 1, 1)
    assert verdicts[1].flags == {Flag.NO_REPORT}


def test_a_batch_may_be_opened_before(bring: Bring, reporter: Account) -> None:
    batch = open_batch(
        by=reporter, log=make_log(), file_name="C:\\files\\log.csv", sha256="0" * 64, n_rows=20, n_dropped_columns=3,
        mapping_json={"a": 1},
    )  # fmt: skip
    assert (batch.file_name, batch.state, batch.mapping) == ("log.csv", "RUNNING", {"a": 1})
    assert AuditEvent.objects.get(action="import.run").detail["columns_dropped"] == 3
    bring(*ROWS, batch=batch)
    whole(batch)


def test_a_second_process_reads_what_this_one_would(
    reporter: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_legal_bases()
    make_zone(make_site())
    make_site("sejong", name_en="Sejong", name_ko="세종", lat=36.5, lon=127.26)
    rows = MadeRows(120, tuple(ProtectedSite.objects.values_list("code", "lat", "lon")))
    verdicts = []
    for code, long_rows in (("here", 1_000), ("apart", 10)):
        monkeypatch.setattr(apart, "LONG_ROWS", long_rows)
        verdicts.append([])
        run_import(
            by=reporter, log=make_log(code, is_default=False), file_name="made.csv", sha256="0" * 64, rows_from=rows,
            n_rows=120, choices=Choices(confirmed_doubts=True), on_verdict=verdicts[-1].append,
        )  # fmt: skip
    here, there = (
        {
            verdict.row_number: (verdict.verdict, verdict.reasons, verdict.day, verdict.flags)
            for verdict in some
        }
        for some in verdicts
    )
    assert here == there
    logs = [stored(make_log(code)) for code in ("here", "apart")]
    assert logs[0] == logs[1]
    assert len(logs[0]) > 80


class _Breaking(MadeRows):
    def __call__(self, from_row: int = 0) -> None:
        raise OSError("the file is gone")


def test_a_second_process_that_dies_ends_the_import_where_it_stands(
    reporter: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LONG_ROWS", 10)
    with pytest.raises(RuntimeError, match="ended before the file did"):
        run_import(
            by=reporter,
            log=make_log(),
            file_name="a.csv",
            sha256="0" * 64,
            rows_from=_Breaking(50, ()),
            n_rows=50,
        )
    assert ImportBatch.objects.get().state == "RUNNING"


# --- a process that is killed --------------------------------------------------------------------
PROGRAM = """
import sys
import django
django.setup()
from incidents.models import Account, ImportBatch, Log
from incidents.services.importing import Choices, entering, run_import
from tests.incidents.services.importing.rows import MadeRows
entering.CHUNK_ROWS = 400
rows = MadeRows(int(sys.argv[1]), (("osan-air-base", 37.0906, 127.03),))
run_import(
    by=Account.objects.get(), log=Log.objects.get(), file_name="a.csv", sha256="0" * 64, rows_from=lambda n: rows(n),
    n_rows=rows.count, choices=Choices(enter_duplicates=True, confirmed_doubts=True), batch=ImportBatch.objects.first(),
)
"""
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import RATIONALE, make_account, make_log, make_site, make_zone
from incidents.services.legal_bases import load_legal_bases
from incidents.services.review import confirm_incident
load_legal_bases(), make_zone(make_site()), make_log(), make_account("reporter")
"""


def _start(folder: Path, program: str, *words: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(settings.BASE_DIR)
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen([sys.executable, "-c", program, *words], env=environment)


@pytest.mark.slow
def test_an_import_that_is_killed_again_and_again_ends_with_every_row_once(tmp_path: Path) -> None:
    n_rows = 4_000
    assert _start(tmp_path, PREPARE).wait() == 0
    database = sqlite3.connect(tmp_path / "sightline.sqlite3", timeout=20)

    def count(what: str) -> int:
        return database.execute(f"SELECT {what}").fetchone()[0] or 0

    accepted = "(SELECT n_accepted + n_refused FROM incidents_importbatch)"
    for killed_after in (1, 900, 2_200):
        child = _start(tmp_path, PROGRAM, str(n_rows))
        _wait(lambda child=child, least=killed_after: count(accepted) >= least or child.poll() is not None)
        time.sleep(0.05)  # somewhere inside the next chunk
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
    assert count("COUNT(*) FROM incidents_incident") < n_rows
    assert _start(tmp_path, PROGRAM, str(n_rows)).wait() == 0

    n_entered = count("n_accepted FROM incidents_importbatch")
    assert n_entered + count("n_refused FROM incidents_importbatch") == n_rows
    assert count("n_unchanged FROM incidents_importbatch") == 0
    assert count("COUNT(*) FROM incidents_incident") == n_entered
    assert count("COUNT(DISTINCT import_row) FROM incidents_incident") == n_entered
    assert count("last FROM incidents_numbersequence") == n_entered
    assert count("COUNT(*) FROM incidents_transition WHERE to_status = 'DRAFT'") == n_entered
    assert count("COUNT(*) FROM incidents_importbatch WHERE state = 'DONE'") == 1
    database.close()


def _wait(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_a_row_without_a_source_is_as_told_by_its_file_and_may_be_confirmed(
    bring: Bring, reviewer: Account
) -> None:
    bring(gate(2))
    report = Incident.objects.get()
    assert not report.sources.exists()
    confirm_incident(
        by=reviewer, incident=report, rationale=RATIONALE, explanations=["SPOTTING"],
        photo_indicators=["NONE_OBSERVED"],
    )  # fmt: skip
    report.refresh_from_db()
    assert report.status == "CONFIRMED"
