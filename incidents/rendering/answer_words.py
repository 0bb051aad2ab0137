"""The sentences of the answers to Knox, series and surge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.rendering.dates import range_words
from incidents.rendering.figures import decimal_words, length_words, p_words
from incidents.rendering.labels import LISTS, label
from incidents.rendering.wording import cases_words, incidents_words

Facts = Mapping[str, Any]


def refusal_of(answer: Facts) -> str:
    """Return why there is no p, or why it says little; nothing where it speaks for itself."""
    code = answer["refusal"]
    if code == "smallest_p_above_alpha":
        return _("Counted as cases, the smallest value this log can reach is %(p)s, and 0.05 is needed.") % {
            "p": p_words(answer["smallest_p_cases"])
        }
    if code == "silent_stretch":
        return _(
            "No report in the whole log from %(span)s. If nobody kept the log then, every other stretch looks full; "
            "so no p is given."
        ) % {"span": _span(answer["silence"])}
    words = {
        "too_few_events": _("Too few dated reports for any p-value."),
        "no_template": _(
            "No combination of equipment and behaviour is noted more often than its parts explain, and no single item is "
            "rare enough, so there is nothing a series could be made of."
        ),
        "reference_too_small": _("The earlier log is too small to say what is usual."),
    }
    return words.get(code, "")


def _knox(answer: Facts) -> str:
    facts, cases = answer["incidents"], answer["cases"]
    return _(
        "Pairs at most %(radius)s and %(days)d days apart: %(incidents)d as incidents, where %(expected)s would be "
        "expected; %(cases)d as cases, where %(expected_cases)s would be."
    ) % {
        "radius": length_words(facts["radius_m"]),
        "days": facts["days"],
        "incidents": facts["observed"],
        "expected": decimal_words(facts["expected"]),
        "cases": cases["observed"],
        "expected_cases": decimal_words(cases["expected"]),
    }


def _series(answer: Facts) -> str:
    facts, count = told_of(answer)
    if not facts.get("observed"):
        return ""
    places = ngettext("%(n)d site", "%(n)d sites", len(facts["sites"])) % {"n": len(facts["sites"])}
    return _("%(count)s at %(places)s, %(span)s, note %(template)s; %(expected)s would be expected.") % {
        "count": count,
        "places": places,
        "span": _span(facts),
        "template": _template(facts),
        "expected": decimal_words(facts["expected"]),
    }


def _surge(answer: Facts) -> str:
    facts, count = told_of(answer)
    if "date_from" not in facts:
        return ""
    words = _(
        "The fullest stretch: %(count)s, %(span)s, %(where)s, where %(expected)s would be expected."
    ) % {
        "count": count,
        "span": _span(facts),
        "where": label("site_type", facts["site_type"]) if facts.get("site_type") else _("the whole log"),
        "expected": decimal_words(facts["expected"]),
    }
    if facts["rate"] != "uniform":
        return (
            words
            + " "
            + _(
                "The last year was laid over the same dates of the years before, so its season does not count."
            )
        )
    return words + " " + _("Every day was taken as due the same, so a season counts as a surge.")


_SENTENCES: Mapping[str, Callable[[Facts], str]] = {"KNOX": _knox, "SERIES": _series, "SURGE": _surge}


def sentence_of(answer: Facts) -> str:
    """Return what was seen, with what would be expected; nothing where nothing stood out."""
    return _SENTENCES[answer["method"]](answer)


def told_of(answer: Facts) -> tuple[Facts, str]:
    """Return the facts on cases with their count, or those on incidents where the cases show nothing."""
    if answer["cases"].get("observed"):
        return answer["cases"], cases_words(answer["cases"]["observed"])
    return answer["incidents"], incidents_words(answer["incidents"].get("observed", 0))


def _span(facts: Facts) -> str:
    return range_words(dt.date.fromisoformat(facts["date_from"]), dt.date.fromisoformat(facts["date_to"]))


def _template(facts: Facts) -> str:
    items = [
        label("equipment" if code in LISTS["equipment"].values else "behaviour", code)
        for code in facts["template"]
    ]
    kind = [label("site_type", facts["site_type"])] if facts.get("site_type") else []
    return " + ".join([*items, *kind])
