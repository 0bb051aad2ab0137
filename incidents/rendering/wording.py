"""What a finding and a run say in plain words; only the p on cases may be called significant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.enums import LogKind
from incidents.records import FindingRecord, RunRecord
from incidents.rendering.dates import range_words
from incidents.rendering.figures import decimal_words, length_words, of_100, p_words
from incidents.rendering.labels import label, log_name, name_of


def share_words(p: float) -> str:
    """Return "about 20 of 100", or that it is fewer than one."""
    n = of_100(p)
    return _("about %(n)d of 100") % {"n": n} if n else _("fewer than 1 of 100")


def chance_sentence(p: float | None) -> str:
    """Return the first half of the sentence that stands beside every p."""
    if p is None:
        return _("This log has too few cases for any p-value: nothing can be said about chance.")
    return _(
        "If the same reports had fallen on random days, a pattern this strong would appear in %(share)s such logs."
    ) % {"share": share_words(p)}


def limits_sentence() -> str:
    """Return the second half, never left out."""
    return _("This is not the chance that anyone is innocent or guilty, nor that the acts are connected.")


def whole_sentence(p: float | None) -> str:
    """Return the sentence beside a p, whole."""
    return f"{chance_sentence(p)} {limits_sentence()}"


def verdict_words(finding: FindingRecord) -> str:
    """Return the verdict, which follows from the p on cases alone."""
    if finding.p_cases is None:
        return _("Not tested on cases: too few of them")
    return _("Significant on cases") if finding.is_significant else _("Not significant")


def question_words(method: str) -> str:
    """Return the question a method answers, and its name."""
    question = {
        "SCAN": _("A burst here, now?"),
        "KNOX": _("Do near ones come near in time?"),
        "SERIES": _("Do far-apart ones form a series?"),
        "SURGE": _("Is the log speeding up?"),
    }.get(method, "")
    return f"{question} {label('method', method)}".strip()


def finding_title(finding: FindingRecord) -> str:
    """Return where and when: Osan Air Base, 21 Apr – 10 May 2025."""
    return f"{name_of(finding.centre)}, {range_words(finding.date_from, finding.date_to)}"


def incidents_words(n: int) -> str:
    """Return a count of incidents with its unit."""
    return ngettext("%(n)d incident", "%(n)d incidents", n) % {"n": n}


def cases_words(n: int) -> str:
    """Return a count of cases with its unit."""
    return ngettext("%(n)d case", "%(n)d cases", n) % {"n": n}


def what_was_found(run: RunRecord) -> list[str]:
    """Return in plain words what the run looked for, found, and may claim."""
    if run.refusal == "too_few_events" and not run.findings:
        return [_looked_for(run), refusal_words(run)]
    if not run.findings:
        return [_looked_for(run), _("No place and stretch of days held two or more reports.")]
    found = [_looked_for(run), _strongest(run.findings[0]), _both_p(run.findings[0])]
    return [*found, refusal_words(run)] if run.refusal else found


def _looked_for(run: RunRecord) -> str:
    return _(
        "The scan looked for places and weeks with more reports than the same reports on shuffled days would give: "
        "circles of up to %(radius)s, windows of up to %(days)d days."
    ) % {
        "radius": length_words(1_000 * float(str(run.parameters.get("max_km", 0)))),
        "days": int(str(run.parameters.get("max_days", 0))),
    }


def _strongest(finding: FindingRecord) -> str:
    return _(
        "The strongest: %(incidents)s of %(cases)s, %(title)s, where %(expected)s would be expected."
    ) % {
        "incidents": incidents_words(finding.observed),
        "cases": cases_words(finding.observed_cases),
        "title": finding_title(finding),
        "expected": decimal_words(finding.expected),
    }


def _both_p(finding: FindingRecord) -> str:
    return _(
        "Counted as incidents %(p_incidents)s; counted as cases %(p_cases)s. "
        "Only the second may be called significant: the same group returning is one case."
    ) % {"p_incidents": p_words(finding.p_incidents), "p_cases": p_words(finding.p_cases)}


def refusal_words(run: RunRecord) -> str:
    """Return why a log cannot speak, or not fully."""
    if run.refusal == "too_few_events":
        return _(
            "Too few dated reports for any p-value. The scan can speak once there are more; nothing is wrong."
        )
    if run.refusal == "smallest_p_above_alpha" and _smallest_p_cases(run) is None:
        return _(
            "This log is so small that no pattern in it could have been significant: "
            "the smallest value it can reach as cases is above 0.05."
        )
    if run.refusal == "smallest_p_above_alpha":
        return _(
            "This log is so small that no pattern in it could have been significant: counted as cases, "
            "the smallest value it can reach is %(p)s, and 0.05 is needed."
        ) % {"p": p_words(_smallest_p_cases(run))}
    return run.refusal


def _smallest_p_cases(run: RunRecord) -> float | None:
    values = [item["value"] for item in run.assumptions if item["code"] == "smallest_p_cases"]
    return float(str(values[0])) if values else None


def press_notice(run: RunRecord) -> str:
    """Return the notice beside everything a press log says, or nothing."""
    if run.log_kind != LogKind.PRESS:
        return ""
    return _(
        "A log gathered from the press is a selection: it holds what was noticed, reported and found again, "
        "not what happened. A pattern in it may be a pattern of reporting."
    )


def tried_words(run: RunRecord) -> str:
    """Return how often this log was tested, because each further test makes a small p by chance more likely."""
    return ngettext(
        "%(n)d run tried on this log.",
        "%(n)d runs tried on this log: with each further one a small p by chance becomes more likely.",
        run.runs_tried,
    ) % {"n": run.runs_tried}


def run_title(run: RunRecord) -> str:
    """Return which run of which log."""
    return _("Run %(number)d on %(log)s") % {"number": run.number, "log": log_name(run)}


def strongest_on_cases(run: RunRecord, names: Mapping[str, str]) -> str:
    """Return the strongest window of the cases alone; `names` gives sites by their code."""
    best = run.cases_best
    if not best or not best.get("observed"):
        return ""
    first, last = (dt.date.fromisoformat(str(best[key])) for key in ("date_from", "date_to"))
    code = str(best["centre"])
    return _("%(cases)s at %(site)s, %(span)s, where %(expected)s would be expected: %(p)s.") % {
        "cases": cases_words(int(str(best["observed"]))),
        "site": names.get(code, code),
        "span": range_words(first, last),
        "expected": decimal_words(float(str(best["expected"]))),
        "p": p_words(float(str(best["p"]))),
    }
