"""Running a test on one log and keeping everything needed to run it again."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.analysis import (
    VERSION,
    AnalysisError,
    Null,
    PairFinding,
    PairReport,
    ScanParameters,
    Window,
    scan_pair,
    small_log_power,
)
from incidents.enums import AuditAction, Method
from incidents.errors import InvalidField, NotAllowed, WrongState
from incidents.models import (
    BEING_UNDONE,
    Account,
    DetectionRun,
    Finding,
    FindingMember,
    ImportBatch,
    Incident,
    Log,
)
from incidents.selectors.events import LogEvents, day_of, events_of
from incidents.services.answer_facts import Answer
from incidents.services.audit import record_event
from incidents.services.questions import adjusted_for_all, ask_the_others
from incidents.services.rechecking import (
    Recheck,
    imprecise_reports,
    recheck,
    recheck_answers,
    rows_without_offence,
)

SMALL_LOG = 20
DEFAULT_SEED = 20261123


def run_detection(
    *,
    by: Account,
    log: Log,
    parameters: ScanParameters | None = None,
    seed: int | None = None,
    replicates: int = 9999,
    include_submitted: bool = False,
) -> DetectionRun:
    """Put the four questions to one log, each on incidents and on cases, and store the numbered run.

    The tests run before the transaction begins, so that no writer waits for it.
    """
    if not reader_of(by).may(Action.DETECT):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.DETECT.value})
    parameters = parameters or ScanParameters()
    found = events_of(log, reader=reader_of(by), include_submitted=include_submitted)
    begun = time.monotonic()
    try:
        null = Null(replicates=replicates, seed=DEFAULT_SEED if seed is None else seed)
        report = scan_pair(found.events, parameters, null)
        asked = ask_the_others(found, null)
        power = small_log_power(found.events, parameters, null) if 0 < report.n_cases < SMALL_LOG else None
        no_offence = rows_without_offence(found)
        vague = imprecise_reports(found, reader=reader_of(by), parameters=parameters)
        checks = recheck(found, report.findings, no_offence, vague, parameters=parameters, null=null)
        beside = recheck_answers(found, asked, no_offence, vague, null)
    except AnalysisError as error:
        raise InvalidField(error.field, error.value, error.advice) from error
    seconds = time.monotonic() - begun
    answers = [one.answer | {"checks": check} for one, check in zip(asked, beside, strict=True)]
    power_words = plain(power) if power else {}
    return _store(
        by, log, found, report, answers, power_words, checks, no_offence, seconds, include_submitted
    )


@transaction.atomic
def _store(
    by: Account,
    log: Log,
    found: LogEvents,
    report: PairReport,
    answers: list[Answer],
    power: dict[str, Any],
    checks: list[Recheck],
    no_offence: list[int],
    seconds: float,
    is_provisional: bool,
) -> DetectionRun:
    smallest = min((f.p_cases for f in report.findings if f.p_cases is not None), default=None)
    adjusted = adjusted_for_all(answers, smallest)
    log = Log.objects.select_for_update(no_key=True).get(pk=log.pk)
    _require_that_all_stand(log, found)
    last = log.runs.aggregate(last=Max("number"))["last"] or 0
    run = DetectionRun.objects.create(
        log=log,
        number=last + 1,
        method=Method.SCAN,
        is_provisional=is_provisional,
        parameters=plain(report.incidents.parameters),
        seed=report.incidents.null.seed,
        replicates=report.incidents.null.replicates,
        input_sha256=input_hash(found),
        digest=report.digest,
        engine_version=VERSION,
        n_incidents=report.n_incidents,
        n_cases=report.n_cases,
        excluded=found.excluded | ({"duplicate": report.n_collapsed} if report.n_collapsed else {}),
        assumptions=_assumptions(report),
        power=power,
        null_draws=[_draw(window, found) for window in report.null_draws],
        cases_best=_cases_best(report, found),
        answers=[answer | {"p_adjusted": adjusted.get(answer["method"])} for answer in answers],
        refusal=report.incidents.refused or report.cases.refused or "",
        started_by=by,
        seconds=seconds,
    )
    for finding, check in zip(report.findings, checks, strict=True):
        p_adjusted = adjusted_for_all(answers, finding.p_cases).get(Method.SCAN)
        n_no_offence = len(set(no_offence).intersection(finding.members))
        _store_finding(run, finding, found, p_adjusted, n_no_offence, check)
    record_event(
        by=by, action=AuditAction.DETECTION_RUN, object_type="run", object_key=f"{log.code}/{run.number}",
        detail={"digest": run.digest, "n_incidents": run.n_incidents, "n_cases": run.n_cases},
    )  # fmt: skip
    return run


def _require_that_all_stand(log: Log, found: LogEvents) -> None:
    """Refuse a run on reports that were removed while it was computed, or are being removed."""
    going = ImportBatch.objects.filter(BEING_UNDONE)
    standing = Incident.objects.filter(log=log).exclude(import_batch__in=going).values_list("pk", flat=True)
    if not {row.pk for row in found.rows} <= set(standing):
        raise WrongState(_("Reports left the log while this was computed. Run it again."))


def _assumptions(report: PairReport) -> list[dict[str, Any]]:
    smallest = (
        ("smallest_p_incidents", report.smallest_p_incidents),
        ("smallest_p_cases", report.smallest_p_cases),
    )
    return [{"code": code, "value": plain(value)} for code, value in (*report.assumptions, *smallest)]


def _store_finding(
    run: DetectionRun,
    found: PairFinding,
    log: LogEvents,
    p_adjusted: float | None,
    n_no_offence: int,
    checks: Recheck,
) -> None:
    members = [log.rows[row] for row in found.members]
    finding = Finding.objects.create(
        run=run,
        rank=found.rank,
        centre=log.sites[found.centre],
        radius_m=found.radius_km * 1_000,
        date_from=day_of(found.day_from),
        date_to=day_of(found.day_to),
        observed=found.observed,
        expected=found.expected_in_strata,
        relative_risk=found.relative_risk,
        llr=found.llr,
        p_incidents=found.p_incidents,
        observed_cases=found.observed_cases,
        expected_cases=found.expected_cases,
        llr_cases=found.llr_cases,
        p_cases=found.p_cases,
        p_cases_adjusted=p_adjusted,
        p_kind=found.p_kind,
        n_no_offence=n_no_offence,
        checks=checks,
    )
    finding.sites.set([log.sites[site] for site in found.sites])
    FindingMember.objects.bulk_create(
        FindingMember(finding=finding, incident=row, record_version=row.record_version, position=position)
        for position, row in enumerate(members, 1)
    )


def _draw(window: Window, found: LogEvents) -> dict[str, Any]:
    """Keep one shuffled log's best window, ready to be mapped; what chance shows is nothing below two."""
    return {
        "centre": found.sites[window.centre].code,
        "sites": [found.sites[site].code for site in window.sites],
        "radius_m": window.radius_km * 1_000,
        "days": window.day_to - window.day_from + 1,
        "observed": window.observed if window.observed > 1 else 0,
        "llr": window.llr,
    }


def _cases_best(report: PairReport, found: LogEvents) -> dict[str, Any]:
    if not report.cases.findings:
        return {}
    best = report.cases.findings[0]
    return _draw(best.window, found) | {
        "date_from": day_of(best.window.day_from).isoformat(),
        "date_to": day_of(best.window.day_to).isoformat(),
        "expected": best.window.expected,
        "p": best.p,
    }


def input_hash(found: LogEvents) -> str:
    """Hash which versions of which records were tested, in order."""
    lines = "\n".join(f"{row.number} {row.record_version}" for row in found.rows)
    return hashlib.sha256(lines.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a result as JSON keeps it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value
