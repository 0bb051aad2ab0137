"""The permutation engine: shuffled logs in, one judged p-value out, whoever computed which share.

A plan is anything with `replicates`, `seed`, `stop_after` and `simulate(r0, r1)`. Two functions are the
whole distributed interface: `null_chunk` runs anywhere, `combine` puts the shares back in replicate order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import FloatArray
from incidents.analysis.parameters import ALPHA, Null

# Ratios are computed from whole numbers by one code path; this only absorbs the last bit.
_TIE = 1e-9
_EULER = 0.5772156649015329
# Logs on the largest value that it takes to call the value common: one log is always there, and few may be by chance.
_FEWEST_ON_TOP = 5


class Plan(Protocol):
    """What the engine needs to know of a test."""

    @property
    def replicates(self) -> int:
        """Number of shuffled logs asked for."""
        ...

    @property
    def stop_after(self) -> int | None:
        """Number of shuffled logs at or above the observed value that ends the work."""
        ...

    def simulate(self, r0: int, r1: int) -> FloatArray:
        """Give the largest statistic of replicates r0 .. r1 - 1."""
        ...


class NullPlan:
    """How much work a plan asks for, from its `null`."""

    null: Null

    @property
    def replicates(self) -> int:
        """Number of shuffled logs asked for."""
        return self.null.replicates

    @property
    def stop_after(self) -> int | None:
        """Number of exceedances after which the work ends."""
        return self.null.stop_after


@dataclass(frozen=True)
class Judgement:
    """The null distribution of one test.

    Attributes
    ----------
    maxima : float array
        Largest statistic of every shuffled log that was used, in replicate order.
    stopped : bool
        Whether the sequential rule ended the work before all replicates were used.
    smallest_p : float
        The smallest p this log could have reached, whatever happened: where few arrangements are possible
        many shuffled logs share the largest value, and no result can be rarer than that.
    powerless : bool
        Whether so many logs share the largest value that no result could have been significant. Never after an
        early stop: a few replicates do not tell.
    """

    maxima: FloatArray
    stopped: bool
    smallest_p: float
    powerless: bool

    @property
    def refusal(self) -> str | None:
        """Machine code of the refusal, if there is one."""
        return "smallest_p_above_alpha" if self.powerless else None

    def p_of(self, value: float) -> float:
        """Share of logs with a statistic at least this large, the observed one counted among them."""
        reached = int((self.maxima >= value - _TIE).sum())
        if self.stopped:
            return reached / len(self.maxima)
        return (reached + 1) / (len(self.maxima) + 1)

    def p_kind(self) -> str:
        """Tell how `p_of` was reached: "rank" or "sequential"."""
        return "sequential" if self.stopped else "rank"

    def gumbel_p_of(self, value: float) -> float:
        """Approximate p from a Gumbel tail fitted by moments (Abrams, Kleinman and Kulldorff 2010)."""
        spread = float(self.maxima.std(ddof=1)) if len(self.maxima) > 1 else 0.0
        if spread == 0.0:
            return 1.0
        beta = spread * np.sqrt(6.0) / np.pi
        mode = float(self.maxima.mean()) - _EULER * beta
        return float(-np.expm1(-np.exp(-(value - mode) / beta)))


def null_chunk(plan: Plan, r0: int, r1: int) -> FloatArray:
    """Compute the share r0 .. r1 - 1 of the null distribution; the only thing a worker runs."""
    if not 0 <= r0 <= r1 <= plan.replicates:
        raise AnalysisError("r0, r1", (r0, r1), f"give 0 <= r0 <= r1 <= {plan.replicates}.")
    return plan.simulate(r0, r1)


def combine(plan: Plan, observed: float, chunks: Iterable[tuple[int, FloatArray]]) -> Judgement:
    """Put shares back in replicate order, apply the stopping rule and judge.

    Parameters
    ----------
    plan : Plan
        The plan the shares were computed from.
    observed : float
        Statistic of the real log.
    chunks : iterable of (r0, maxima)
        Shares in any order; together they must cover 0, 1, 2, ... without a hole, up to the stop or the end.
    """
    parts = sorted(chunks, key=lambda chunk: chunk[0])
    at = 0
    for r0, values in parts:
        if r0 != at:
            raise AnalysisError(
                "chunks", r0, f"the share that begins with replicate {at} is missing or doubled."
            )
        at += len(values)
    maxima = np.concatenate([values for _, values in parts]) if parts else np.empty(0)
    stop = _stop_index(maxima, observed, plan.stop_after)
    if stop is None and at < plan.replicates:
        raise AnalysisError(
            "chunks", at, f"give all {plan.replicates} replicates, or go on until the rule stops."
        )
    used = maxima if stop is None else maxima[:stop]
    smallest, on_top = _smallest_p(used, observed)
    powerless = stop is None and smallest > ALPHA and on_top >= _FEWEST_ON_TOP
    return Judgement(used, stop is not None, smallest, powerless)


def run_null(plan: Plan, observed: float, workers: int | None = None) -> Judgement:
    """Run the replicates on this machine, stopping early when the plan allows it."""
    if workers is not None and workers < 1:
        raise AnalysisError("workers", workers, "give 1 or more, or leave it out.")
    count = workers or len(os.sched_getaffinity(0))
    chunks: list[tuple[int, FloatArray]] = []
    with ThreadPoolExecutor(max_workers=count) as pool:
        for begin, end in _batches(plan):
            bounds = np.linspace(begin, end, count + 1).astype(int)
            jobs = [(int(a), int(b)) for a, b in pairwise(bounds) if b > a]
            values = pool.map(lambda job: null_chunk(plan, *job), jobs)
            chunks += [(job[0], part) for job, part in zip(jobs, values, strict=True)]
            so_far = np.concatenate([part for _, part in chunks])
            if _stop_index(so_far, observed, plan.stop_after) is not None:
                break
    return combine(plan, observed, chunks)


def _batches(plan: Plan) -> list[tuple[int, int]]:
    """One batch, or batches of growing size when the work may stop early."""
    if plan.stop_after is None:
        return [(0, plan.replicates)]
    bounds = [0]
    while bounds[-1] < plan.replicates:
        bounds.append(min(plan.replicates, max(64, plan.stop_after * 2, bounds[-1] * 3 // 2)))
    return list(pairwise(bounds))


def _stop_index(maxima: FloatArray, observed: float, stop_after: int | None) -> int | None:
    """Number of replicates used by the sequential rule, counted in replicate order; None: it never stopped."""
    if stop_after is None:
        return None
    reached = np.flatnonzero(maxima >= observed - _TIE)
    return int(reached[stop_after - 1]) + 1 if len(reached) >= stop_after else None


def _smallest_p(maxima: FloatArray, observed: float) -> tuple[float, int]:
    """Estimate the least attainable p by the share of logs, the real one among them, on the largest value seen."""
    if not len(maxima):
        return 1.0, 1
    top = max(float(maxima.max()), observed)
    on_top = int((maxima >= top - _TIE).sum()) + int(observed >= top - _TIE)
    return on_top / (len(maxima) + 1), on_top
