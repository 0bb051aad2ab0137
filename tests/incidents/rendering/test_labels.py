"""Every code list can be put into words, and nothing unlisted is hidden."""

from __future__ import annotations

from incidents.enums import AuditAction
from incidents.rendering.audit_words import WORDS
from incidents.rendering.labels import LISTS, label


def test_every_code_of_every_list_has_words() -> None:
    for list_name, choices in LISTS.items():
        for code in choices.values:
            assert label(list_name, code), (list_name, code)


def test_blank_is_not_stated_and_an_unlisted_code_stays() -> None:
    assert label("vantage", "") == "not stated"
    assert label("vantage", None) == "not stated"
    assert label("vantage", "BALLOON") == "BALLOON"


def test_every_audited_action_has_words() -> None:
    assert set(WORDS) == set(AuditAction.values)
