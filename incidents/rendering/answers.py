"""What a run answers to the other three questions, in words; only the p on cases may be called significant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from incidents.records import ALPHA, RunRecord, SiteTally
from incidents.rendering.answer_strips import answer_strip
from incidents.rendering.answer_words import refusal_of, sentence_of, told_of
from incidents.rendering.dates import range_words
from incidents.rendering.figures import decimal_words, p_number, p_words, ratio_words
from incidents.rendering.frames import ChanceStrip
from incidents.rendering.rechecks import answer_notes
from incidents.rendering.wording import chance_sentence, question_words
from sites.geometry import Point

Facts = Mapping[str, Any]
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What a page may name: reports this reader may know of, sites by their code, where the tested reports lie."""

    numbers: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    tested: Sequence[SiteTally] = ()


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One question, what was seen, both p-values and the verdict; `notes` are what was checked, `strip` what chance does."""

    method: str
    question: str
    sentences: tuple[str, ...]
    p_incidents: str
    p_cases: str
    verdict: str
    is_significant: bool
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    numbers: tuple[str, ...]
    strip: ChanceStrip | None


def answer_cards(run: RunRecord, known: Known) -> list[AnswerCard]:
    """Return the answers of a run; numbers outside `known` are counted, never named."""
    return [_card(answer, known) for answer in run.answers]


def numbers_in_answers(run: RunRecord) -> list[str]:
    """Return every number that the answers name."""
    return [str(number) for answer in run.answers for number in _members(answer)]


def _card(answer: Facts, known: Known) -> AnswerCard:
    p = answer["p_cases"]
    is_significant = answer.get("p_adjusted") is not None and answer["p_adjusted"] <= ALPHA
    sentences = [sentence_of(answer), refusal_of(answer)]
    if p is not None:
        sentences.append(chance_sentence(p))
    return AnswerCard(
        method=answer["method"],
        question=question_words(answer["method"]),
        sentences=tuple(words for words in sentences if words),
        p_incidents=p_words(answer["p_incidents"]),
        p_cases=p_number(p),
        verdict=_verdict(answer, is_significant=is_significant),
        is_significant=is_significant,
        facts=_facts(answer),
        notes=(*_beside(answer, known.names), *answer_notes(answer.get("checks", {}))),
        numbers=tuple(number for number in _members(answer) if number in known.numbers),
        strip=answer_strip(answer["method"], told_of(answer)[0], known.tested, known.points),
    )


def _facts(answer: Facts) -> tuple[tuple[str, str], ...]:
    """Return observed, expected and ratio, each as incidents and as cases, and how the p was reached."""
    units = answer["incidents"], answer["cases"]
    if not any("relative_risk" in facts and facts.get("observed") for facts in units):
        return ()
    told = [
        (_("Observed"), _pair(str(facts.get("observed", 0)) for facts in units)),
        (_("Expected"), _pair(decimal_words(facts.get("expected", 0.0)) for facts in units)),
        (_("Ratio"), _pair(ratio_words(facts.get("relative_risk")) for facts in units)),
    ]
    if answer.get("p_adjusted") is not None:
        told.append((_("Adjusted p"), p_number(answer["p_adjusted"])))
    return (*told, (_("Shuffled logs"), str(answer.get("replicates_used", ""))))


def _pair(words: Iterable[str]) -> str:
    return " / ".join(words)


def _beside(answer: Facts, names: Mapping[str, str]) -> list[str]:
    """Return where it was, how far the members are named, and how common the combination is."""
    facts, said = told_of(answer)[0], []
    if facts.get("sites"):
        different = list(dict.fromkeys(facts["sites"]))
        shown = ", ".join(names.get(code, code) for code in different[:MOST_NAMES])
        more = len(different) - MOST_NAMES
        words = _("Sites: %(names)s.") if more <= 0 else _("Sites: %(names)s and %(more)d more.")
        said.append(words % {"names": shown, "more": more})
    if facts.get("p_items") is not None:
        said.append(
            _(
                "Were these noted independently of each other, as many reports would note them together with %(p)s. That "
                "ranks combinations and raises no alarm."
            )
            % {"p": p_words(facts["p_items"])}
        )
    if "reference_from" in facts:
        said.append(_("Reports from %(span)s say what was due.") % {"span": _reference_span(facts)})
    n_members, listed = facts.get("n_members", 0), len(facts.get("members", ()))
    if n_members > listed:
        said.append(
            _("%(n)d reports in all; the first %(listed)d are named.") % {"n": n_members, "listed": listed}
        )
    return said


def _reference_span(facts: Facts) -> str:
    first, last = (dt.date.fromisoformat(facts[name]) for name in ("reference_from", "reference_to"))
    return range_words(first, last)


def _members(answer: Facts) -> list[str]:
    """Return the members of what the sentence tells of."""
    return list(told_of(answer)[0].get("members", ()))


def _verdict(answer: Facts, *, is_significant: bool) -> str:
    if answer["p_cases"] is None:
        return _("Not tested")
    words = _("Significant on cases") if is_significant else _("Not significant")
    return _("%(verdict)s; adjusted for all questions of this run, %(p)s") % {
        "verdict": words,
        "p": p_words(answer["p_adjusted"]),
    }
