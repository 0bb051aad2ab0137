"""What was chosen beside a preview, kept with the staged file: it outlives paging, another tab and a lost sign-in."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import orjson
from django.db import transaction

from incidents.models import Account, StagedImport
from incidents.selectors.staged_files import folder_of
from incidents.services.importing import Choices, Verdict
from incidents.services.staging.handing_over import locked, require_unused
from incidents.services.staging.previewing import preview_key, preview_of


def choices_of(staged: StagedImport) -> Choices:
    """Return what was chosen for the preview as it is now; the usual if nothing was."""
    path = _path(staged)
    if not path.exists():
        return Choices()
    kept = orjson.loads(path.read_bytes())
    return Choices.from_json(kept["choices"]) if kept["preview"] == preview_key(staged) else Choices()


@transaction.atomic
def choose(
    *, by: Account, staged: StagedImport, choices: Choices, asked: Collection[int] = (), ticked: Collection[int] = ()
) -> Choices:  # fmt: skip
    """Keep choices for the import; `asked` are the rows that were shown with a box to tick, `ticked` those with a tick."""
    staged = locked(staged)
    require_unused(by, staged)
    choices = chosen(staged, choices, asked=asked, ticked=ticked)
    note(staged, choices)
    return choices


def chosen(
    staged: StagedImport, choices: Choices, *, asked: Collection[int] = (), ticked: Collection[int] = ()
) -> Choices:
    """Return choices together with the rows that were ticked one by one, here and on other pages."""
    known = choices_of(staged)
    if choices.enter_duplicates != known.enter_duplicates:
        return replace(choices, exceptions=frozenset())  # all of them, or none, was the last word
    others = {
        row for row in asked if (row in ticked) != choices.enter_duplicates and _is_likely_known(staged, row)
    }
    return replace(choices, exceptions=known.exceptions - set(asked) | others)


def n_ticked(staged: StagedImport, choices: Choices) -> int:
    """Return how many rows enter although they likely tell of a known event."""
    n_exceptions = len(choices.exceptions)
    n_all = preview_of(staged).counts().get(Verdict.DUPLICATE.value, 0)
    return n_all - n_exceptions if choices.enter_duplicates else n_exceptions


def note(staged: StagedImport, choices: Choices) -> None:
    """Write choices beside the staged file, whole or not at all."""
    path = _path(staged)
    unfinished = path.with_suffix(".part")
    content = {"preview": preview_key(staged), "choices": choices.to_json()}
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(orjson.dumps(content))
    unfinished.replace(path)


def _is_likely_known(staged: StagedImport, row_number: int) -> bool:
    preview = preview_of(staged)
    return preview.exists and preview.position_of(Verdict.DUPLICATE.value, row_number) is not None


def _path(staged: StagedImport) -> Path:
    return folder_of(staged.uuid) / "choices.json"
