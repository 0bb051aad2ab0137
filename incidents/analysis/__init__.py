"""Patterns in logs of incidents at known sites: arrays in, judged findings out. Knows no framework."""

from __future__ import annotations

from incidents.analysis.digest import VERSION
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.findings import (
    Finding,
    PairFinding,
    PairReport,
    ScanReport,
    Window,
)
from incidents.analysis.pair import PairPlan, plan_pair, scan_pair
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.permutation import Judgement, combine, null_chunk, run_null
from incidents.analysis.power import SmallLogPower, small_log_power
from incidents.analysis.scan import ScanPlan, plan_scan, scan
from incidents.analysis.strata import StrataChoice

__all__ = [
    "VERSION",
    "AnalysisError",
    "EventSet",
    "Finding",
    "Judgement",
    "Null",
    "PairFinding",
    "PairPlan",
    "PairReport",
    "ScanParameters",
    "ScanPlan",
    "ScanReport",
    "SmallLogPower",
    "StrataChoice",
    "Window",
    "combine",
    "null_chunk",
    "plan_pair",
    "plan_scan",
    "run_null",
    "scan",
    "scan_pair",
    "small_log_power",
]
