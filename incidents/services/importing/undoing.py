"""Undoing an import whole: what it filed is removed, what it changed says again what it said before.

It goes in steps, each in a transaction of its own, so that nobody waits long; one that was cut short can be called
again. Only whoever imported the file may undo it, and only while nobody has worked on any of it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.enums import AuditAction, ImportState
from incidents.errors import IncompleteReport, NotAllowed, WrongState
from incidents.models import (
    Account,
    CaseGroup,
    CorrectionRequest,
    FindingMember,
    ImportBatch,
    ImportedChange,
    Incident,
    IncidentLink,
    Transition,
)
from incidents.services.audit import record_event
from incidents.services.importing.before import restore, version_after
from incidents.services.importing.judging import CHANGEABLE, require_import
from incidents.services.importing.removing import remove
from incidents.services.text_scan import scan_text

REMOVED_AT_ONCE = 5_000
RESTORED_AT_ONCE = 50
_NAMED = 5
Progress = Callable[[int, int], None]
_LEANING: tuple[tuple[type[Model], str], ...] = (
    (FindingMember, "incident"), (IncidentLink, "incident"), (IncidentLink, "other"), (CorrectionRequest, "incident"),
)  # fmt: skip


def undo_batch(
    *, by: Account, batch: ImportBatch, reason: str, progress: Progress = lambda n_done, n_total: None
) -> None:
    """Remove what a batch brought in and restore what it changed, if nobody has worked on any of it since."""
    require_import(by)
    batch = _begin(by, batch, reason)
    while _restore_some(by, batch, reason):
        pass
    n_total, n_removed = _filed(batch).count(), 0
    while n_now := _remove_some(batch):
        n_removed += n_now
        progress(n_removed, n_total)
    _finish(by, batch, reason)


@transaction.atomic
def _begin(by: Account, batch: ImportBatch, reason: str) -> ImportBatch:
    """Look whether all of it may go, and keep the import from going on."""
    batch = ImportBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.imported_by_id != by.pk:
        raise NotAllowed(_("Only the person who imported this file undoes it."))
    if batch.state == ImportState.UNDONE:
        raise WrongState(_("This import was undone already."))
    if not reason.strip():
        raise IncompleteReport({"reason": _("A reason is missing. Say why the import is undone.")})
    scan_text("reason", reason)
    _refuse_if_worked_on(_worked_on(batch))
    batch.undone_at, batch.undone_by, batch.state = timezone.now(), by, ImportState.STOPPED
    batch.save(update_fields=["undone_at", "undone_by", "state"])
    return batch


def _filed(batch: ImportBatch) -> QuerySet[Incident]:
    return Incident.objects.filter(import_batch=batch)


def _changes(batch: ImportBatch) -> QuerySet[ImportedChange]:
    """Return what the batch changed and is not restored yet; a restored change is emptied."""
    return ImportedChange.objects.filter(batch=batch).exclude(before={}).order_by("pk")


def _worked_on(batch: ImportBatch) -> set[int]:
    """Return the reports of this import on which somebody has worked since, or which something leans on."""
    changed = {change.incident_id: change for change in _changes(batch).select_related("incident")}
    touched = {
        pk
        for incidents in (_filed(batch), Incident.objects.filter(pk__in=list(changed)))
        for pk in incidents.filter(_is_touched(batch)).values_list("pk", flat=True)
    }
    touched |= {
        pk for pk, change in changed.items() if change.incident.record_version != version_after(change)
    }
    return touched | _rewritten(batch)


def _is_touched(batch: ImportBatch) -> Q:
    by_others = Transition.objects.filter(
        incident=OuterRef("pk"), record_version=OuterRef("record_version")
    ).exclude(by=batch.imported_by_id)
    touched = (
        ~Q(status__in=CHANGEABLE) | Q(legal_hold=True) | Q(reviewed_by__isnull=False)
        | ~Q(last_edited_by=batch.imported_by_id) | Q(Exists(by_others))
    )  # fmt: skip
    for model, name in _LEANING:
        touched |= Q(Exists(model._default_manager.filter(**{name: OuterRef("pk")})))
    return touched


def _rewritten(batch: ImportBatch) -> set[int]:
    """Return the reports that this import filed and that say something else now, by hand or by another import."""
    versions = dict(_filed(batch).filter(record_version__gt=1).values_list("pk", "record_version"))
    for change in ImportedChange.objects.filter(incident__in=list(versions)):
        # a change that was undone again made two versions
        versions[change.incident_id] -= 2 if change.before == {} else 0
    return {pk for pk, version in versions.items() if version != 1}


def _refuse_if_worked_on(touched: set[int]) -> None:
    if not touched:
        return
    message = ngettext(
        "%(count)d report of this import was reviewed, linked, held, found in a pattern or changed since: %(numbers)s. Nothing was undone.",
        "%(count)d reports of this import were reviewed, linked, held, found in a pattern or changed since: %(numbers)s. Nothing was undone.",
        len(touched),
    )  # fmt: skip
    raise WrongState(message % {"count": len(touched), "numbers": _numbers(touched)})


def _cut_short(touched: set[int]) -> str:
    message = _("Somebody worked on %(numbers)s while the import was being undone. What was removed until then stays removed; undo it again once that is settled.")  # fmt: skip
    return message % {"numbers": _numbers(touched)}


def _numbers(keys: set[int]) -> str:
    some = Incident.objects.filter(pk__in=sorted(keys)[:_NAMED]).order_by("pk")
    return ", ".join(some.values_list("number", flat=True))


@transaction.atomic
def _restore_some(by: Account, batch: ImportBatch, reason: str) -> bool:
    """Restore some reports; false when none is left."""
    changes = list(_changes(batch).select_related("incident")[:RESTORED_AT_ONCE])
    for change in changes:
        restore(change, by=by, reason=reason)
    return bool(changes)


@transaction.atomic
def _remove_some(batch: ImportBatch) -> int:
    """Remove some reports with all that hangs on them and return how many. Their numbers stay used."""
    rows = dict(_filed(batch).order_by("pk").values_list("pk", "case_id")[:REMOVED_AT_ONCE])
    if not rows:
        return 0
    some = _filed(batch).filter(pk__lte=max(rows))
    touched = set(some.filter(_is_touched(batch)).values_list("pk", flat=True))
    if touched:  # what began before the undo did and ended after it
        raise WrongState(_cut_short(touched))
    remove(some)
    CaseGroup.objects.filter(pk__in={case for case in rows.values() if case}, incidents__isnull=True).delete()
    return len(rows)


@transaction.atomic
def _finish(by: Account, batch: ImportBatch, reason: str) -> None:
    """Close the batch with one event; what it counted stays."""
    batch.state, batch.undone_at = ImportState.UNDONE, timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    record_event(
        by=by, action=AuditAction.IMPORT_UNDONE, object_type="import", object_key=str(batch.uuid), reason=reason,
        detail={"removed": batch.n_accepted, "restored": batch.n_updated},
    )  # fmt: skip
