"""JSON is read to a depth that a number decides, on every version of Python."""

from __future__ import annotations

import pytest

from sites.nesting import MAX_DEPTH, is_deeper_than, load_shallow


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_depth_within_the_bound_is_read() -> None:
    assert is_deeper_than(load_shallow(nested(MAX_DEPTH)), MAX_DEPTH) is False


@pytest.mark.parametrize("levels", [MAX_DEPTH + 2, 500, 5_000, 200_000])
def test_deeper_is_refused_in_one_way(levels: int) -> None:
    with pytest.raises(RecursionError):
        load_shallow(nested(levels))


def test_wide_is_not_deep() -> None:
    assert len(load_shallow(f"[{','.join(['1'] * 10_000)}]")) == 10_000
