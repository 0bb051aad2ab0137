"""The closed list of audited actions, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "incident.filed": _("Report filed"),
    "incident.changed": _("Report changed"),
    "incident.submitted": _("Report handed in"),
    "incident.confirmed": _("Record confirmed"),
    "incident.returned": _("Report returned"),
    "incident.insufficient": _("Closed as insufficient"),
    "incident.unfounded": _("Closed as unfounded"),
    "incident.duplicate": _("Closed as a duplicate"),
    "incident.ungrouped": _("Duplicate taken out of its group"),
    "incident.released": _("Record released"),
    "incident.withdrawn": _("Release withdrawn"),
    "incident.read": _("Record read"),
    "import.run": _("File imported"),
    "import.undone": _("Import undone"),
    "mapping.saved": _("Column mapping saved"),
    "geocoder.asked": _("The office’s own server asked for a name"),
    "draft.erased": _("Old drafts erased"),
    "log.removed": _("Log removed"),
    "sites.imported": _("Sites imported"),
    "site.registered": _("Site registered"),
    "site.changed": _("Site changed"),
    "zone.drawn": _("Zone drawn"),
    "zone.changed": _("Zone changed"),
    "detection.run": _("Detection run"),
    "export.made": _("Export made"),
    "token.issued": _("Token issued"),
    "token.revoked": _("Token revoked"),
    "account.created": _("Account opened"),
    "account.changed": _("Account changed"),
    "access.denied": _("Access denied"),
    "sign_in.failed": _("Sign-in failed"),
}
