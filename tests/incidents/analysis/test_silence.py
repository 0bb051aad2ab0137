"""A log that was not kept for long is told from one that was quiet."""

from __future__ import annotations

import numpy as np
import pytest

from incidents.analysis.silence import silence_beside

YEAR = np.arange(0, 300, 2)


def test_a_year_that_nobody_kept_is_named_by_its_days() -> None:
    days = [*YEAR, 660]
    found = silence_beside(days, (100, 160))
    assert found is not None
    assert (found.day_from, found.day_to) == (299, 659)
    assert found.p < 1e-6


def test_a_surge_that_leaves_the_rest_thin_is_no_silence() -> None:
    thin = np.arange(0, 730, 30)
    burst = np.repeat(np.arange(400, 407), 20)
    assert silence_beside([*thin, *burst], (400, 406)) is None


@pytest.mark.parametrize("seed", range(30))
def test_days_spread_evenly_are_never_called_silent(seed: int) -> None:
    days = np.random.default_rng(seed).integers(0, 730, 60)
    assert silence_beside(days, (0, 30)) is None


def test_clumped_days_are_seldom_called_silent() -> None:
    """Forty groups that come back six times within three weeks: far more uneven than chance."""
    rng = np.random.default_rng(1)
    called = 0
    for _ in range(200):
        starts = rng.integers(0, 730, 40)
        days = (starts[:, None] + rng.integers(0, 21, (40, 6))).ravel()
        called += silence_beside(days, (0, 30)) is not None
    assert called <= 2


@pytest.mark.parametrize("days", [[], [5], [1, 900], [0, 1, 2, 900]])
def test_few_days_say_nothing(days: list[int]) -> None:
    assert silence_beside(days, (0, 0)) is None


def test_order_repetition_and_a_shift_of_dates_change_nothing() -> None:
    days = np.array([*YEAR, 660])
    mixed = np.random.default_rng(3).permutation(np.repeat(days, 2)) + 20_000
    plain, moved = silence_beside(days, (100, 160)), silence_beside(mixed, (20_100, 20_160))
    assert plain is not None
    assert moved is not None
    assert (moved.day_from - 20_000, moved.p) == (plain.day_from, plain.p)
