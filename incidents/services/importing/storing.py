"""Writing entries: reports with their child rows, transitions and numbers, as `file_incident` would store them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from incidents.enums import Status
from incidents.models import Account, CaseGroup, Disposition, ImportBatch, Incident, Log, Source, Transition
from incidents.services.children import MODELS
from incidents.services.importing.bulk import insert_rows, take_keys
from incidents.services.importing.entries import Entry
from incidents.services.importing.prepared import (
    CHILD_FIELDS,
    CODE_COLUMNS,
    OWN_COLUMNS,
    Preparer,
    prepared_default,
)
from incidents.services.numbering import hold_sequence, next_numbers

_WRITTEN = (
    "id", "uuid", "number", "status", "case_id", "case_linked_at", "case_linked_after_run_id", "submitted_at",
    "import_row", "import_key", "import_digest",
)  # fmt: skip
_DRAFT, _SUBMITTED = str(Status.DRAFT), str(Status.SUBMITTED)
_UUID = Incident._meta.get_field("uuid")


class Writer:
    """Stores the entries of one import; the caller owns the transaction."""

    def __init__(self, by: Account, log: Log, batch: ImportBatch, *, hand_in: bool) -> None:
        self._by, self._log, self._batch, self._hand_in = by, log, batch, hand_in
        self._cases: dict[str, int] = {}
        shared = {
            "log_id": log.pk,
            "entered_by_id": by.pk,
            "last_edited_by_id": by.pk,
            "import_batch_id": batch.pk,
        }
        own = {*_WRITTEN, *CODE_COLUMNS, *OWN_COLUMNS, *shared, "created_at", "changed_at"}
        shared |= {
            field.attname: prepared_default(Incident, field.name)
            for field in Incident._meta.concrete_fields
            if field.attname not in own
        }
        self._shared = shared
        self._version = prepared_default(Incident, "record_version")

    def store(self, entries: Sequence[Entry]) -> list[str]:
        """Store reports and return their numbers, in the order of the entries."""
        if not entries:
            return []
        now = timezone.now()
        numbers = next_numbers("UPR", on=timezone.localdate(), count=len(entries))
        keys = take_keys(Incident, len(entries))
        moment, last_run = Preparer().moment(now), self._last_run(entries)
        rows = [
            (
                key, uuid, number, _SUBMITTED if (is_handed_in := self._hands_in(entry)) else _DRAFT,
                *self._case_columns(entry.case_ref, moment, last_run), moment if is_handed_in else None,
                entry.row_number, entry.key, entry.digest, *entry.codes, *entry.own,
            )
            for key, uuid, number, entry in zip(keys, _uuids(len(entries)), numbers, entries, strict=True)
        ]  # fmt: skip
        shared = {**self._shared, "created_at": moment, "changed_at": moment}
        insert_rows(Incident._meta.db_table, (*_WRITTEN, *CODE_COLUMNS, *OWN_COLUMNS), rows, shared)
        self._store_children(keys, entries)
        self._store_steps(keys, entries, moment)
        return numbers

    def hold(self) -> None:
        """Make all who take numbers wait until the transaction ends."""
        hold_sequence("UPR", on=timezone.localdate())

    def _hands_in(self, entry: Entry) -> bool:
        return self._hand_in and not entry.missing

    def _case_columns(self, ref: str, moment: Any, last_run: int | None) -> tuple[Any, ...]:
        if not ref:
            return None, None, None
        if ref not in self._cases:
            self._cases[ref] = CaseGroup.objects.get_or_create(log=self._log, ref=ref)[0].pk
        return self._cases[ref], moment, last_run

    def _last_run(self, entries: Iterable[Entry]) -> int | None:
        if not any(entry.case_ref for entry in entries):
            return None
        return self._log.runs.order_by("-number").values_list("pk", flat=True).first()

    def _store_children(self, keys: Sequence[int], entries: Sequence[Entry]) -> None:
        pairs = [(key, entry.children) for key, entry in zip(keys, entries, strict=True) if entry.children]
        for name in ("equipment", "actions"):
            self._insert(name, ("incident_id",), [
                (key, *row) for key, children in pairs for row in children.get(name, ())
            ])  # fmt: skip
        sources = self._store_sources(pairs)
        self._store_dispositions(pairs, sources)
        self._insert("claims", ("incident_id", "source_id"), [
            (key, sources.get((key, source)), *row)
            for key, children in pairs
            for *row, source in children.get("claims", ())
        ])  # fmt: skip

    def _store_sources(self, pairs: Sequence[tuple[int, Any]]) -> dict[tuple[int, int], int]:
        """Store sources and return their keys by report and position."""
        rows = [
            (key, position, row)
            for key, children in pairs
            for position, row in enumerate(children.get("sources", ()), 1)
        ]
        taken = take_keys(Source, len(rows))
        self._insert("sources", ("id", "incident_id"), [
            (source, key, *row) for source, (key, _position, row) in zip(taken, rows, strict=True)
        ])  # fmt: skip
        return {(key, position): source for source, (key, position, _row) in zip(taken, rows, strict=True)}

    def _store_dispositions(
        self, pairs: Sequence[tuple[int, Any]], sources: dict[tuple[int, int], int]
    ) -> None:
        rows = [
            (key, order, row)
            for key, children in pairs
            for order, row in enumerate(children.get("dispositions", ()), 1)
        ]
        taken = take_keys(Disposition, len(rows))
        self._insert("dispositions", ("id", "incident_id", "order", "source_id"), [
            (line, key, order, sources.get((key, row[-2])), *row[:-2])
            for line, (key, order, row) in zip(taken, rows, strict=True)
        ])  # fmt: skip
        insert_rows(
            Disposition.legal_bases.through._meta.db_table,
            ("disposition_id", "legalbasis_id"),
            [
                (line, basis)
                for line, (_key, _order, row) in zip(taken, rows, strict=True)
                for basis in dict.fromkeys(row[-1])
            ],
        )

    def _insert(self, name: str, more: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
        columns = (*more, *(field.attname for field in CHILD_FIELDS[name]))
        insert_rows(MODELS[name]._meta.db_table, columns, rows)

    def _store_steps(self, keys: Sequence[int], entries: Sequence[Entry], moment: Any) -> None:
        rows: list[tuple[Any, ...]] = []
        for key, entry in zip(keys, entries, strict=True):
            rows.append((key, "", _DRAFT))
            if self._hands_in(entry):
                rows.append((key, _DRAFT, _SUBMITTED))
        shared = {"record_version": self._version, "by_id": self._by.pk, "at": moment} | {
            name: prepared_default(Transition, name) for name in ("rationale", "explanations_considered")
        }
        insert_rows(Transition._meta.db_table, ("incident_id", "from_status", "to_status"), rows, shared)


def _uuids(count: int) -> list[Any]:
    """Return random keys with one beginning, in order, so that those stored together lie together in their index."""
    beginning, tails = os.urandom(6).hex(), os.urandom(9 * count).hex()
    texts = sorted(
        f"{beginning}4{tails[start : start + 3]}{'89ab'[ord(tails[start + 3]) & 3]}{tails[start + 3 : start + 18]}"
        for start in range(0, 18 * count, 18)
    )
    if connection.vendor == "sqlite":
        return texts
    return [_UUID.get_db_prep_save(text, connection) for text in texts]
