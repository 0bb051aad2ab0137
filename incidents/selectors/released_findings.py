"""Runs and findings as they leave: both p-values, everything needed to run them again, released members only."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet

from incidents.access import Reader
from incidents.enums import Status
from incidents.models import DetectionRun, Finding, FindingMember, Incident
from incidents.selectors.findings import runs_visible_to
from incidents.selectors.labels import LABELS, highest_label, labels_up_to
from incidents.selectors.releases import PRESS_ONLY, coarse

Row = dict[str, Any]

FINDING_FIELDS = (
    "uuid", "label", "log", "run", "run_number", "method", "centre", "centre_name_en", "centre_name_ko", "lat", "lon",
    "radius_m", "sites", "date_from", "date_to", "observed", "expected", "relative_risk", "llr", "p_incidents",
    "observed_cases", "expected_cases", "llr_cases", "p_cases", "p_cases_adjusted", "p_kind", "is_significant", "sentence_en",
    "sentence_ko", "runs_tried", "seed", "replicates", "parameters", "digest", "engine_version", "n_members",
    "members", "input_erased_on", "tlp",
)  # fmt: skip
RUN_FIELDS = (
    "uuid", "log", "number", "method", "parameters", "seed", "replicates", "digest", "engine_version", "n_incidents",
    "n_cases", "excluded", "assumptions", "power", "refusal", "started_on", "runs_tried", "findings", "tlp",
)  # fmt: skip
_SAME = (
    "radius_m", "observed", "expected", "relative_risk", "llr", "p_incidents", "observed_cases", "expected_cases",
    "llr_cases", "p_cases", "p_cases_adjusted", "p_kind", "is_significant",
)  # fmt: skip
_SAME_RUN = (
    "number", "method", "parameters", "seed", "replicates", "digest", "engine_version", "n_incidents", "n_cases",
    "assumptions", "power", "refusal",
)  # fmt: skip


def released_runs(reader: Reader, _ceiling: str) -> QuerySet[DetectionRun]:
    """Return the runs that may leave; provisional ones never do."""
    return runs_visible_to(reader).filter(is_provisional=False)


def released_findings(reader: Reader, ceiling: str) -> QuerySet[Finding]:
    """Return the findings all of whose members carry a label that the ceiling covers."""
    above = [label for label in LABELS if label not in labels_up_to(ceiling)]
    beyond = FindingMember.objects.filter(incident__tlp__in=above).values("finding")
    return Finding.objects.filter(run__in=released_runs(reader, ceiling)).exclude(pk__in=beyond)


def finding_rows(queryset: QuerySet[Finding]) -> list[tuple[int, Row]]:
    """Return one bounded queryset as pairs of key and row."""
    found = list(queryset.select_related("run__log", "centre").prefetch_related("sites"))
    members = _members(found)
    tried = _runs_tried({row.run.log_id for row in found})
    return [(row.pk, _finding_row(row, members[row.pk], tried[row.run.log_id])) for row in found]


def run_rows(queryset: QuerySet[DetectionRun], findings: QuerySet[Finding]) -> list[tuple[int, Row]]:
    """Return one bounded queryset of runs with the addresses of those findings that may leave too."""
    found = list(queryset.select_related("log"))
    kept = list(findings.filter(run__in=found).order_by("rank"))
    members, by_run = _members(kept), defaultdict(list)
    for finding in kept:
        by_run[finding.run_id].append(finding)
    tried = _runs_tried({row.log_id for row in found})
    return [(row.pk, _run_row(row, by_run[row.pk], members, tried[row.log_id])) for row in found]


class _Members:
    """The members of one finding: how many, which numbers may be named, their labels, whether days may leave."""

    def __init__(self) -> None:
        self.count = 0
        self.numbers: list[str] = []
        self.labels: set[str] = set()
        self.is_press_only = True


def _members(findings: list[Finding]) -> dict[int, _Members]:
    rows = FindingMember.objects.filter(finding__in=findings).order_by("finding_id", "position")
    columns = ("finding_id", "incident_id", "incident__number", "incident__status", "incident__tlp")
    found = list(rows.values_list(*columns))
    press = set(
        Incident.objects.filter(PRESS_ONLY, pk__in={row[1] for row in found}).values_list("pk", flat=True)
    )
    members: dict[int, _Members] = defaultdict(_Members)
    for finding_id, incident_id, number, status, label in found:
        member = members[finding_id]
        member.count += 1
        member.labels.add(label)
        member.is_press_only &= incident_id in press
        if status == Status.RELEASED:
            member.numbers.append(number)
    return members


def _runs_tried(log_ids: set[int]) -> dict[int, int]:
    counted = (
        DetectionRun.objects.filter(log__in=log_ids).order_by().values_list("log_id").annotate(n=Count("id"))
    )
    return dict(counted)


def _finding_row(row: Finding, members: _Members, runs_tried: int) -> Row:
    run = row.run
    values = {name: getattr(row, name) for name in _SAME} | {
        "uuid": str(row.uuid),
        "label": f"F-{row.rank}",
        "log": run.log.code,
        "run": str(run.uuid),
        "run_number": run.number,
        "method": run.method,
        "centre": row.centre.code,
        "centre_name_en": row.centre.name_en,
        "centre_name_ko": row.centre.name_ko,
        "lat": row.centre.lat,
        "lon": row.centre.lon,
        "sites": sorted(site.code for site in row.sites.all()),
        "date_from": coarse(row.date_from, members.is_press_only),
        "date_to": coarse(row.date_to, members.is_press_only),
        "runs_tried": runs_tried,
        "seed": run.seed,
        "replicates": run.replicates,
        "parameters": run.parameters,
        "digest": run.digest,
        "engine_version": run.engine_version,
        "n_members": members.count,
        "members": members.numbers,
        "input_erased_on": row.input_erased_on.isoformat() if row.input_erased_on else None,
        "tlp": highest_label(members.labels),
    }
    return {name: values.get(name) for name in FINDING_FIELDS}


def _run_row(
    row: DetectionRun, findings: list[Finding], members: dict[int, _Members], runs_tried: int
) -> Row:
    values = {name: getattr(row, name) for name in _SAME_RUN} | {
        "uuid": str(row.uuid),
        "log": row.log.code,
        # The numbers of what was left out belong to records that were not released; their count does not.
        "excluded": {
            reason: len(numbers) for reason, numbers in row.excluded.items() if isinstance(numbers, list)
        }
        | {reason: n for reason, n in row.excluded.items() if isinstance(n, int)},
        "started_on": row.started_at.date().isoformat(),
        "runs_tried": runs_tried,
        "findings": [str(finding.uuid) for finding in findings],
        "tlp": highest_label(label for finding in findings for label in members[finding.pk].labels),
    }
    return {name: values[name] for name in RUN_FIELDS}
