"""Which edition of the data an answer was cut from."""

from __future__ import annotations

import hashlib

from django.db.models import Count, Max

from incidents.models import DatasetVersion, DetectionRun
from sites.models import ProtectedSite, Zone

_LONGEST = 60


def dataset_version() -> str:
    """Name the version of every log's released set, such as `own/12,press-kr/19`; shortened to a hash if long."""
    newest = (
        DatasetVersion.objects.order_by("log__code").values_list("log__code").annotate(last=Max("number"))
    )
    text = ",".join(f"{code}/{number}" for code, number in newest) or "empty"
    return text if len(text) <= _LONGEST else f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:40]}"


def registry_edition() -> str:
    """Return a word that changes whenever a site, a zone or a run is added or changed."""
    parts = [
        ProtectedSite.objects.aggregate(n=Count("id"), at=Max("updated_at")),
        Zone.objects.aggregate(n=Count("id"), at=Max("updated_at")),
        DetectionRun.objects.aggregate(n=Count("id"), at=Max("id")),
    ]
    return ";".join(f"{part['n']}@{part['at']}" for part in parts)
