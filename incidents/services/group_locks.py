"""Reports with everything that is grouped with them, read for writing in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from incidents.enums import LinkKind
from incidents.errors import WrongState
from incidents.models import Incident, IncidentLink
from incidents.services.reporting import refuse_if_being_undone

_GROUPED = Q(kind=LinkKind.DUPLICATE_OF)


@dataclass(frozen=True, slots=True)
class LockedGroups:
    """Locked rows by key, and the lead of each grouped one."""

    rows: dict[int, Incident]
    lead_of: dict[int, int]

    def top_of(self, pk: int) -> int:
        """Return the lead of a report's group, or the report itself."""
        passed = set()
        while pk in self.lead_of and pk not in passed:
            passed.add(pk)
            pk = self.lead_of[pk]
        return pk

    def members_of(self, pk: int) -> set[int]:
        """Return what is grouped under a report."""
        return {member for member, lead in self.lead_of.items() if lead == pk}

    def link(self, pk: int, lead: int, *, reason: str) -> None:
        """Point a report at its lead, and at no other."""
        self.unlink(pk)
        IncidentLink.objects.create(
            incident_id=pk, other_id=lead, kind=LinkKind.DUPLICATE_OF, reason=reason.strip()[:300]
        )
        self.lead_of[pk] = lead

    def unlink(self, pk: int) -> None:
        """Let a report point at no lead."""
        IncidentLink.objects.filter(_GROUPED, incident_id=pk).delete()
        self.lead_of.pop(pk, None)


def lock_groups(reports: Iterable[Incident]) -> LockedGroups:
    """Lock reports and their groups, lowest key first; inside a transaction.

    Who is in a group is known only once it is locked. When a lock shows that there are more, all are given back and
    the larger set is locked from the start: whoever locks in one order never waits in a circle.
    """
    wanted = {report.pk for report in reports}
    while True:
        before = transaction.savepoint()
        rows = Incident.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
        found = {row.pk: row for row in rows}
        lead_of = _leads_around(wanted)
        grown = wanted | set(lead_of) | set(lead_of.values())
        if wanted - set(found):
            raise WrongState(_("One of these reports is no longer in the log. Open the list again."))
        if grown == wanted:
            refuse_if_being_undone(found.values())
            transaction.savepoint_commit(before)
            return LockedGroups(found, lead_of)
        transaction.savepoint_rollback(before)
        wanted = grown


def _leads_around(keys: set[int]) -> dict[int, int]:
    links = IncidentLink.objects.filter(_GROUPED).filter(Q(incident__in=keys) | Q(other__in=keys))
    return dict(links.order_by("id").values_list("incident_id", "other_id"))
