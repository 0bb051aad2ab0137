"""Keeping mappings under a name: by whom, with an audit event, and for which tables they come back."""

from __future__ import annotations

import pytest

from incidents.enums import AuditAction
from incidents.errors import ImportRefused, NotAllowed
from incidents.models import Account, AuditEvent, ImportMapping
from incidents.services.importing.mapping import Field, Mapping
from incidents.services.mappings import mappings_for, save_mapping
from tests.factories import make_account
from tests.incidents.services.importing.mapping.tables import table_of

MAPPING = Mapping((Field("date", ("일시",)), Field("place_as_reported", ("장소",))))


def columns_of(*headers: str) -> tuple[object, ...]:
    return table_of(headers, ["x"] * len(headers)).columns


def test_a_mapping_is_kept_with_its_audit_event(reporter: Account) -> None:
    kept = save_mapping(by=reporter, name="  제1비행단   일지 ", mapping=MAPPING)
    assert kept.name == "제1비행단 일지"
    assert Mapping.from_json(kept.content).digest == MAPPING.digest
    event = AuditEvent.objects.get(action=AuditAction.MAPPING_SAVED)
    assert (event.actor, event.object_key) == (reporter, str(kept.uuid))


def test_its_owner_may_put_another_in_its_place_and_nobody_else(reporter: Account) -> None:
    kept = save_mapping(by=reporter, name="log", mapping=MAPPING)
    again = save_mapping(by=reporter, name="log", mapping=Mapping((Field("date", ("날짜",)),)))
    assert again.pk == kept.pk
    assert ImportMapping.objects.count() == 1
    with pytest.raises(ImportRefused, match="someone else"):
        save_mapping(by=make_account("reporter"), name="log", mapping=MAPPING)
    assert Mapping.from_json(ImportMapping.objects.get().content).headers == ("날짜",)


def test_only_who_may_import_keeps_mappings(auditor: Account) -> None:
    with pytest.raises(NotAllowed):
        save_mapping(by=auditor, name="log", mapping=MAPPING)
    assert not ImportMapping.objects.exists()
    assert not AuditEvent.objects.filter(action=AuditAction.MAPPING_SAVED).exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b", "faa-uas-sightings"])
def test_a_name_that_cannot_be_kept_is_refused(reporter: Account, name: str) -> None:
    with pytest.raises(ImportRefused):
        save_mapping(by=reporter, name=name, mapping=MAPPING)


def test_a_kept_mapping_comes_back_for_tables_that_have_its_columns(reporter: Account) -> None:
    save_mapping(by=reporter, name="log", mapping=MAPPING)
    (found,) = mappings_for(columns_of("일 시", "장소", "비고"))
    assert found.name == "log"
    assert found.headers == ("일 시", "장소")
    assert mappings_for(columns_of("일시", "비고")) == []


def test_a_small_mapping_does_not_take_over_a_large_table(reporter: Account) -> None:
    save_mapping(by=reporter, name="log", mapping=MAPPING)
    assert mappings_for(columns_of("일시", "장소", "위도", "경도", "내용", "장비", "조치")) == []


def test_the_mapping_that_reads_most_columns_comes_first(reporter: Account) -> None:
    save_mapping(by=reporter, name="small", mapping=MAPPING)
    larger = Mapping((*MAPPING.fields, Field("note", ("비고",))))
    save_mapping(by=reporter, name="large", mapping=larger)
    assert [one.name for one in mappings_for(columns_of("일시", "장소", "비고"))] == ["large", "small"]


@pytest.mark.django_db
def test_the_american_workbooks_are_known_without_anybody_having_kept_them() -> None:
    found = mappings_for(columns_of("Date of Sighitng", "State", "City", "Summary"))
    assert [one.name for one in found] == ["faa-uas-sightings"]


def test_a_mapping_of_another_version_is_passed_over(reporter: Account) -> None:
    kept = save_mapping(by=reporter, name="log", mapping=MAPPING)
    ImportMapping.objects.filter(pk=kept.pk).update(content={"version": 99})
    assert mappings_for(columns_of("일시", "장소")) == []


def test_kept_mappings_are_read_in_one_query(reporter: Account, django_assert_num_queries: object) -> None:
    for name in ("a", "b", "c"):
        save_mapping(by=reporter, name=name, mapping=MAPPING)
    with django_assert_num_queries(1):  # type: ignore[operator]
        mappings_for(columns_of("일시", "장소"))
