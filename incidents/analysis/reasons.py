"""Why a finding stands out, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.parameters import require_number
from incidents.analysis.tails import binomial_tail

_RARE_ENOUGH = 0.05

_SENTENCE = {
    "en": (
        "If the same reports had fallen on random days, a pattern this strong would appear in {share} of 100 "
        "such logs. This is not the chance that anyone is innocent or guilty, nor that the acts are connected."
    ),
    "ko": (
        "같은 보고가 무작위 날짜에 있었더라도, 이만큼 뚜렷한 모양은 그런 기록 100개 중 {share}에서 나타납니다. "
        "이 값은 누군가에게 죄가 있거나 없을 확률이 아니며, 행위들이 서로 이어졌을 확률도 아닙니다."
    ),
}
_SHARES = {"en": ("fewer than 1", "about {}"), "ko": ("1개 미만", "약 {}개")}


@dataclass(frozen=True)
class Reason:
    """One fact about the members, set against the whole log.

    Attributes
    ----------
    code : str
        "item" or "all_sites_differ".
    item : int or None
        Bit number of the item.
    inside, of_inside : int
        Members with it, and members that were asked.
    outside_share : float
        Share of the log with it.
    text : str
        The same in English.
    """

    code: str
    item: int | None
    inside: int
    of_inside: int
    outside_share: float
    text: str


def p_sentence(p: float, language: str = "en") -> str:
    """The sentence that stands beside every p, whole.

    Examples
    --------
    >>> p_sentence(0.2).startswith("If the same reports had fallen on random days, a pattern this strong")
    True
    """
    if language not in _SENTENCE:
        raise AnalysisError("language", language, "choose en or ko.")
    require_number("p", p, 0.0, 1.0, "give a p from 0 to 1.")
    few, about = _SHARES[language]
    share = round(100 * p)
    return _SENTENCE[language].format(share=about.format(share) if share >= 1 else few)


def reasons_of(
    events: EventSet, members: Sequence[int], item_names: Mapping[int, str] | None = None
) -> tuple[Reason, ...]:
    """Say what the members have in common that the log has not.

    Parameters
    ----------
    events : EventSet
        The log.
    members : sequence of int
        Rows of the finding.
    item_names : mapping, optional
        Words for the item bits, as they stand after "note": "a two-way radio".
    """
    rows = np.asarray(members, dtype=np.int64)
    found = []
    for bit in range(64):
        one = np.uint64(1) << np.uint64(bit)
        asked, noted = (events.items_asked & one) > 0, (events.items & one) > 0
        inside, of_inside = int(noted[rows].sum()), int(asked[rows].sum())
        share = noted.sum() / max(int(asked.sum()), 1)
        if inside < 2 or inside <= share * of_inside:
            continue
        if binomial_tail(inside, of_inside, float(share)) <= _RARE_ENOUGH:
            name = (item_names or {}).get(bit, f"item {bit}")
            text = f"{inside} of {of_inside} note {name}; {_percent(float(share))} of the log does"
            found.append(Reason("item", bit, inside, of_inside, float(share), text))
    found.sort(key=lambda reason: reason.outside_share)
    sites = len(set(events.site[rows].tolist()))
    if len(rows) > 2 and sites == len(rows):
        text = f"all {sites} at different sites"
        found.append(Reason("all_sites_differ", None, sites, sites, 0.0, text))
    return tuple(found)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share >= 0.01 else "less than 1%"
