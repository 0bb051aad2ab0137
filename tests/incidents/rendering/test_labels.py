"""Every code list can be put into words, and nothing unlisted is hidden."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from incidents.enums import AuditAction
from incidents.rendering.audit_words import WORDS
from incidents.rendering.labels import LISTS, area_of, label
from sites.models import ProtectedSite


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


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Gyeonggi-do, Pyeongtaek-si"), ("ko", "경기도, 평택시")]
)
def test_an_area_is_told_in_the_pages_language(language: str, words: str) -> None:
    with override(language):
        assert area_of(ProtectedSite(admin1="경기도", admin2="평택시")) == words
        assert area_of(ProtectedSite(admin1="Kanto")) == "Kanto"
        assert area_of(ProtectedSite()) == ""
