"""What is said beside a finding: what its members share, and how its window fares in a changed log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.records import FindingRecord
from incidents.rendering.figures import p_number, p_words
from incidents.rendering.labels import LISTS, label
from incidents.rendering.wording import cases_words, incidents_words

Facts = Mapping[str, Any]


def recheck_sentences(finding: FindingRecord) -> list[str]:
    """Return one sentence for each reason and each check that was made of a finding."""
    said = [_reason(reason) for reason in finding.checks.get("reasons", ())]
    if "without_no_offence" in finding.checks:
        said.append(_without_no_offence(finding.checks["without_no_offence"]))
    if "drawn_in" in finding.checks:
        said.append(_drawn_in(finding.checks["drawn_in"]))
    return said


def answer_notes(checks: Facts) -> list[str]:
    """Return the same beside an answer to Knox, series or surge, where the whole question was asked again."""
    said = [_reason(reason) for reason in checks.get("reasons", ())]
    if "without_no_offence" in checks:
        said.append(_asked_without(checks["without_no_offence"]))
    if "drawn_in" in checks:
        said.append(_drawn_in(checks["drawn_in"]))
    replicates = {checks[name]["replicates"] for name in ("without_no_offence", "drawn_in") if name in checks}
    if replicates:
        said.append(_("Asked again with %(n)d shuffled logs each time.") % {"n": max(replicates)})
    return said


def _asked_without(check: Facts) -> str:
    return ngettext(
        "Asked again without the %(n)d report of the log that ended with no offence found: "
        "%(p_incidents)s / %(p_cases)s.",
        "Asked again without the %(n)d reports of the log that ended with no offence found: "
        "%(p_incidents)s / %(p_cases)s.",
        check["n_left_out"],
    ) % {
        "n": check["n_left_out"],
        "p_incidents": p_words(check["p_incidents"]),
        "p_cases": p_number(check["p_cases"]),
    }


def _reason(reason: Facts) -> str:
    if reason["code"] == "all_sites_differ":
        return _("All %(n)d at different sites.") % {"n": reason["inside"]}
    code = reason["item"]
    return _("%(inside)d of %(of)d note “%(item)s”; %(share)s of the log does.") % {
        "inside": reason["inside"],
        "of": reason["of"],
        "item": label("equipment" if code in LISTS["equipment"].values else "behaviour", code),
        "share": _percent(reason["share"]),
    }


def _percent(share: float) -> str:
    return _("%(n)d%%") % {"n": round(100 * share)} if share >= 0.01 else _("less than 1%")


def _without_no_offence(check: Facts) -> str:
    return ngettext(
        "Without the %(n)d report of the log that ended with no offence found, the same window holds "
        "%(incidents)s of %(cases)s: %(p_incidents)s / %(p_cases)s.",
        "Without the %(n)d reports of the log that ended with no offence found, the same window holds "
        "%(incidents)s of %(cases)s: %(p_incidents)s / %(p_cases)s.",
        check["n_left_out"],
    ) % {
        "n": check["n_left_out"],
        "incidents": incidents_words(check["observed"]),
        "cases": cases_words(check["observed_cases"]),
        "p_incidents": p_words(check["p_incidents"]),
        "p_cases": p_number(check["p_cases"]),
    }


def _drawn_in(check: Facts) -> str:
    return ngettext(
        "%(n)d report known only to some days or sites was drawn into the log %(draws)d times: p on cases was 0.05 "
        "or less in %(held)d of them, %(p_cases)s in the middle.",
        "%(n)d reports known only to some days or sites were drawn into the log %(draws)d times: p on cases was 0.05 "
        "or less in %(held)d of them, %(p_cases)s in the middle.",
        check["n_imprecise"],
    ) % {
        "n": check["n_imprecise"],
        "draws": check["draws"],
        "held": check["n_significant"],
        "p_cases": p_words(check["median_p_cases"]),
    }
