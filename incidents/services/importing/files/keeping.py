"""The staged file: a head line of JSON, then the rows; nothing in it comes from a dropped column."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.room import is_no_room, no_room
from incidents.services.importing.files.spool import KeptBody, write_all
from incidents.services.importing.files.table import Column, Table

_FORMAT = "sightline staged table 1"
_MAX_HEAD_BYTES = 4_000_000
_HEAD_FIELDS = tuple(field.name for field in fields(Table) if field.name != "body")


def keep(table: Table, path: Path) -> None:
    """Write the table to a file that its owner alone may read; the path holds all of it or nothing."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _write(table, descriptor)
        os.fsync(descriptor)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if is_no_room(error):
            raise no_room() from error
        raise
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _write(table: Table, descriptor: int) -> None:
    head = {name: getattr(table, name) for name in _HEAD_FIELDS}
    head["columns"] = [asdict(column) for column in table.columns]
    head["format"], head["marks"] = _FORMAT, table.body.marks
    # The length of the rows is known once they are written; its room is of one width, so that nothing moves.
    begin = json.dumps(head)[:-1].encode()
    write_all(descriptor, begin + _length(0))
    n_bytes = table.body.write_to(descriptor)
    os.pwrite(descriptor, _length(n_bytes), len(begin))


def _length(n_bytes: int) -> bytes:
    return b', "n_bytes": %-12d}\n' % n_bytes


def kept(path: Path) -> Table:
    """Reopen a staged file; refuse one that is cut off or not ours."""
    try:
        with path.open("rb") as file:
            line = file.readline(_MAX_HEAD_BYTES)
            n_bytes = os.fstat(file.fileno()).st_size - len(line)
        head = json.loads(line)
        if head["format"] != _FORMAT or head["n_bytes"] != n_bytes:
            raise ValueError
        return _table(head, path, len(line))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ImportRefused(_("The staged file is gone or damaged. Hand the file over again.")) from error


def _table(head: dict[str, Any], path: Path, begin: int) -> Table:
    values = {name: head[name] for name in _HEAD_FIELDS}
    values["columns"] = tuple(Column(**column) for column in head["columns"])
    values["sheets"], values["notes"] = tuple(head["sheets"]), tuple(head["notes"])
    marks = tuple((number, at) for number, at in head["marks"])
    return Table(**values, body=KeptBody(path, begin, marks))
