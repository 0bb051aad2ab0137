"""What a run left out and assumed, and what so small a log could have shown, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.records import RunRecord
from incidents.rendering.wording import cases_words


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One reason for leaving records out: how many, and the numbers of those the reader may know of."""

    words: str
    n: int
    numbers: tuple[str, ...]


def left_out_of(run: RunRecord, known: frozenset[str]) -> list[LeftOut]:
    """Return what was not tested and why; numbers outside `known` are counted, never named."""
    found = []
    for code, value in run.excluded.items():
        numbers = tuple(str(number) for number in value) if isinstance(value, list) else ()
        n = len(numbers) if isinstance(value, list) else int(str(value))
        if n:
            found.append(LeftOut(reason_words(code, n), n, tuple(x for x in numbers if x in known)))
    return found


def numbers_left_out(run: RunRecord) -> list[str]:
    """Return every number that a run names as left out."""
    return [str(number) for value in run.excluded.values() if isinstance(value, list) for number in value]


def reason_words(code: str, n: int) -> str:
    """Return a reason with its count."""
    words = {
        "imprecise_date": ngettext("%(n)d imprecise date", "%(n)d imprecise dates", n),
        "no_site": ngettext("%(n)d without a site", "%(n)d without a site", n),
        "summary": ngettext("%(n)d summary of a case", "%(n)d summaries of cases", n),
        "duplicate": ngettext(
            "%(n)d second report of one site and day",
            "%(n)d further reports of one site and day",
            n,
        ),
        "not_reviewed": ngettext("%(n)d not reviewed", "%(n)d not reviewed", n),
    }
    return words.get(code, f"%(n)d {code}") % {"n": n}


def assumption_words(run: RunRecord) -> list[str]:
    """Return how the test was made, in the order in which it matters."""
    values = {str(item["code"]): item["value"] for item in run.assumptions}
    words = [
        _("Days were shuffled over the incidents %(replicates)s times, places stayed as they are.")
        % {"replicates": f"{run.replicates:,}"}
    ]
    strata = values.get("strata_cases") or values.get("strata_incidents")
    if isinstance(strata, Mapping):
        words.append(_strata_words(strata))
    words.append(
        _(
            "A case stands in the test with one of its reports, drawn by lot; reports of one site and day are one, unless their cases are known to differ."
        )
    )
    if run.answers:
        words.append(
            _(
                "Four questions were put to the log at once; adjusted p-values are larger by Holm’s rule, and they decide."
            )
        )
    return [text for text in words if text]


def _strata_words(strata: Mapping[str, Any]) -> str:
    words = {
        "site_type": _(
            "Days were shuffled within site types; types with fewer than %(n)d reports were taken together."
        ),
        "none_small_types": _("Days were shuffled over all site types together: no type had %(n)d reports."),
        "none_one_type": _("All sites are of one type, so days were shuffled over all of them."),
        "none_asked": _("Days were shuffled over all site types together, as asked for."),
        "none_no_types": _("The log carries no site types, so days were shuffled over all sites."),
    }
    return words.get(str(strata.get("code")), "") % {"n": strata.get("smallest", 0)}


def power_words(run: RunRecord) -> list[str]:
    """Return what so small a log could and could not have shown; nothing for a log that is not small."""
    smallest = run.power.get("smallest_burst")
    if not isinstance(smallest, list):
        return []
    words = [
        _(
            "This log holds %(cases)s. Simulated bursts say what it could have shown: "
            "a burst counts as shown when at least 8 of 10 simulated ones reached p = 0.05 or less."
        )
        % {"cases": cases_words(int(str(run.power.get("n_cases", run.n_cases))))}
    ]
    most = max((int(item["cases"]) for item in _tried(run)), default=0)
    grouped: dict[tuple[str, int | None], list[int]] = {}
    for place, days, cases in smallest:
        grouped.setdefault((str(place), cases), []).append(int(days))
    return words + [_burst_words(place, days, cases, most) for (place, cases), days in grouped.items()]


def _tried(run: RunRecord) -> list[dict[str, Any]]:
    tried = run.power.get("tried")
    return tried if isinstance(tried, list) else []


def _burst_words(place: str, days: list[int], cases: int | None, most: int) -> str:
    values = {
        "where": _("At a site far from all others") if place == "remote" else _("At a site of this log"),
        "days": ", ".join(str(n) for n in days),
    }
    if cases is None:
        return _(
            "%(where)s, within %(days)s days: not even %(n)d further cases would have been shown reliably."
        ) % (values | {"n": most})
    further = ngettext("%(n)d further case", "%(n)d further cases", cases) % {"n": cases}
    return _("%(where)s, within %(days)s days: %(cases)s or more would have been shown.") % (
        values | {"cases": further}
    )
