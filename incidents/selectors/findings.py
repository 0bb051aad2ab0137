"""Reading runs and findings; members that a reader may not know of are left out of lists, never of counts."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from incidents.access import Action, Reader, visible
from incidents.enums import Role
from incidents.models import DetectionRun, Finding, FindingMember, Incident
from incidents.records import FindingRecord, MemberRecord, RunRecord
from incidents.selectors.events import local_day
from incidents.selectors.shaping import site_ref

_SEES_PROVISIONAL = frozenset({Role.REVIEWER, Role.RELEASER, Role.PROTECTION_OFFICER})


def runs_visible_to(reader: Reader) -> QuerySet[DetectionRun]:
    """Return the runs a reader may know of; provisional ones stay in the office."""
    if not reader.may(Action.READ_FINDINGS):
        return DetectionRun.objects.none()
    runs = DetectionRun.objects.select_related("log")
    return runs if reader.roles & _SEES_PROVISIONAL else runs.filter(is_provisional=False)


def runs_of(reader: Reader) -> list[RunRecord]:
    """Return every run with its findings, newest first."""
    runs = list(runs_visible_to(reader).order_by("log__code", "-number"))
    return _records(runs, reader)


def run_of(log_code: str, number: int, *, reader: Reader) -> RunRecord | None:
    """Return one run with its findings and members."""
    found = _records(list(runs_visible_to(reader).filter(log__code=log_code, number=number)), reader)
    return found[0] if found else None


def latest_runs(reader: Reader) -> list[RunRecord]:
    """Return the last run of each log: what the map shows."""
    newest: dict[int, DetectionRun] = {}
    for run in runs_visible_to(reader).order_by("number"):
        newest[run.log_id] = run
    return _records(list(newest.values()), reader)


def findings_with(number: str, *, reader: Reader) -> list[FindingRecord]:
    """Return the findings of the latest runs that hold an incident."""
    runs = latest_runs(reader)
    return [f for run in runs for f in run.findings if any(member.number == number for member in f.members)]


def _records(runs: list[DetectionRun], reader: Reader) -> list[RunRecord]:
    findings = _findings_by_run(runs, reader)
    tried = dict(
        DetectionRun.objects.filter(log__in={run.log_id for run in runs})
        .values_list("log_id")
        .annotate(n=Count("id"))
        .order_by()
    )
    return [_run_record(run, tried.get(run.log_id, 0), tuple(findings.get(run.pk, []))) for run in runs]


def _run_record(run: DetectionRun, tried: int, findings: tuple[FindingRecord, ...]) -> RunRecord:
    same = (
        "uuid", "number", "method", "is_provisional", "started_at", "parameters", "seed", "replicates", "n_incidents",
        "n_cases", "excluded", "assumptions", "power", "null_draws", "cases_best", "answers", "refusal", "digest",
        "input_sha256", "engine_version",
    )  # fmt: skip
    return RunRecord(
        **{name: getattr(run, name) for name in same},
        log_code=run.log.code,
        log_kind=run.log.kind,
        log_name_en=run.log.name_en,
        log_name_ko=run.log.name_ko,
        runs_tried=tried,
        findings=findings,
    )


def _findings_by_run(runs: list[DetectionRun], reader: Reader) -> dict[int, list[FindingRecord]]:
    rows = list(
        Finding.objects.filter(run__in=runs)
        .select_related("run", "centre")
        .prefetch_related("sites")
        .order_by("rank")
    )
    members = _members_by_finding(rows, reader)
    found: dict[int, list[FindingRecord]] = {}
    for row in rows:
        found.setdefault(row.run_id, []).append(_finding_record(row, members.get(row.pk, ())))
    return found


def _finding_record(row: Finding, members: tuple[MemberRecord, ...]) -> FindingRecord:
    same = (
        "uuid", "radius_m", "date_from", "date_to", "observed", "expected", "relative_risk", "p_incidents",
        "observed_cases", "expected_cases", "p_cases", "p_cases_adjusted", "p_kind", "n_no_offence", "checks",
        "input_erased_on",
    )  # fmt: skip
    return FindingRecord(
        **{name: getattr(row, name) for name in same},
        label=f"F-{row.rank}",
        run_number=row.run.number,
        centre=site_ref(row.centre),
        site_codes=tuple(site.code for site in row.sites.all()),
        members=members,
    )


def _members_by_finding(findings: list[Finding], reader: Reader) -> dict[int, tuple[MemberRecord, ...]]:
    known = visible(Incident.objects.all(), reader)
    rows = (
        FindingMember.objects.filter(finding__in=findings, incident__in=known)
        .select_related("incident__site")
        .prefetch_related("incident__dispositions")
        .order_by("finding_id", "position")
    )
    by_finding: dict[int, list[Incident]] = {}
    for row in rows:
        by_finding.setdefault(row.finding_id, []).append(row.incident)
    return {key: _member_records(incidents) for key, incidents in by_finding.items()}


def _member_records(incidents: list[Incident]) -> tuple[MemberRecord, ...]:
    """Letter the cases within one finding: A, B, C; no pseudonym leaves."""
    letters: dict[str, str] = {}
    records = []
    for row in incidents:
        key = f"case-{row.case_id}" if row.case_id else f"incident-{row.pk}"
        letters.setdefault(key, _letter(len(letters)))
        last = list(row.dispositions.all())[-1:]
        records.append(
            MemberRecord(
                number=row.number,
                uuid=row.uuid,
                date_from=local_day(row) if row.occurred_from else None,
                case_key=key,
                case_letter=letters[key],
                zone_relation=row.zone_relation,
                outcome=last[0].outcome if last else "UNKNOWN",
                site_code=row.site.code if row.site else "",
            )
        )
    return tuple(records)


def _letter(position: int) -> str:
    return chr(ord("A") + position % 26) * (1 + position // 26)
