"""Reports side by side: what agrees, what differs, and how near they lie. Never a claim that they are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.records import IncidentRecord
from incidents.rendering.figures import length_words
from incidents.rendering.labels import label, name_of, summary_of
from incidents.rendering.record_facts import Fact, facts_of, field_words

AN_HOUR = 60


class HowNear(Protocol):
    """How near two reports lie in time, place and equipment."""

    @property
    def minutes(self) -> int | None: ...

    @property
    def distance_m(self) -> float | None: ...

    @property
    def is_same_site(self) -> bool: ...

    @property
    def shared_equipment(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of one field."""

    words: str
    is_typed: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One field of all reports, in their order."""

    term: str
    cells: tuple[Cell, ...]
    is_same: bool


def side_by_side(records: Sequence[IncidentRecord]) -> list[Line]:
    """Return every field that one of the reports speaks of, with what each says."""
    told = [_by_term(record) for record in records]
    terms = dict.fromkeys(term for facts in told for term in facts)
    return [_line(term, [facts.get(term, []) for facts in told]) for term in terms]


def said_only_there(lead: IncidentRecord, other: IncidentRecord) -> list[Line]:
    """Return the fields on which the other report says something that the lead does not say."""
    return [line for line in side_by_side([lead, other]) if not line.is_same and line.cells[1].is_known]


def near_words(near: HowNear) -> list[str]:
    """Return how near two reports lie, in measures."""
    shared = ", ".join(label("equipment", code) for code in near.shared_equipment)
    words = [_time_words(near.minutes), _("same site") if near.is_same_site else _("another site or none")]
    if near.distance_m is not None:
        words.append(_("%(length)s apart") % {"length": length_words(near.distance_m)})
    if shared:
        words.append(_("same equipment: %(gear)s") % {"gear": shared})
    return words


def _time_words(minutes: int | None) -> str:
    if minutes is None:
        return _("the hour of one is not known")
    if minutes == 0:
        return _("the same minute")
    if minutes < 2 * AN_HOUR:
        return ngettext("%(n)d minute apart", "%(n)d minutes apart", minutes) % {"n": minutes}
    hours = round(minutes / AN_HOUR)
    return ngettext("%(n)d hour apart", "%(n)d hours apart", hours) % {"n": hours}


def _by_term(record: IncidentRecord) -> dict[str, list[Fact]]:
    facts: dict[str, list[Fact]] = {}
    for fact in [*_first(record), *facts_of(record)]:
        facts.setdefault(fact.term, []).append(fact)
    return facts


def _first(record: IncidentRecord) -> list[Fact]:
    """Return what the page of a record says in its head."""
    line, site = summary_of(record), record.site
    facts = [
        Fact(field_words("summary"), line or _("not stated"), is_typed=bool(line), is_known=bool(line)),
        Fact(field_words("site"), name_of(site) if site else _("not stated"), is_known=site is not None),
    ]
    return [*facts, Fact(_("Case"), record.case_ref, is_typed=True)] if record.case_ref else facts


def _line(term: str, told: Sequence[Sequence[Fact]]) -> Line:
    cells = tuple(_cell(facts) for facts in told)
    return Line(term, cells, is_same=len({(cell.words, cell.is_known) for cell in cells}) == 1)


def _cell(facts: Sequence[Fact]) -> Cell:
    known = [fact for fact in facts if fact.is_known]
    if not known:
        return Cell(facts[0].words if facts else _("not stated"), is_known=False)
    words = [f"{fact.words} ({fact.note})" if fact.note else fact.words for fact in known]
    return Cell("; ".join(words), is_typed=any(fact.is_typed for fact in known))
