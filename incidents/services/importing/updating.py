"""A row that says something else now changes the report it made, through the steps its author could take by hand."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.enums import Status
from incidents.errors import IncidentError, SiteError, WrongState
from incidents.models import Account, CaseGroup, ImportBatch, Incident, Log
from incidents.services.importing.before import remember
from incidents.services.importing.entering import Ruling
from incidents.services.importing.entries import Entry
from incidents.services.importing.ground import Ground
from incidents.services.importing.known import Known
from incidents.services.importing.row import RowReader
from incidents.services.importing.verdicts import Flag, RowVerdict, Verdict
from incidents.services.reporting import change_incident, submit_incident
from incidents.services.taking_back import take_back_report

# What a row no longer says is not known any more.
_UNSAID = {
    "occurred_from": None, "occurred_to": None, "observer_lat": None, "observer_lon": None, "uncertainty_m": None,
    "geocode_method": "",
}  # fmt: skip


class Updater:
    """Changes the reports of one import; the caller owns the transaction."""

    def __init__(self, by: Account, log: Log, batch: ImportBatch, ruling: Ruling, *, hand_in: bool) -> None:
        self._by, self._log, self._batch, self._hand_in = by, log, batch, hand_in
        self._rows = RowReader(
            ruling.registry,
            Ground(ruling.registry),
            is_press=ruling.is_press,
            takes_offers=ruling.takes_offers,
        )

    def change(self, verdict: RowVerdict, entry: Entry, known: Known) -> RowVerdict:
        """Change one report; where a step is refused, it stays as it is and the verdict says why."""
        try:
            with transaction.atomic():
                self._change(entry, known)
        except (IncidentError, SiteError) as error:
            return replace(verdict, verdict=Verdict.UNCHANGED, notes=(*verdict.notes, str(error)))
        return verdict

    def _change(self, entry: Entry, known: Known) -> None:
        """Take the report back if it was handed in, change it, and hand it in again."""
        incident = Incident.objects.select_for_update(no_key=True).get(pk=known.pk)
        if incident.status != known.status or incident.last_edited_by_id != self._by.pk:
            raise WrongState(_("Somebody else worked on the report while the file was read."))
        remember(self._batch, incident)
        if incident.status == Status.SUBMITTED:
            take_back_report(by=self._by, incident=incident, reason=_("Changed by an import."))
        doubt = " ".join(entry.said.notes) if Flag.FAR_FROM_STATE in entry.said.flags else ""
        read = self._rows.read(entry.cells or {}, point_doubt=doubt)
        fields = _UNSAID | read.fields | {"case": self._case(read.case_ref)}
        changed = change_incident(by=self._by, incident=incident, fields=fields, children=read.children)
        Incident.objects.filter(pk=changed.pk).update(import_digest=entry.digest)
        if not entry.missing and (self._hand_in or known.status == Status.SUBMITTED):
            submit_incident(by=self._by, incident=changed)

    def _case(self, ref: str) -> CaseGroup | None:
        return CaseGroup.objects.get_or_create(log=self._log, ref=ref)[0] if ref else None
