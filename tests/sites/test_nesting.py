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


@pytest.mark.parametrize("text", ["[" * 5_000, '{"a":' * 5_000, "[" * 40 + "nonsense"])
def test_what_is_too_deep_and_broken_is_called_too_deep(text: str) -> None:
    with pytest.raises(RecursionError):
        load_shallow(text)


@pytest.mark.parametrize("text", ['"' + "[" * 5_000 + '"', '"\\"' + "{" * 5_000 + '"'])
def test_brackets_in_a_string_are_not_depth(text: str) -> None:
    assert len(load_shallow(text.encode())) >= 5_000


@pytest.mark.parametrize("text", ['"' + "[" * 5_000, '"\\' * 50_000, "\\" * 100_000, ""])
def test_broken_text_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        load_shallow(text)
