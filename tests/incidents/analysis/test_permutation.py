"""The engine: the same null distribution however the work is cut, and stopping in replicate order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from incidents.analysis import AnalysisError, Null, ScanParameters, combine, null_chunk, plan_scan, run_null
from incidents.analysis.streams import shuffled
from tests.incidents.analysis.logs import random_log


@dataclass(frozen=True)
class FixedPlan:
    """A plan whose replicates are known beforehand."""

    values: tuple[float, ...]
    stop_after: int | None = None

    @property
    def replicates(self) -> int:
        return len(self.values)

    def simulate(self, r0: int, r1: int) -> np.ndarray:
        return np.array(self.values[r0:r1])


def test_any_chunking_gives_bit_identical_replicates() -> None:
    plan = plan_scan(random_log(1, 50, kinds=2), ScanParameters(), Null(replicates=199))
    whole = null_chunk(plan, 0, 199)
    parts = [(r0, null_chunk(plan, r0, r1)) for r0, r1 in ((149, 199), (0, 50), (50, 149))]
    assert combine(plan, 5.0, parts).maxima.tobytes() == whole.tobytes()


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_workers_gives_the_same_judgement(workers: int) -> None:
    plan = plan_scan(random_log(2, 50), ScanParameters(), Null(replicates=199, stop_after=5))
    alone, many = run_null(plan, 3.0, 1), run_null(plan, 3.0, workers)
    assert alone.maxima.tobytes() == many.maxima.tobytes()
    assert alone.p_of(3.0) == many.p_of(3.0)


def test_p_counts_the_observed_log_among_the_shuffled() -> None:
    judgement = run_null(FixedPlan((1.0, 2.0, 3.0, 4.0)), 3.0, 1)
    assert judgement.p_of(3.0) == 3 / 5
    assert judgement.p_of(9.0) == 1 / 5
    assert judgement.p_kind() == "rank"


def test_stopping_looks_at_replicates_in_their_order_not_in_order_of_arrival() -> None:
    plan = FixedPlan((0.0, 5.0, 0.0, 5.0, 5.0, 5.0), stop_after=2)
    late_first = combine(plan, 4.0, [(4, np.array([5.0, 5.0])), (0, np.array([0.0, 5.0, 0.0, 5.0]))])
    assert len(late_first.maxima) == 4
    assert late_first.p_of(4.0) == 2 / 4
    assert late_first.p_kind() == "sequential"


def test_what_a_log_could_have_reached_does_not_depend_on_how_the_work_was_cut() -> None:
    plan = plan_scan(random_log(3, 25), ScanParameters(), Null(replicates=999, stop_after=1))
    stopped, whole = run_null(plan, 1.0), combine(plan, 1.0, [(0, null_chunk(plan, 0, 999))])
    assert (stopped.smallest_p, stopped.refusal) == (whole.smallest_p, None)


def test_few_replicates_do_not_make_a_log_powerless() -> None:
    assert run_null(FixedPlan(tuple(float(k) for k in range(19))), 3.0, 1).refusal is None
    tied = run_null(FixedPlan((1.0,) * 90 + (2.0,) * 9), 1.0, 1)
    assert (tied.smallest_p, tied.refusal) == (9 / 100, "smallest_p_above_alpha")
    assert run_null(FixedPlan((1.0,) * 99), 2.0, 1).smallest_p == 1 / 100


def test_a_number_of_workers_below_one_is_refused() -> None:
    with pytest.raises(AnalysisError, match="workers is -1: give 1 or more"):
        run_null(FixedPlan((1.0,)), 1.0, -1)


def test_a_hole_or_a_missing_share_is_refused() -> None:
    plan = FixedPlan((1.0, 2.0, 3.0))
    with pytest.raises(AnalysisError, match="missing or doubled"):
        combine(plan, 1.0, [(0, np.array([1.0])), (2, np.array([3.0]))])
    with pytest.raises(AnalysisError, match="give all 3"):
        combine(plan, 1.0, [(0, np.array([1.0]))])
    with pytest.raises(AnalysisError, match="r0, r1"):
        null_chunk(plan, 2, 5)


def test_neighbouring_seeds_and_replicates_differ() -> None:
    values, bounds = np.arange(50, dtype=np.int32), np.array([0, 50])
    drawn = {shuffled(values, bounds, seed, r).tobytes() for seed in range(4) for r in range(50)}
    assert len(drawn) == 200


def test_every_order_of_three_is_equally_frequent() -> None:
    bounds = np.array([0, 3])
    orders = [tuple(shuffled(np.arange(3, dtype=np.int32), bounds, 7, r)) for r in range(6000)]
    counts = np.array([orders.count(order) for order in sorted(set(orders))])
    assert len(counts) == 6
    assert ((counts - 1000) ** 2 / 1000).sum() < 20.5  # chi-square, 5 degrees of freedom, p = .001


def test_segments_are_shuffled_apart() -> None:
    drawn = shuffled(np.arange(20, dtype=np.int32), np.array([0, 8, 20]), 1, 0)
    assert sorted(drawn[:8]) == list(range(8))
    assert sorted(drawn[8:]) == list(range(8, 20))


def test_gumbel_tail_of_gumbel_numbers() -> None:
    values = np.random.default_rng(1).gumbel(10.0, 2.0, 20_000)
    judgement = run_null(FixedPlan(tuple(values)), 20.0, 1)
    assert judgement.gumbel_p_of(20.0) == pytest.approx(1 - np.exp(-np.exp(-5.0)), rel=0.15)
