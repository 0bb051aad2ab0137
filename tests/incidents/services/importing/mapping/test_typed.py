"""No mapping keeps what identifies a person: not in its name, its values for all rows or its headers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from incidents.errors import PersonalDataFound
from incidents.models import Account, ImportBatch, ImportMapping, StagedImport
from incidents.services.importing.batches import open_batch
from incidents.services.importing.mapping import Field, Mapping
from incidents.services.importing.mapping.typed import refuse_persons
from incidents.services.mappings import save_mapping
from incidents.services.staging import hand_over
from tests.factories import make_log
from tests.incidents.services.importing.files.making import csv_of

DATE = Field("date", ("일시",))
PERSONAL = "Kim 900101-1234568 010-2222-3333"
WITH_PERSON = {
    "name": Mapping((DATE,), name=PERSONAL),
    "summary": Mapping((DATE, Field("summary", constant=PERSONAL))),
    "column": Mapping((Field("date", (PERSONAL,)),)),
    "left aside": Mapping((DATE,), ignored=(PERSONAL,)),
}


@pytest.mark.parametrize("where", WITH_PERSON)
def test_a_mapping_that_names_a_person_is_refused_without_repeating_it(where: str) -> None:
    with pytest.raises(PersonalDataFound) as refused:
        refuse_persons(WITH_PERSON[where])
    assert "2222" not in str(refused.value)


def test_an_ordinary_one_is_not() -> None:
    refuse_persons(
        Mapping((DATE, Field("summary", constant="촬영")), name="제1비행단 일지", ignored=("접수번호",))
    )


@pytest.fixture
def staged(reporter: Account, tmp_path: Path, settings: object) -> StagedImport:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    source = tmp_path / "arrived.csv"
    source.write_bytes(csv_of(("일시", "장소", "내용"), ("25.4.1", "정문", "촬영")))
    make_log()
    return hand_over(by=reporter, source=source, file_name="log.csv")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [{"do": "use", "constant-summary": PERSONAL}, {"do": "keep", "constant-summary": PERSONAL}, {"do": "save", "name": PERSONAL}],
)  # fmt: skip
def test_what_is_typed_beside_the_columns_is_judged_before_it_is_stored(
    typed: dict[str, str], signed_in: Callable[[Account], Client], reporter: Account, staged: StagedImport
) -> None:
    answer = signed_in(reporter).post(f"/imports/{staged.uuid}/columns/", typed)
    assert answer.status_code == 400
    assert "a resident registration number" in answer.content.decode()
    assert answer.content.decode().count("010-2222-3333") == ("name" in typed)  # in the field
    staged.refresh_from_db()
    assert "2222" not in str(staged.mapping)
    assert not ImportMapping.objects.exists()


@pytest.mark.django_db
def test_no_kept_mapping_holds_it(reporter: Account) -> None:
    for where, mapping in WITH_PERSON.items():
        with pytest.raises(PersonalDataFound):
            save_mapping(by=reporter, name=PERSONAL if where == "name" else "log", mapping=mapping)
    assert not ImportMapping.objects.exists()


@pytest.mark.django_db
def test_the_record_of_an_import_keeps_what_was_read_and_not_what_was_left_aside(reporter: Account) -> None:
    facts = {"by": reporter, "log": make_log(), "file_name": "log.csv", "sha256": "0" * 64, "n_rows": 1}
    read = Mapping((DATE,), ignored=("홍길동", "오산기지"))
    batch = open_batch(**facts, mapping_json=read.to_json())
    assert Mapping.from_json(ImportBatch.objects.get(pk=batch.pk).mapping) == Mapping(
        (Field("date", ("일시",), "DATE"),)
    )
    with pytest.raises(PersonalDataFound):
        open_batch(**facts, mapping_json=WITH_PERSON["summary"].to_json())
