"""What is chosen beside a preview is kept; single likely duplicates enter or stay outside one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from incidents.errors import NotAllowed, WrongState
from incidents.models import Account, ImportBatch, Incident, StagedImport
from incidents.selectors.staged_files import folder_of
from incidents.services.importing import Choices
from incidents.services.importing.mapping import Mapping
from incidents.services.staging import choices_of, choose, choose_columns, chosen, n_ticked
from tests.factories import make_account
from tests.incidents.services.staging.conftest import BAD, LIKELY

pytestmark = pytest.mark.django_db
FIRST, SECOND = LIKELY


def test_nothing_was_chosen_at_first(previewed: StagedImport) -> None:
    assert choices_of(previewed) == Choices()
    assert n_ticked(previewed, Choices()) == 0


def test_what_was_chosen_is_there_again(reporter: Account, previewed: StagedImport) -> None:
    wanted = Choices(take_offers=True, hand_in=False)
    choose(by=reporter, staged=previewed, choices=wanted)
    assert choices_of(previewed) == wanted
    [path] = folder_of(previewed.uuid).glob("choices*")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_ticked_row_stays_ticked_while_other_pages_are_looked_at(
    reporter: Account, previewed: StagedImport
) -> None:
    choose(by=reporter, staged=previewed, choices=Choices(), asked=[FIRST], ticked=[FIRST])
    kept = choose(by=reporter, staged=previewed, choices=Choices(), asked=[SECOND], ticked=[])
    assert [kept.enters(row) for row in LIKELY] == [True, False]
    assert n_ticked(previewed, kept) == 1


def test_all_can_be_ticked_and_one_of_them_left(reporter: Account, previewed: StagedImport) -> None:
    everything = Choices(enter_duplicates=True)
    kept = choose(by=reporter, staged=previewed, choices=everything, asked=LIKELY, ticked=[])
    assert n_ticked(previewed, kept) == 2  # the boxes of the page were not ticked yet when all of them were
    kept = choose(by=reporter, staged=previewed, choices=everything, asked=LIKELY, ticked=[SECOND])
    assert [kept.enters(row) for row in LIKELY] == [False, True]
    assert n_ticked(previewed, kept) == 1


def test_only_rows_that_are_likely_known_can_be_ticked(previewed: StagedImport) -> None:
    assert chosen(previewed, Choices(), asked=[BAD, 999], ticked=[BAD, 999]).exceptions == frozenset()


def test_another_reading_of_the_columns_begins_anew(reporter: Account, previewed: StagedImport) -> None:
    choose(by=reporter, staged=previewed, choices=Choices(take_offers=True))
    mapping = Mapping.from_json(previewed.mapping)
    choose_columns(by=reporter, staged=previewed, mapping=replace(mapping, ditto=not mapping.ditto))
    previewed.refresh_from_db()
    assert choices_of(previewed) == Choices()


def test_nobody_chooses_for_another(previewed: StagedImport) -> None:
    with pytest.raises(NotAllowed):
        choose(by=make_account("reporter"), staged=previewed, choices=Choices(take_offers=True))
    assert choices_of(previewed) == Choices()


def test_nothing_is_chosen_after_the_import(
    reporter: Account, previewed: StagedImport, bring_in: Callable[..., ImportBatch]
) -> None:
    bring_in()
    with pytest.raises(WrongState):
        choose(by=reporter, staged=previewed, choices=Choices(take_offers=True))


def test_the_ticked_row_enters_and_the_other_stays_outside(bring_in: Callable[..., ImportBatch]) -> None:
    batch = bring_in(exceptions=frozenset([SECOND]))
    assert list(Incident.objects.order_by("import_row").values_list("import_row", flat=True)) == [
        2,
        SECOND,
        7,
    ]
    assert (batch.n_accepted, batch.n_refused) == (3, 3)


def test_of_all_one_can_be_left(bring_in: Callable[..., ImportBatch]) -> None:
    bring_in(enter_duplicates=True, exceptions=frozenset([SECOND]))
    assert list(Incident.objects.order_by("import_row").values_list("import_row", flat=True)) == [2, FIRST, 7]
