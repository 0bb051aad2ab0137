"""The demo: publicly reported cases, filed, confirmed and released by demo accounts, and the way out of it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from incidents.enums import AuditAction, LawfulExplanation, LogKind, Role, Tlp, YesNo
from incidents.errors import DemoRefused
from incidents.models import (
    Account,
    CaseGroup,
    DatasetVersion,
    DetectionRun,
    Finding,
    FindingMember,
    ImportBatch,
    Incident,
    Log,
)
from incidents.services.accounts import PERSON_ROLES, close_account, open_account, reset_password
from incidents.services.audit import record_event
from incidents.services.importing import ImportReport, Verdict, import_incidents
from incidents.services.legal_bases import load_legal_bases
from incidents.services.reporting import default_log
from incidents.services.review import confirm_incident, release_incident
from sites.services import import_sites

DEMO_LOG = "press-kr"
PRESS_FILE = Path(__file__).resolve().parent.parent / "demo" / "press_kr.csv"
CONFIRMED_AS_REPORTED = "As reported by the named source; not assessed by this office."
RELEASED_AS_PRINTED = "The facts are public already, as printed by the named source."
RELEASED_WITH_A_MINOR = (
    f"{RELEASED_AS_PRINTED} A minor is involved: decided to release, because no more leaves than was printed, and the "
    "mark itself never leaves."
)
LEFT_THE_DEMO = "The demo was left."


@dataclass(frozen=True, slots=True)
class LeftDemo:
    """What leaving the demo removed and closed; `n_stranded` reports of other logs were entered by closed accounts."""

    n_incidents: int
    n_runs: int
    n_accounts: int
    n_stranded: int


def demo_username(role: str) -> str:
    """Return the name of the demo account of a role."""
    return f"demo-{role.replace('_', '-')}"


@transaction.atomic
def load_demo(*, accounts_file: Path) -> ImportReport:
    """Load registry, provisions, accounts and the log of public cases; what is there already stays as it is."""
    if not settings.IS_LOOPBACK:
        raise DemoRefused(
            f"PUBLIC_URL is {settings.PUBLIC_URL}: demo accounts are for this machine only. "
            "Start an empty log (EMPTY=1), or serve on http://localhost."
        )
    people = _open_accounts(accounts_file)
    _load_registry(people[Role.REVIEWER])
    load_legal_bases()
    default_log()
    log = _press_log()
    report = import_incidents(
        by=people[Role.REPORTER], data=PRESS_FILE.read_bytes(), file_name=PRESS_FILE.name, log=log
    )
    if report.n_refused:
        raise DemoRefused("; ".join(reason for row in report.rows for reason in row.reasons))
    _decide(report, people)
    return report


def _press_log() -> Log:
    names = {"name_en": "Press reports, South Korea", "name_ko": "언론 보도, 대한민국"}
    return Log.objects.get_or_create(
        code=DEMO_LOG, defaults=names | {"kind": LogKind.PRESS, "is_demo": True, "is_default": False}
    )[0]


def _load_registry(by: Account) -> None:
    folder = Path(settings.BASE_DIR) / "sites" / "demo"
    outcome = import_sites(
        sites=(folder / "sites.csv").read_bytes(), zones=(folder / "zones.csv").read_bytes(), by=by,
        file_name="sites/demo",
    )  # fmt: skip
    if outcome.refusals:
        raise DemoRefused("; ".join(map(str, outcome.refusals)))


def _decide(report: ImportReport, people: dict[str, Account]) -> None:
    """Confirm and release what has just entered, each step by another person than who filed it."""
    numbers = [row.number for row in report.rows if row.verdict is Verdict.NEW]
    for incident in Incident.objects.filter(number__in=numbers).order_by("id"):
        confirm_incident(
            by=people[Role.REVIEWER], incident=incident, rationale=CONFIRMED_AS_REPORTED,
            explanations=[LawfulExplanation.AS_REPORTED],
        )  # fmt: skip
        has_minor = incident.minor_involved == YesNo.YES
        release_incident(
            by=people[Role.RELEASER], incident=incident, tlp=Tlp.CLEAR,
            rationale=RELEASED_WITH_A_MINOR if has_minor else RELEASED_AS_PRINTED,
        )  # fmt: skip


def _open_accounts(accounts_file: Path) -> dict[str, Account]:
    """Open one account for each role; the passwords are written once, readable by the owner only."""
    known = {entry["username"]: entry["password"] for entry in read_accounts(accounts_file)}
    people: dict[str, Account] = {}
    entries = []
    for role in PERSON_ROLES:
        people[role], password = _demo_account(role, known.get(demo_username(role), ""))
        entries.append({"username": people[role].username, "password": password, "role": role})
    if entries != read_accounts(accounts_file):
        _write_privately(accounts_file, json.dumps(entries, indent=2) + "\n")
    return people


def _demo_account(role: str, known_password: str) -> tuple[Account, str]:
    account = Account.objects.filter(username=demo_username(role)).first()
    if account is None:
        return open_account(username=demo_username(role), roles=[role], is_demo=True)
    if not account.is_demo:
        raise DemoRefused(
            f"“{account.username}” is an account of this office. Rename it before loading the demo."
        )
    if account.is_active and known_password and account.check_password(known_password):
        return account, known_password
    account.is_active = True
    account.save(update_fields=["is_active"])
    return account, reset_password(account=account)


def read_accounts(accounts_file: Path) -> list[dict[str, str]]:
    """Return the demo's sign-ins as written: username, password, role."""
    try:
        return json.loads(accounts_file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return []


def _write_privately(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    beside.replace(path)


@transaction.atomic
def leave_demo(*, accounts_file: Path) -> LeftDemo:
    """Remove the demo's log with all that hangs on it and close its accounts; the audit trail stays."""
    n_incidents = n_runs = 0
    for log in Log.objects.filter(is_demo=True):
        n_runs += DetectionRun.objects.filter(log=log).count()
        n_incidents += _remove_log(log)
    accounts = Account.objects.filter(is_demo=True, is_active=True)
    n_accounts = len(accounts)
    for account in accounts:
        close_account(account=account, reason=LEFT_THE_DEMO)
    transaction.on_commit(lambda: accounts_file.unlink(missing_ok=True))
    n_stranded = Incident.objects.filter(entered_by__is_demo=True).count()
    return LeftDemo(n_incidents, n_runs, n_accounts, n_stranded)


def _remove_log(log: Log) -> int:
    """Delete a log and return how many incidents it held; a legal hold stops it."""
    held = Incident.objects.filter(log=log, legal_hold=True).first()
    if held is not None:
        raise DemoRefused(f"{held.number} is under a legal hold. Lift it first.")
    n_incidents = Incident.objects.filter(log=log).count()
    FindingMember.objects.filter(finding__run__log=log).delete()
    Finding.objects.filter(run__log=log).delete()
    Incident.objects.filter(log=log).delete()
    for model in (DetectionRun, CaseGroup, ImportBatch, DatasetVersion):
        model.objects.filter(log=log).delete()
    record_event(
        by=None, action=AuditAction.LOG_REMOVED, object_type="log", object_key=log.code, reason=LEFT_THE_DEMO,
        detail={"incidents": n_incidents},
    )  # fmt: skip
    log.delete()
    return n_incidents
