"""The rules as a whole: none of them can be made slow, none hides behind another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants, _parser  # a compiled pattern does not tell its repeats

import pytest

from incidents.services.personal_data.finding import RULES
from incidents.services.personal_data.grading import Rule


def repeats_in(parsed: object) -> Iterator[int]:
    """Yield the upper bound of every repeat in a parsed pattern."""
    if isinstance(parsed, _parser.SubPattern | list | tuple):
        items = list(parsed)
        if items and items[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            yield int(items[1][1])
        for item in items:
            yield from repeats_in(item)


def test_repeats_are_seen() -> None:
    assert list(repeats_in(_parser.parse(r"(?:a{1,3}|b(?=c+)){0,2}"))) == [2, 3, int(_constants.MAXREPEAT)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.shape.pattern[:12]}")
def test_no_rule_repeats_without_bound(rule: Rule) -> None:
    """With bounded repeats a try at one letter takes a bounded time, so a text takes time in its length only."""
    patterns = [rule.shape, rule.others, *([rule.key] if rule.key else [])]
    assert max(max(repeats_in(_parser.parse(pattern.pattern)), default=0) for pattern in patterns) <= 64


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.shape.pattern[:12]}")
def test_rule_reads_what_it_is_given(rule: Rule) -> None:
    """All but those that keep case read lowered text, so a capital in their pattern would never match."""
    plain = re.sub(r"\\[A-Z]|\(\?P<", "", rule.shape.pattern)
    assert rule.keeps_case or plain == plain.lower()
    assert all(word == word.lower() for word in rule.words)
