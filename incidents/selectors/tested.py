"""Where the reports of a run lie, for the drawing of what chance looks like."""

from __future__ import annotations

from collections import Counter

from incidents.access import Reader
from incidents.records import RunRecord, SiteTally
from incidents.selectors.events import TESTED_STATUSES
from incidents.selectors.incidents import incidents_visible_to
from incidents.selectors.shaping import site_ref
from sites.models import ProtectedSite


def tested_sites(run: RunRecord, *, reader: Reader) -> list[SiteTally]:
    """Return the sites of the dated reports of a run's log, as far as this reader may know of them.

    A run keeps numbers and versions, not places; so the drawing follows the log as it stands today.
    """
    left_out = [number for value in run.excluded.values() if isinstance(value, list) for number in value]
    rows = incidents_visible_to(reader).filter(
        log__code=run.log_code, status__in=TESTED_STATUSES, site__isnull=False, time_precision__lte=2,
        occurred_from__isnull=False, created_at__lte=run.started_at,
    )  # fmt: skip
    counts = Counter(rows.exclude(number__in=left_out).order_by().values_list("site_id", flat=True))
    sites = ProtectedSite.objects.in_bulk(list(counts))
    return [SiteTally(site_ref(sites[pk]), n) for pk, n in sorted(counts.items())]
