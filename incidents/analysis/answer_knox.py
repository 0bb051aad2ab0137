"""The Knox test as plain values: what the command line prints."""

from __future__ import annotations

from collections import Counter

from incidents.analysis.answer_words import (
    NOTHING,
    Answer,
    expected_note,
    p_told,
    rows_of_file,
    site_names,
    strata_of,
    words,
)
from incidents.analysis.knox import KnoxReport, NearPairs
from incidents.analysis.log_file import LogFile

_FREE = "and variance are those of days dealt out freely"


def answer_knox(report: KnoxReport, log: LogFile) -> Answer:
    """Counts, moments and p-values; `members` are the rows of the near pairs that are listed."""
    fields = (
        "n", "observed", "near_in_space", "near_in_time", "expected", "variance", "ratio", "expected_in_strata",
        "variance_of_null", "days_dealt", "p", "p_kind", "p_moments", "p_poisson", "refused", "smallest_p",
        "replicates_used", "digest",
    )  # fmt: skip
    members = sorted({row for pair in report.pairs.rows for row in pair})
    at = Counter(site for pair in report.pairs.sites for site in pair)
    told = p_told(report.p, report.p_kind)
    return {
        **NOTHING,
        "method": "knox",
        **{field: getattr(report, field) for field in fields},
        "p": told,
        "relative_risk": report.ratio,
        "expected_note": expected_note(report.expected, report.expected_in_strata, plain=_FREE),
        **strata_of(report.strata),
        "sites": site_names([site for site, _ in at.most_common()], log),
        "members": rows_of_file(members, log),
        "pairs": _pairs(report.pairs, log),
        "pairs_note": _note(report.pairs),
        **words(told, members, log),
        "null_draws": [_draw(draw, log) for draw in report.null_draws],
    }


def _pairs(pairs: NearPairs, log: LogFile) -> list[list[int]]:
    return [rows_of_file(pair, log) for pair in pairs.rows]


def _note(pairs: NearPairs) -> str | None:
    listed = len(pairs.rows)
    return None if listed == pairs.n else f"the first {listed} of {pairs.n} pairs are listed"


def _draw(pairs: NearPairs, log: LogFile) -> Answer:
    return {
        "observed": pairs.n,
        "pairs": _pairs(pairs, log),
        "sites": [site_names(pair, log) for pair in pairs.sites],
    }
