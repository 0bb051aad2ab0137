"""A column of places is one of sites where the registry knows most of them; the rest is said, row by row."""

from __future__ import annotations

import pytest

from incidents.models import Account
from incidents.services.importing import judge_rows
from incidents.services.importing.mapping import guess, translate
from tests.factories import make_log, make_site
from tests.incidents.services.importing.mapping.tables import table_of

pytestmark = pytest.mark.django_db
HEADER = ("일시", "장소", "내용", "좌표")
POINT = "37.0905, 127.0301"


def rows(*places: str) -> list[tuple[str, ...]]:
    return [
        (f"25.4.{day}. 09:00", place, "울타리 밖에서 사진 촬영", POINT) for day, place in enumerate(places, 1)
    ]


def test_a_point_beside_a_site_that_nobody_knows_is_said_to_decide(reporter: Account) -> None:
    make_site(name_ko="오산 공군기지")
    table = table_of(HEADER, *rows("오산 공군기지", "오산 공군기지", "오산 공군기지", "없는기지 B"))
    mapping = guess(table)
    assert mapping.field_of("site").columns == ("장소",)
    told = list(judge_rows(by=reporter, log=make_log(), rows=translate(table.rows(), mapping, table.columns)))
    assert {verdict.site_code for verdict in told} == {"osan-air-base"}
    assert [bool(verdict.notes) for verdict in told] == [False, False, False, True]
    assert "not in the registry; the point decides" in told[3].notes[0]


@pytest.mark.parametrize("places", [("정문", "후문", "오산 공군기지"), ("강가", "다리 밑", "길가")])
def test_words_that_are_mostly_no_sites_stay_words(places: tuple[str, ...]) -> None:
    make_site(name_ko="오산 공군기지")
    table = table_of(HEADER, *rows(*places))
    assert guess(table).field_of("site") is None
