"""The benchmark worlds: the frozen logs come out of them to the last event."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from incidents.analysis import AnalysisError, simulate
from incidents.analysis.worlds import BROKEN_WORLDS, NULL_WORLDS, WORLDS
from tests.incidents.analysis.logs import oracle


@pytest.mark.parametrize(("number", "n", "m"), [(1, 200, 6), (2, 200, 0), (3, 1000, 6)])
def test_the_frozen_logs(number: int, n: int, m: int) -> None:
    frozen, _, _ = oracle(number)
    world = simulate("burst" if m else "quiet", number, n=n, m=m)
    drawn = world.events
    ours = Counter(
        zip(drawn.lat[drawn.site].round(6), drawn.lon[drawn.site].round(6), drawn.day, strict=True)
    )
    assert ours == Counter(zip(frozen.lat[frozen.site], frozen.lon[frozen.site], frozen.day, strict=True))
    assert len(world.planted) == m


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_a_seed_is_a_world(name: str) -> None:
    one, same, other = (simulate(name, seed, n=50, m=4) for seed in (1, 1, 2))
    assert np.array_equal(one.events.day, same.events.day)
    assert np.array_equal(one.events.items, same.events.items)
    assert not np.array_equal(one.events.day, other.events.day)
    assert (name in NULL_WORLDS + BROKEN_WORLDS) or one.planted or name == "season_and_equipment"


def test_unknown_worlds_are_refused() -> None:
    with pytest.raises(AnalysisError, match="choose one of"):
        simulate("flood", 1)
