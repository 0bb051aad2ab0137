"""What the form asks about once before a report is kept: words that may identify a person, reports near by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from incidents.access import Reader
from incidents.admin.base import NOT_A_FIELD, Refused
from incidents.models import Incident
from incidents.records import IncidentRecord
from incidents.rendering.card import same_event_words
from incidents.rendering.comparing import Line, side_by_side
from incidents.selectors.duplicates import SameEvent, same_event_as
from incidents.services.children import MODELS, SCANNED_TEXTS, Children
from incidents.services.substance import FREE_TEXT_FIELDS
from incidents.services.text_scan import doubts

CONFIRMED = "_confirmed"
# What was answered for a stored report is remembered under this sign-in, so that nobody is asked twice.
_ANSWERED, _REMEMBERED = "answered_in_form", 20
# Where a report lies and with what: a change of these may bring it near another one.
_WHERE_WHEN = frozenset(
    (
        "site",
        "occurred_from",
        "occurred_to",
        "time_precision",
        "observer_lat",
        "observer_lon",
        "uncertainty_m",
    )
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to tick; `lines` lays another report beside what was typed, what differs first."""

    key: str
    words: tuple[str, ...]
    answer: str
    number: str = ""
    lines: tuple[Line, ...] = ()


class Asked(Refused):
    """Nothing is kept until these were answered."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = questions
        super().__init__(
            {NOT_A_FIELD: _("Nothing is stored yet. Answer what is asked below; what you typed is kept.")}
        )


def questions_about(
    row: Incident, *, form: forms.ModelForm, children: Children, reader: Reader, is_sent: bool
) -> list[Question]:
    """Return what is to be asked about a report as it would be kept."""
    asked = [*_of_fields(form), *_of_rows(children)]
    is_new = form.instance.pk is None
    if is_new or is_sent or _WHERE_WHEN & set(form.changed_data) or children.equipment is not None:
        told, found = same_event_as(row, reader=reader)
        asked += [_of_report(told, item) for item in found]
    return asked


def answers_in(request: HttpRequest, number: str = "") -> set[str]:
    """Return the keys that were ticked now, or before for the report of this number."""
    return {*request.POST.getlist(CONFIRMED), *_remembered(request).get(number, [])}


def remember(request: HttpRequest, number: str, keys: set[str], asked: Sequence[Question]) -> None:
    """Keep which of these questions were answered for this report."""
    answered = sorted(keys & {question.key for question in asked})
    if answered:
        others = {name: kept for name, kept in _remembered(request).items() if name != number}
        request.session[_ANSWERED] = dict(list(others.items())[1 - _REMEMBERED :]) | {number: answered}


def _remembered(request: HttpRequest) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = request.session.get(_ANSWERED, {})
    return kept


def _of_fields(form: forms.ModelForm) -> list[Question]:
    names = [name for name in FREE_TEXT_FIELDS if name in form.changed_data]
    return [
        question
        for name in names
        for question in _of_text(name, str(form.fields[name].label), form.cleaned_data.get(name))
    ]


def _of_rows(children: Children) -> list[Question]:
    found: dict[str, Question] = {}
    for kind, model in MODELS.items():
        for row in getattr(children, kind) or []:
            for name in SCANNED_TEXTS:
                if row.get(name):
                    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                    found |= {each.key: each for each in _of_text(f"{kind}.{name}", label, row[name])}
    return list(found.values())


def _of_text(name: str, label: str, text: Any) -> list[Question]:
    found = doubts(name, text or "")
    return [Question(doubt.key, (label, doubt.words), _("It identifies nobody")) for doubt in found]


def _of_report(told: IncidentRecord, item: SameEvent) -> Question:
    lines = sorted(side_by_side([told, item.record]), key=lambda line: line.is_same)
    number = item.record.number
    words = tuple(same_event_words(item.record, item.nearness))
    return Question(f"same:{number}", words, _("Another event"), number, tuple(lines))
