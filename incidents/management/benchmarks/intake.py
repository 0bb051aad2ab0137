"""Speed of bringing a file of reports in: judged, written, and beside them the two ways it could be written instead.

It runs in a process of its own, on a database of its own in a temporary folder: nothing of DATA_DIR is touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from openpyxl import Workbook

from incidents.management.benchmarks import intake_rows
from incidents.models import Account, Incident, Log
from incidents.services.accounts import open_account
from incidents.services.importing import KeptRows, Row, preview_rows, run_import
from incidents.services.importing.files import Table, keep, kept, read_file
from incidents.services.importing.mapping import identity
from incidents.services.importing.registry import Registry
from incidents.services.importing.row import read_row
from incidents.services.legal_bases import load_legal_bases
from incidents.services.reporting import default_log, file_incident, submit_incident
from incidents.services.staging.preview_file import PreviewWriter
from incidents.services.staging.previewing import TOLD
from incidents.services.substance import missing_for_submission
from sites.errors import InvalidValues
from sites.gazetteer import gazetteer
from sites.models import ProtectedSite, Zone

Write = Callable[[str], Any]
N_SITES = 300
PREVIEW_ROWS = 50_000
SAMPLE_ROWS = 400
BULK_ROWS = 20_000
_QUESTIONS = (
    "Osan",
    "오산",
    "서울",
    "부산항",
    "Incheon airport",
    "평택시",
    "Gimpo",
    "DFW",
    "제주",
    "강릉",
    "Paju",
    "세종청사",
)


def run(n_rows: int, write: Write) -> None:
    """Measure in a process whose DATA_DIR is a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="sightline-intake-") as folder:
        environment = os.environ | {"DATA_DIR": folder}
        environment.pop("DATABASE_URL", None)
        words = [sys.executable, "manage.py", "bench", "intake", "--rows", str(n_rows), "--inside"]
        with subprocess.Popen(
            words, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
        ) as child:
            for line in child.stdout or ():
                write(line.rstrip("\n"))
        if child.returncode:
            raise CommandError(f"The measurement ended with {child.returncode}.")


def measure(n_rows: int, write: Write) -> None:
    """Measure in the database at hand, which must be a throw-away one."""
    call_command("migrate", verbosity=0)
    folder = Path(settings.DATA_DIR)
    by, log, sites = _prepare()
    write(
        f"{n_rows:,} rows, {N_SITES} sites with a zone each, {os.cpu_count()} cores, {settings.DATABASES['default']['ENGINE']}"
    )
    base = _one_by_one(by, sites, write)
    _bulk_create(by, write, base)
    _preview(by, log, folder, sites, write, ending="csv")
    _preview(by, log, folder, sites, write, ending="xlsx")
    _import(by, log, folder, sites, n_rows, write, base)
    _gazetteer(write)


def _prepare() -> tuple[Account, Log, list[intake_rows.Site]]:
    load_legal_bases()
    by = open_account(username="bench", roles=["reporter"], password="only for a benchmark 1")[0]
    for number in range(N_SITES):
        lat, lon = 34.6 + (number * 37 % 300) / 90, 126.4 + (number * 53 % 300) / 110
        site = ProtectedSite.objects.create(
            code=f"site-{number:03d}", name_en=f"Station {number:03d}", name_ko=f"시설 {number:03d}",
            site_type="MIL_BASE", lat=lat, lon=lon,
        )  # fmt: skip
        Zone.objects.create(site=site, kind="PERIMETER", lat=lat, lon=lon, radius_m=1_500)
    return by, default_log(), list(ProtectedSite.objects.values_list("code", "lat", "lon"))


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _one_by_one(by: Account, sites: list[intake_rows.Site], write: Write) -> float:
    """Return the seconds for a row that is read, filed and handed in as a person would."""
    registry, log = Registry(), default_log()
    begin, n_filed = time.perf_counter(), 0
    with _undone():
        for number, cells in enumerate(_cells(SAMPLE_ROWS, sites), 2):
            try:
                read = read_row(cells, registry=registry, is_press=False)
            except InvalidValues:
                continue
            incident = file_incident(
                by=by, fields=read.fields, children=read.children, log=log, import_row=number
            )
            if not missing_for_submission(incident):
                submit_incident(by=by, incident=incident)
            n_filed += 1
        seconds = (time.perf_counter() - begin) / n_filed
    write(f"filed one by one (sample of {SAMPLE_ROWS})      {1 / seconds:>10,.0f} rows/s   1.0 x")
    return seconds


def _bulk_create(by: Account, write: Write, base: float) -> None:
    """Time Django's own way for many rows: incidents alone, unread, unchecked, without child rows."""
    log = default_log()
    rows = [
        Incident(
            number=f"B-{number}",
            log=log,
            entered_by=by,
            last_edited_by=by,
            summary="A line",
            behaviours=["PHOTO"],
        )
        for number in range(BULK_ROWS)
    ]
    begin = time.perf_counter()
    with _undone():
        Incident.objects.bulk_create(rows, batch_size=5_000)
        seconds = (time.perf_counter() - begin) / BULK_ROWS
    write(f"bulk_create, incidents alone, unchecked   {1 / seconds:>10,.0f} rows/s {base / seconds:>5.1f} x")


def _preview(
    by: Account, log: Log, folder: Path, sites: list[intake_rows.Site], write: Write, *, ending: str
) -> None:
    path = folder / f"preview.{ending}"
    (_write_workbook if ending == "xlsx" else intake_rows.write_file)(path, PREVIEW_ROWS, sites)
    begin = time.perf_counter()
    table = _staged(path)
    read = time.perf_counter() - begin
    rows = KeptRows(folder / "staged", identity(table.columns).to_json())
    begin = time.perf_counter()
    with PreviewWriter(folder / f"preview-{ending}") as writer:
        for verdict in preview_rows(by=by, log=log, rows_from=rows, n_rows=table.n_rows, tells=TOLD):
            writer.write(verdict, dict(zip(TOLD, verdict.told, strict=False)))
    judged = time.perf_counter() - begin
    n_judged = writer.counts()["all"]
    write(
        f"preview of {n_judged:,} rows, {ending:<4}  read {read:6.2f} s, judged and written {judged:6.2f} s"
    )


def _staged(path: Path) -> Table:
    staged = path.parent / "staged"
    staged.unlink(missing_ok=True)
    keep(read_file(path, file_name=path.name), staged)
    return kept(staged)


def _import(
    by: Account, log: Log, folder: Path, sites: list[intake_rows.Site], n_rows: int, write: Write, base: float
) -> None:
    path = folder / "rows.csv"
    intake_rows.write_file(path, n_rows, sites)
    begin = time.perf_counter()
    table = _staged(path)
    write(
        f"file of {path.stat().st_size / 1e6:,.0f} MB read and staged in {time.perf_counter() - begin:.1f} s"
    )
    rows = KeptRows(folder / "staged", identity(table.columns).to_json())
    begin = time.perf_counter()

    def tell(n_done: int, n_total: int) -> None:
        if n_done % 100_000 == 0 and n_done < n_total:
            write(f"  {n_done:>9,} rows after {time.perf_counter() - begin:6.1f} s")

    batch = run_import(
        by=by, log=log, file_name=path.name, sha256=table.sha256, rows_from=rows, n_rows=n_rows, progress=tell
    )
    seconds = time.perf_counter() - begin
    write(
        f"imported: {n_rows:,} rows judged, {batch.n_accepted:,} entered, {batch.n_refused:,} stay outside with reasons, "
        f"in {seconds:.1f} s: {n_rows / seconds:,.0f} rows/s, {base * n_rows / seconds:.1f} x"
    )


def _gazetteer(write: Write) -> None:
    book = gazetteer()
    times = []
    for _round in range(20):
        for question in _QUESTIONS:
            begin = time.perf_counter()
            book.search(question)
            times.append(time.perf_counter() - begin)
    times.sort()
    write(f"gazetteer, {len(times)} questions: p95 {1_000 * times[len(times) * 95 // 100]:.2f} ms")


def _cells(n_rows: int, sites: list[intake_rows.Site]) -> Iterator[dict[str, str]]:
    for values in intake_rows.rows_of(n_rows, sites, 1):
        yield Row(0, dict(zip(intake_rows.HEADER, values, strict=True))).cells


def _write_workbook(path: Path, n_rows: int, sites: list[intake_rows.Site]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Log")
    sheet.append(intake_rows.HEADER)
    for values in intake_rows.rows_of(n_rows, sites, 1):
        sheet.append(values)
    book.save(path)
