"""The part of a record's page about other reports of the event: its group, its lead, and what lies near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from incidents.access import Action, Reader
from incidents.enums import RecordKind, Status
from incidents.models import Account, Incident
from incidents.records import IncidentRecord
from incidents.rendering.comparing import Line, near_words, said_only_there
from incidents.selectors.duplicates import Member, group_around, nearness, same_event_candidates
from incidents.services.grouping import LEADS
from incidents.services.reading import record_reading

GROUPABLE = (*LEADS, Status.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Near:
    """Another report with how near it lies, and what it says beside this one."""

    record: IncidentRecord
    words: str
    lines: tuple[Line, ...]
    together: str


def group_part(
    row: Incident, record: IncidentRecord, *, by: Account, reader: Reader, is_opened: bool
) -> dict[str, Any]:
    """Return what the page shows of the group; whose words are shown there has been read, and that is written down."""
    group = group_around(row, reader=reader)
    if is_opened:
        for member in group.members:
            record_reading(by=by, incident=member.row)
    members = [_member(record, member) for member in group.members]
    return {
        "lead": group.lead,
        "members": members,
        "together": query_of([record.number, *(near.record.number for near in members)]),
        "candidates": _candidates(row, record, reader) if reader.may(Action.REVIEW) else None,
    }


def query_of(numbers: list[str]) -> str:
    """Return the part of an address that names reports to lay side by side."""
    query = QueryDict(mutable=True)
    query.setlist("n", numbers)
    return query.urlencode()


def _candidates(row: Incident, record: IncidentRecord, reader: Reader) -> list[Near] | None:
    if row.status not in LEADS or row.record_kind != RecordKind.INCIDENT:
        return None
    found = same_event_candidates(record, reader=reader, is_standing=True)
    return [
        Near(
            item.record, "; ".join(near_words(item.nearness)), (),
            query_of([record.number, item.record.number]),
        )
        for item in found if item.record.log_code == record.log_code
    ]  # fmt: skip


def _member(lead: IncidentRecord, member: Member) -> Near:
    other = member.record
    words = "; ".join(near_words(nearness(lead, other)))
    return Near(other, words, tuple(said_only_there(lead, other)), query_of([lead.number, other.number]))
