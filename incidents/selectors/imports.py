"""One's own files on their way in, and one's own imports; nobody reads another's."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from incidents.access import Action, Reader
from incidents.models import ImportBatch, Incident, Log, StagedImport
from incidents.records import IncidentRecord
from incidents.selectors.incidents import incidents_visible_to, records


def staged_imports(reader: Reader) -> QuerySet[StagedImport]:
    """Return the reader's own files that were handed over, newest first."""
    if not reader.may(Action.IMPORT):
        return StagedImport.objects.none()
    return StagedImport.objects.filter(owner_id=reader.account_id).select_related("job", "batch", "log")


def staged_import(key: UUID, *, reader: Reader) -> StagedImport | None:
    """Return one of the reader's own files."""
    return staged_imports(reader).filter(uuid=key).first()


def batches(reader: Reader) -> QuerySet[ImportBatch]:
    """Return the reader's own imports, newest first."""
    if not reader.may(Action.IMPORT):
        return ImportBatch.objects.none()
    own = ImportBatch.objects.filter(imported_by_id=reader.account_id)
    return own.select_related("log").order_by("-imported_at", "-pk")


def batch(key: UUID, *, reader: Reader) -> ImportBatch | None:
    """Return one of the reader's own imports."""
    return batches(reader).select_related("undone_by").filter(uuid=key).first()


def staged_for(batch: ImportBatch, *, reader: Reader) -> StagedImport | None:
    """Return the file that an import came from, while it is kept."""
    return staged_imports(reader).filter(batch=batch).first()


def matched(numbers: Iterable[str], *, reader: Reader) -> dict[str, IncidentRecord]:
    """Return the reports that rows likely repeat, among those the reader may know of."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    found = records(incidents_visible_to(reader).filter(number__in=wanted), reader)
    return {record.number: record for record in found}


def logs_for_imports() -> list[Log]:
    """Return the logs that a file may enter, the one of new reports first."""
    return list(Log.objects.filter(is_demo=False).order_by("-is_default", "code"))


def n_entered(batch: ImportBatch) -> int:
    """Return how many reports of an import are still there."""
    return Incident.objects.filter(import_batch=batch).count()
