"""What was chosen for an import, and which likely duplicates enter by it."""

from __future__ import annotations

import json

import pytest

from incidents.services.importing import Choices


@pytest.mark.parametrize(("enter_all", "ordinary", "exception"), [(False, False, True), (True, True, False)])
def test_an_exception_is_the_contrary_of_what_holds_for_all(
    enter_all: bool, ordinary: bool, exception: bool
) -> None:
    choices = Choices(enter_duplicates=enter_all, exceptions=frozenset([7]))
    assert (choices.enters(6), choices.enters(7)) == (ordinary, exception)


def test_choices_come_back_from_what_is_stored() -> None:
    choices = Choices(take_offers=True, hand_in=False, exceptions=frozenset([3, 1]))
    stored = json.loads(json.dumps(choices.to_json()))
    assert stored["exceptions"] == [1, 3]
    assert Choices.from_json(stored) == choices


def test_choices_of_a_job_from_before_exceptions_are_understood() -> None:
    assert Choices.from_json({"enter_duplicates": True}) == Choices(enter_duplicates=True)
