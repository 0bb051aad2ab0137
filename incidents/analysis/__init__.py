"""Patterns in logs of incidents at known sites: arrays in, judged findings out. Knows no framework."""

from __future__ import annotations

from incidents.analysis.both import BothReport, holm, knox_pair, link_pair, surge_pair
from incidents.analysis.counts import PeriodCount, compare_counts
from incidents.analysis.digest import VERSION
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.findings import Finding, PairFinding, PairReport, ScanReport, Window
from incidents.analysis.knox import KnoxParameters, KnoxReport, knox, plan_knox
from incidents.analysis.linkage import link, plan_series
from incidents.analysis.pair import PairPlan, plan_pair, scan_pair
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.permutation import Judgement, combine, null_chunk, run_null
from incidents.analysis.power import SmallLogPower, small_log_power
from incidents.analysis.reasons import Reason, p_sentence, reasons_of
from incidents.analysis.robustness import (
    Rejudged,
    Stability,
    ask_without,
    rejudge_without,
    stability,
    stability_of,
)
from incidents.analysis.scan import ScanPlan, plan_scan, scan
from incidents.analysis.series import SeriesDraw, SeriesFinding, SeriesParameters, SeriesReport
from incidents.analysis.strata import StrataChoice
from incidents.analysis.surge import SurgeDraw, SurgeParameters, SurgeReport, plan_surge, surge
from incidents.analysis.worlds import World, simulate

__all__ = [
    "VERSION",
    "AnalysisError",
    "BothReport",
    "EventSet",
    "Finding",
    "Judgement",
    "KnoxParameters",
    "KnoxReport",
    "Null",
    "PairFinding",
    "PairPlan",
    "PairReport",
    "PeriodCount",
    "Reason",
    "Rejudged",
    "ScanParameters",
    "ScanPlan",
    "ScanReport",
    "SeriesDraw",
    "SeriesFinding",
    "SeriesParameters",
    "SeriesReport",
    "SmallLogPower",
    "Stability",
    "StrataChoice",
    "SurgeDraw",
    "SurgeParameters",
    "SurgeReport",
    "Window",
    "World",
    "ask_without",
    "combine",
    "compare_counts",
    "holm",
    "knox",
    "knox_pair",
    "link",
    "link_pair",
    "null_chunk",
    "p_sentence",
    "plan_knox",
    "plan_pair",
    "plan_scan",
    "plan_series",
    "plan_surge",
    "reasons_of",
    "rejudge_without",
    "run_null",
    "scan",
    "scan_pair",
    "simulate",
    "small_log_power",
    "stability",
    "stability_of",
    "surge",
    "surge_pair",
]
