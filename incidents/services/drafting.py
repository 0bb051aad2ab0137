"""Keeping what the phone card holds, and sending it once however often it is sent."""

from __future__ import annotations

import copy
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import EquipmentBasis, SourceType
from incidents.errors import (
    ChangedElsewhere,
    IncompleteReport,
    NotAllowed,
    PersonalDataFound,
    WrongState,
    shorten,
)
from incidents.models import Account, Incident, ReportDraft
from incidents.services.children import Children
from incidents.services.reporting import change_incident, file_incident, submit_incident
from incidents.services.substance import missing_for_submission
from incidents.services.text_scan import scan_text
from sites.services.checks import can_be_stored

MAX_BYTES = 65_536
# Beyond these the oldest unsent draft gives way, so that nobody fills the disk.
MAX_UNSENT = 100
# Beside what is typed a card says which page it is of and how many times that page has spoken.
PAGE, TURN = "page", "turn"


@dataclass(frozen=True, slots=True)
class CardReport:
    """What the card says, checked by its form; `corrects` is the author's own report that it changes."""

    fields: Mapping[str, Any]
    equipment: Sequence[str] = ()
    actions: Sequence[str] = ()
    source_type: str = SourceType.OWN_OBSERVATION
    unit: str = ""
    corrects: Incident | None = None
    expected_version: int | None = None


class Kept(NamedTuple):
    """A stored draft, and what was not stored with the reason for each name."""

    draft: ReportDraft
    left_out: dict[str, str]


class Sent(NamedTuple):
    """The report that a draft became, and whether this call made it so."""

    incident: Incident
    is_first: bool


@transaction.atomic
def save_draft(*, by: Account, key: uuid.UUID, content: Mapping[str, Any], seen: str = "") -> Kept:
    """Store the card as it stands, without texts that surely hold what identifies a person.

    `seen` is the stamp of the draft that the page last knew. Words of the same page that were overtaken on their way
    are left; words of another page are refused, so that neither writes over the other.
    """
    _require_filing(by)
    kept, left_out = _storable(content)
    draft = _locked(by, key)
    if draft.sent_id is not None:
        raise WrongState(_("This report was sent already."))
    require_own_page(draft, content, seen)
    if _was_overtaken(draft, content):
        return Kept(draft, left_out)
    draft.content = kept
    draft.save(update_fields=["content", "updated_at"])
    _drop_beyond_limit(by)
    return Kept(draft, left_out)


@transaction.atomic
def send_draft(
    *,
    by: Account,
    key: uuid.UUID,
    report: CardReport,
    content: Mapping[str, Any] | None = None,
    seen: str = "",
) -> Sent:
    """File and hand in what the card says; a key that was sent before answers with the same report."""
    _require_filing(by)
    draft = _locked(by, key)
    if draft.sent is not None:
        return Sent(draft.sent, is_first=False)
    require_own_page(draft, content or {}, seen)
    filed = _file(by, report) if report.corrects is None else _correct(by, report, report.corrects)
    draft.sent, draft.content = submit_incident(by=by, incident=filed), {}
    draft.save(update_fields=["sent", "content", "updated_at"])
    return Sent(draft.sent, is_first=True)


def stamp_of(draft: ReportDraft | None) -> str:
    """Return what a page keeps to say later which draft it knew."""
    return draft.updated_at.isoformat() if draft is not None and draft.content else ""


def says_what_was_filed(report: CardReport, filed: Incident) -> bool:
    """Whether a card that arrives late says nothing that the filed report does not hold."""
    said = {name: value for name, value in report.fields.items() if name != "site" or value is not None}
    return (
        all(getattr(filed, name) == value for name, value in said.items())
        and {row.category for row in filed.equipment.all()} == set(report.equipment)
        and {row.type for row in filed.actions.all()} == set(report.actions)
    )


def missing_on_card(report: CardReport) -> dict[str, str]:
    """Return what a card still needs, so that an edge asks no other question before."""
    incident = copy.copy(report.corrects) if report.corrects is not None else Incident()
    for name, value in report.fields.items():
        setattr(incident, name, value)
    return missing_for_submission(incident)


@transaction.atomic
def discard_draft(*, by: Account, key: uuid.UUID) -> None:
    """Forget an unsent draft."""
    _require_filing(by)
    ReportDraft.objects.filter(owner=by, key=key, sent__isnull=True).delete()


def _require_filing(by: Account) -> None:
    if not reader_of(by).may(Action.FILE):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.FILE.value})


def _locked(by: Account, key: uuid.UUID) -> ReportDraft:
    """Return the draft of this key for writing: a second tap waits here for the first."""
    ReportDraft.objects.get_or_create(owner=by, key=key)
    return ReportDraft.objects.select_for_update(of=("self",)).select_related("sent").get(owner=by, key=key)


def require_own_page(draft: ReportDraft, content: Mapping[str, Any], seen: str) -> None:
    """Refuse words of a page that does not know what another page wrote into the same draft."""
    page = content.get(PAGE)
    if not page or not draft.content or draft.content.get(PAGE) == page or stamp_of(draft) == seen:
        return
    raise ChangedElsewhere(
        _("This draft was changed on another page or device. What you typed is kept apart.")
    )


def _was_overtaken(draft: ReportDraft, content: Mapping[str, Any]) -> bool:
    """Whether later words of the same page came first, as they may when a page is left."""
    turns = [_turn(draft.content), _turn(content)]
    return bool(content.get(PAGE)) and draft.content.get(PAGE) == content.get(PAGE) and turns[1] <= turns[0]


def _turn(content: Mapping[str, Any]) -> int:
    turn = content.get(TURN)
    return (
        int(turn) if isinstance(turn, str) and turn.isascii() and turn.isdecimal() and len(turn) < 10 else 0
    )


def _drop_beyond_limit(by: Account) -> None:
    unsent = ReportDraft.objects.filter(owner=by, sent__isnull=True).order_by("-updated_at", "-id")
    for draft in unsent[MAX_UNSENT:]:
        draft.delete()


_NAME = re.compile(r"[a-z_]{1,40}")


@dataclass(slots=True)
class _Sieve:
    """Sorts the values of a card into what may be stored and what may not, with reasons."""

    kept: dict[str, Any] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: Any) -> None:
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise IncompleteReport(
                {name: _("%(name)s is not a text. Reload the page.") % {"name": shorten(name)}}
            )
        try:
            for text in texts:
                _require_storable(name, text)
                scan_text(name, text)
        except PersonalDataFound as error:
            self.left_out[name] = str(error.rule)
        else:
            self.kept[name] = value


def _storable(content: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    sieve = _Sieve()
    for name, value in content.items():
        if _NAME.fullmatch(name):  # whatever else stands beside the fields of the card is no part of it
            sieve.take(name, value)
    size = len(json.dumps(sieve.kept))
    if size > MAX_BYTES:
        words = _("This draft takes %(size)d bytes; %(limit)d fit. Shorten it.")
        raise IncompleteReport({"narrative": words % {"size": size, "limit": MAX_BYTES}})
    return sieve.kept, sieve.left_out


def _require_storable(name: str, text: str) -> None:
    if not can_be_stored(text):
        rule = _("This text holds a character that cannot be stored (NUL or half a pair). Type it again.")
        raise PersonalDataFound(name, rule)


def _file(by: Account, report: CardReport) -> Incident:
    # No report is confirmed without a source; the unit is all the card knows of who says so.
    _require_storable("unit", report.unit)
    scan_text("unit", report.unit)
    source = {"type": report.source_type, "carries": report.unit}
    children = Children(
        equipment=[_equipment_row(code) for code in report.equipment],
        actions=[{"type": code} for code in report.actions],
        sources=[source],
    )
    return file_incident(by=by, fields=report.fields, children=children)


def _correct(by: Account, report: CardReport, stored: Incident) -> Incident:
    """Change the author's own report; rows that stay ticked keep what the card does not show of them."""
    equipment = {row.category: _values(row, "count", "note", "basis", "in_use", "high_performance",
                                       "high_performance_criterion") for row in stored.equipment.all()}  # fmt: skip
    actions = {row.type: _values(row, "at", "agency_type") for row in stored.actions.all()}
    children = Children(
        equipment=[_equipment_row(code) | equipment.get(code, {}) for code in report.equipment],
        actions=[{"type": code} | actions.get(code, {}) for code in report.actions],
    )
    return change_incident(
        by=by,
        incident=stored,
        fields=report.fields,
        children=children,
        expected_version=report.expected_version,
    )


def _equipment_row(code: str) -> dict[str, Any]:
    return {"category": code, "basis": EquipmentBasis.SEEN}


def _values(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
