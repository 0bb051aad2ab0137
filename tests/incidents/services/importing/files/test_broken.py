"""Names of columns that lost their letters are refused, because columns about persons would pass under them."""

from __future__ import annotations

import pytest

from tests.incidents.services.importing.files.making import csv_of, read, refusal, xlsx_of

REFUSED = "letters in the names of the columns were broken before they came here"
HEADER, ROW = ("일시", "성명", "장소"), ("2025-04-21", "somebody", "gate")


def broken(by: str, to: str) -> tuple[str, ...]:
    """Return the header as one program wrote it and another one read it."""
    return tuple(name.encode(by).decode(to) for name in HEADER)


@pytest.mark.parametrize(
    "header",
    [
        tuple("?" * len(name) for name in HEADER),
        ("date", "?? ??", "place"),
        ("date", "성\ufffd", "place"),
        ("date", "占쏙옙", "place"),
        broken("utf-8", "latin-1"),
        broken("cp949", "latin-1"),
        ("date", "ì„±ëª…", "place"),
        ("date", "¼º¸í", "place"),
    ],
)
def test_broken_names_refuse_the_file_and_say_what_to_do(header: tuple[str, ...]) -> None:
    assert REFUSED in refusal(csv_of(header, ROW))
    assert "CSV UTF-8" in refusal(xlsx_of(header, ROW))


@pytest.mark.parametrize(
    "header",
    [
        HEADER, ("date", "?", "place"), ("date", "done?", "place"), ("date", "Größe", "Städte"), ("date", "Été", "lieu d’été"),
        ("Fecha", "Ubicación", "Número"), ("日時", "場所", "内容"), ("date", "±°", "µ"), ("date", "고도(°)", "거리(±m)"),
    ],
)  # fmt: skip
def test_whole_names_of_any_language_pass(header: tuple[str, ...]) -> None:
    assert [column.header for column in read(csv_of(header, ROW)).columns]
