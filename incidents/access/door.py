"""The one door: what a reader may see, how precisely, and what a reader may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from incidents.enums import Role, Status
from incidents.models import Account, ApiToken, Incident
from incidents.records import IncidentRecord


class Action(StrEnum):
    """What can be asked of the product; `ALLOWED` says which roles may."""

    FILE = "file"
    SUBMIT = "submit"
    REVIEW = "review"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    EXPORT = "export"
    DETECT = "detect"
    READ_FINDINGS = "read_findings"
    READ_INCIDENTS = "read_incidents"
    READ_SITES = "read_sites"
    EDIT_SITES = "edit_sites"
    READ_AUDIT = "read_audit"
    READ_EXPORTS = "read_exports"
    ISSUE_TOKEN = "issue_token"
    MANAGE_ACCOUNTS = "manage_accounts"
    IMPORT = "import"


_R = Role
ALLOWED: dict[Action, frozenset[str]] = {
    Action.FILE: frozenset({_R.REPORTER}),
    Action.SUBMIT: frozenset({_R.REPORTER}),
    Action.REVIEW: frozenset({_R.REVIEWER}),
    Action.RELEASE: frozenset({_R.RELEASER}),
    Action.WITHDRAW: frozenset({_R.RELEASER, _R.PROTECTION_OFFICER}),
    Action.EXPORT: frozenset({_R.ANALYST, _R.RELEASER, _R.SERVICE}),
    Action.DETECT: frozenset({_R.REVIEWER}),
    Action.READ_FINDINGS: frozenset(
        {_R.REVIEWER, _R.RELEASER, _R.ANALYST, _R.PROTECTION_OFFICER, _R.SERVICE}
    ),
    Action.READ_INCIDENTS: frozenset(
        {_R.REPORTER, _R.REVIEWER, _R.RELEASER, _R.ANALYST, _R.PROTECTION_OFFICER, _R.SERVICE}
    ),
    Action.READ_SITES: frozenset(
        {_R.REPORTER, _R.REVIEWER, _R.RELEASER, _R.ANALYST, _R.PROTECTION_OFFICER, _R.SERVICE}
    ),
    Action.EDIT_SITES: frozenset({_R.REVIEWER}),
    Action.READ_AUDIT: frozenset({_R.PROTECTION_OFFICER, _R.AUDITOR}),
    Action.READ_EXPORTS: frozenset({_R.PROTECTION_OFFICER, _R.AUDITOR, _R.RELEASER}),
    Action.ISSUE_TOKEN: frozenset({_R.RELEASER}),
    Action.MANAGE_ACCOUNTS: frozenset({_R.OPERATOR}),
    Action.IMPORT: frozenset({_R.REPORTER}),
}

# States each role reads beyond its own records. A superuser without a role reads nothing.
READABLE: dict[str, frozenset[str]] = {
    _R.REPORTER: frozenset(),
    _R.REVIEWER: frozenset(Status.values) - {Status.DRAFT},
    _R.RELEASER: frozenset({Status.CONFIRMED, Status.RELEASED, Status.CORRECTED, Status.WITHDRAWN}),
    _R.ANALYST: frozenset({Status.RELEASED}),
    _R.PROTECTION_OFFICER: frozenset(Status.values) - {Status.DRAFT},
    _R.AUDITOR: frozenset(),
    _R.OPERATOR: frozenset(),
    _R.SERVICE: frozenset({Status.RELEASED}),
}
_SEES_RESTRICTED = frozenset({_R.REVIEWER, _R.RELEASER, _R.PROTECTION_OFFICER})
_SEES_STAFF_NAMES = _SEES_RESTRICTED


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever is looking: an account with its roles, or a token that is a subset of its owner."""

    account_id: int | None
    roles: frozenset[str]
    token_id: int | None = None

    def may(self, action: Action) -> bool:
        """Whether one of the roles covers this action."""
        return bool(self.roles & ALLOWED[action])


NOBODY = Reader(account_id=None, roles=frozenset())


def reader_of(account: Account | AnonymousUser | None, token: ApiToken | None = None) -> Reader:
    """Return the reader behind a request."""
    if not isinstance(account, Account) or not account.is_active:
        return NOBODY
    if token is not None:
        covers = Reader(account.pk, account.role_codes).may(Action.EXPORT)
        return Reader(account.pk, frozenset({Role.SERVICE}) if covers else frozenset(), token.pk)
    return Reader(account.pk, account.role_codes)


def visible(queryset: QuerySet[Incident], reader: Reader) -> QuerySet[Incident]:
    """Narrow a queryset of incidents to what the reader may know of; every list, count and map starts here."""
    if not reader.may(Action.READ_INCIDENTS):
        return queryset.none()
    states = frozenset().union(*(READABLE.get(role, frozenset()) for role in reader.roles))
    condition = Q(status__in=sorted(states))
    if Role.REPORTER in reader.roles and reader.token_id is None:
        condition |= Q(entered_by_id=reader.account_id)
    return queryset.filter(condition)


def sees_exact_points(reader: Reader) -> bool:
    """Whether filters by place may run on observer points; all others filter on the site's public point."""
    return bool(reader.roles & _SEES_RESTRICTED)


def redact(record: IncidentRecord, reader: Reader, *, is_own: bool = False) -> IncidentRecord:
    """Return the record with everything blanked that this reader may not see."""
    if not (is_own or reader.roles & _SEES_RESTRICTED):
        record = _without_restricted(record)
    if not reader.roles & _SEES_STAFF_NAMES:
        record = _without_staff_names(record)
    # Said of those who may, not of those who may not: a further role without a say must not open anything.
    if not (reader.roles & _SEES_RESTRICTED or (is_own and Role.REPORTER in reader.roles)):
        record = _without_internal(record)
    return record


def _without_restricted(record: IncidentRecord) -> IncidentRecord:
    return replace(
        record,
        observer_point=None, uncertainty_m=None, distance_m=None, distance_basis="", vantage=None, sign_present=None,
        permit_held=None, narrative=None, visitor_category=None, minor_involved=None, evidence_ref=None,
        equipment=tuple(replace(item, note=None) for item in record.equipment),
        dispositions=tuple(replace(item, note=None) for item in record.dispositions),
    )  # fmt: skip


def _without_staff_names(record: IncidentRecord) -> IncidentRecord:
    return replace(
        record,
        entered_by=None, reviewed_by=None, released_by=None,
        transitions=tuple(replace(step, by="") for step in record.transitions),
    )  # fmt: skip


def _without_internal(record: IncidentRecord) -> IncidentRecord:
    """What stays with the office: the words as told, the case's name, review reasons, source titles."""
    return replace(
        record,
        case_ref=None, place_as_reported=None, zone_relation_reason=None, reported_at=None, group_size=None,
        stated_purpose="", vehicle_type="", claims=(),
        sources=tuple(replace(source, title=None, carries=None) for source in record.sources),
        transitions=tuple(replace(step, rationale="", explanations=()) for step in record.transitions),
    )  # fmt: skip
