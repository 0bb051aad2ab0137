"""The import itself: every good row is one transaction, and a row that came before changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction, LogKind
from incidents.errors import ImportRefused, IncidentError, IncompleteReport, NotAllowed, SiteError
from incidents.models import Account, CaseGroup, ImportBatch, Incident, Log
from incidents.services.audit import record_event
from incidents.services.importing.places import Registry
from incidents.services.importing.reading import Table, read_table
from incidents.services.importing.row import ReadRow, read_row
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import ImportReport, RowVerdict, Verdict, refused
from incidents.services.reporting import default_log, file_incident, submit_incident
from incidents.services.substance import missing_for_submission
from incidents.services.text_scan import scan_text
from sites.errors import InvalidValues


@dataclass(frozen=True, slots=True)
class _Import:
    """What all rows of one import share."""

    by: Account
    log: Log
    table: Table
    file_name: str
    hand_in: bool


def import_incidents(
    *,
    by: Account,
    data: bytes,
    file_name: str,
    log: Log | None = None,
    dry_run: bool = False,
    hand_in: bool = True,
    all_or_nothing: bool = False,
) -> ImportReport:
    """Store the good rows of a CSV file as reports and say of every row what became of it.

    Complete reports are handed in, the others stay drafts. A file that cannot be read as a table raises
    ImportRefused; a dry run, or one refused row under `all_or_nothing`, stores nothing.
    """
    if not reader_of(by).may(Action.IMPORT):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.IMPORT.value})
    table = read_table(data, file_name=file_name)
    name = PurePath(file_name.replace("\\", "/")).name[:200]
    if not dry_run and not all_or_nothing:
        return _run(_Import(by, log or default_log(), table, name, hand_in))
    with transaction.atomic():
        report = _run(_Import(by, log or default_log(), table, name, hand_in))
        if dry_run or report.n_refused:
            transaction.set_rollback(True)
            report = report.undone()
    return report


def _run(job: _Import) -> ImportReport:
    verdicts, readable = _read_all(job)
    known = _known_numbers(job.log, [row.key for row in readable.values()])
    verdicts += _told_twice(readable)
    verdicts += [_unchanged(number, known[row.key]) for number, row in readable.items() if row.key in known]
    pending = {number: row for number, row in readable.items() if row.key not in known}
    if pending:
        verdicts += _store_all(job, pending, n_refused=_count_refused(verdicts))
    ordered = sorted(verdicts, key=lambda verdict: verdict.row_number)
    is_stored = any(verdict.verdict is Verdict.NEW for verdict in verdicts)
    return ImportReport(tuple(ordered), job.table.dropped_columns, is_stored)


def _read_all(job: _Import) -> tuple[list[RowVerdict], dict[int, ReadRow]]:
    """Return the refusals, and what the other rows say by row number."""
    registry, is_press = Registry(), job.log.kind == LogKind.PRESS
    refusals, readable = [], {}
    for row in job.table.rows:
        try:
            readable[row.number] = _read_one(row, registry, is_press=is_press)
        except ImportRefused as error:
            refusals.append(refused(row.number, [str(error)]))
        except InvalidValues as error:
            refusals.append(refused(row.number, [str(problem) for problem in error.problems]))
    return refusals, readable


def _read_one(row: Row, registry: Registry, *, is_press: bool) -> ReadRow:
    if row.problem:
        raise ImportRefused(row.problem)
    return read_row(row.cells, registry=registry, is_press=is_press)


def _told_twice(readable: dict[int, ReadRow]) -> list[RowVerdict]:
    """Take out and refuse rows that the file holds twice; which of them is right is not ours to guess."""
    first_seen: dict[str, int] = {}
    refusals = []
    for number, row in list(readable.items()):
        first = first_seen.setdefault(row.key, number)
        if first != number:
            reason = _(
                "row_ref: the row is the same as row %(first)d. Remove it, or give each a row_ref of its own."
            )
            refusals.append(refused(number, [reason % {"first": first}]))
            del readable[number]
    return refusals


def _known_numbers(log: Log, keys: Iterable[str]) -> dict[str, str]:
    """Return the numbers of those rows that an earlier import has brought into the log."""
    known: dict[str, str] = {}
    for some in _chunks(list(keys)):
        stored = Incident.objects.filter(log=log, import_key__in=some)
        known.update(stored.values_list("import_key", "number"))
    return known


def _chunks(keys: list[str], size: int = 500) -> Iterator[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _store_all(job: _Import, pending: dict[int, ReadRow], *, n_refused: int) -> list[RowVerdict]:
    batch = _open_batch(job, n_refused)
    verdicts = [_store_one(job, batch, number, row) for number, row in pending.items()]
    more = _count_refused(verdicts)
    if more:
        ImportBatch.objects.filter(pk=batch.pk).update(n_refused=F("n_refused") + more)
    return verdicts


@transaction.atomic
def _open_batch(job: _Import, n_refused: int) -> ImportBatch:
    """Record the import before its first row, so that an interrupted one shows how far it came."""
    batch = ImportBatch.objects.create(
        log=job.log, file_name=job.file_name, sha256=job.table.sha256, n_rows=len(job.table.rows), n_accepted=0,
        n_refused=n_refused, imported_by=job.by,
    )  # fmt: skip
    record_event(
        by=job.by, action=AuditAction.IMPORT_RUN, object_type="import", object_key=str(batch.uuid),
        detail={"log": job.log.code, "sha256": batch.sha256, "rows": batch.n_rows},
    )  # fmt: skip
    return batch


def _store_one(job: _Import, batch: ImportBatch, number: int, row: ReadRow) -> RowVerdict:
    try:
        with transaction.atomic():
            return _file(job, batch, number, row)
    except IncompleteReport as error:
        return refused(number, [f"{field}: {message}" for field, message in error.problems.items()])
    except (IncidentError, SiteError) as error:
        return refused(number, [str(error)])
    except IntegrityError:
        known = _known_numbers(job.log, [row.key])
        if row.key not in known:
            raise
        return _unchanged(number, known[row.key])  # another import was quicker


def _file(job: _Import, batch: ImportBatch, number: int, row: ReadRow) -> RowVerdict:
    """Store one report with its children, and hand it in if nothing is missing."""
    incident = file_incident(
        by=job.by, fields=row.fields | {"case": _case(job.log, row.case_ref)}, children=row.children, log=job.log,
        batch=batch, import_row=number, import_key=row.key,
    )  # fmt: skip
    missing = tuple(missing_for_submission(incident).values())
    if job.hand_in and not missing:
        submit_incident(by=job.by, incident=incident)
    ImportBatch.objects.filter(pk=batch.pk).update(n_accepted=F("n_accepted") + 1)
    return RowVerdict(number, Verdict.NEW, incident.number, missing)


def _case(log: Log, ref: str) -> CaseGroup | None:
    if not ref:
        return None
    scan_text("case_ref", ref)
    return CaseGroup.objects.get_or_create(log=log, ref=ref)[0]


def _unchanged(number: int, incident_number: str) -> RowVerdict:
    return RowVerdict(number, Verdict.UNCHANGED, incident_number)


def _count_refused(verdicts: Iterable[RowVerdict]) -> int:
    return sum(verdict.verdict is Verdict.REFUSED for verdict in verdicts)
