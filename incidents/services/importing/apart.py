"""Reading a long file beside the writer: a second process reads and checks rows, and asks no database.

One process can use one core only, and writing keeps it busy. The second one is handed the registry and what tells it
how to read the file, and hands back chunks of entries. It ends with the pipe, so also when this process is killed.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, takewhile
from typing import IO, Any

from django.conf import settings
from django.utils import translation

from incidents.errors import ImportRefused, IncidentError, SiteError
from incidents.services.importing.entering import Chunk, Ruling, read_here
from incidents.services.importing.entries import Entry, Refusal, Said
from incidents.services.importing.pace import LONG_ROWS
from incidents.services.importing.rows import Row

RowsFrom = Callable[[int], Iterable[Row]]
_CHUNKS_AHEAD = 2
_LENGTH = struct.Struct("<Q")
# Of a file that this process begins itself it takes this share, while the second one starts and reads the rest.
_OWN_SHARE, _OWN_MOST = 0.45, 32_000
# The pages of the admin are half of what starting costs, and reading rows needs none of them.
_PROGRAM = (
    "from django.contrib.admin.apps import AdminConfig, SimpleAdminConfig; AdminConfig.ready = SimpleAdminConfig.ready;"
    " import django; django.setup(); from incidents.services.importing.apart import serve; serve()"
)


@contextmanager
def read_chunks(
    rows_from: RowsFrom, from_row: int, n_rows: int, ruling: Ruling, *, begins_here: bool = False
) -> Iterator[Iterator[Chunk]]:
    """Read rows chunk by chunk: in this process, or in a second one if the file is long and can be handed over.

    `begins_here` reads the first of them in this process meanwhile, for a caller that does little else.
    """
    cut = from_row + min(_OWN_MOST, int(n_rows * _OWN_SHARE)) if begins_here else from_row
    request = _request(rows_from, cut, ruling) if n_rows >= LONG_ROWS else None
    if request is None:
        yield read_here(rows_from(from_row), ruling)
        return
    child = _start(request)
    try:
        first = takewhile(lambda row: row.number < cut, rows_from(from_row) if begins_here else ())
        yield chain(read_here(first, ruling), _chunks(child))
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def serve() -> None:
    """Read what standard input asks for and answer on standard output; the life of the second process."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may speak there
    language, rows_from, from_row, ruling = pickle.load(sys.stdin.buffer)
    gc.disable()  # entries hold no cycles, and looking for them costs a third of the time
    with translation.override(language), suppress(BrokenPipeError):
        try:
            for chunk in read_here(rows_from(from_row), ruling):
                _answer(answers, ([_packed(row) for row in chunk.rows], chunk.events))
            _answer(answers, None)
        except (IncidentError, SiteError) as error:
            _answer(answers, str(error))


def _request(rows_from: RowsFrom, from_row: int, ruling: Ruling) -> bytes | None:
    try:
        return pickle.dumps((translation.get_language(), rows_from, from_row, ruling), protocol=5)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def _start(request: bytes) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE or ""),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH")])),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert child.stdin is not None
    child.stdin.write(request)
    child.stdin.close()
    return child


def _chunks(child: subprocess.Popen[bytes]) -> Iterator[Chunk]:
    """Yield the answers of the second process, some of them fetched ahead by a thread."""
    waiting: queue.Queue[bytes | None] = queue.Queue(maxsize=_CHUNKS_AHEAD)
    assert child.stdout is not None
    threading.Thread(target=_fetch, args=(child.stdout, waiting), daemon=True).start()
    while (frame := waiting.get()) is not None:
        answer = pickle.loads(frame)
        if answer is None:
            return
        if isinstance(answer, str):
            raise ImportRefused(answer)
        rows, events = answer
        yield Chunk([_unpacked(row) for row in rows], events)
    raise RuntimeError("The process that reads the file ended before the file did.")


def _fetch(answers: IO[bytes], waiting: queue.Queue[bytes | None]) -> None:
    with suppress(OSError, ValueError):
        while len(head := answers.read(_LENGTH.size)) == _LENGTH.size:
            waiting.put(answers.read(_LENGTH.unpack(head)[0]))
    waiting.put(None)


def _answer(answers: IO[bytes], content: Any) -> None:
    frame = pickle.dumps(content, protocol=5)
    answers.write(_LENGTH.pack(len(frame)) + frame)
    answers.flush()


def _packed(row: Entry | Refusal) -> tuple[Any, ...]:
    """Return a row as bare tuples, which are packed several times faster."""
    said = tuple(row.said)
    if isinstance(row, Refusal):
        return row.row_number, row.reasons, said
    return (*row[:8], None, said, row.cells)


def _unpacked(row: tuple[Any, ...]) -> Entry | Refusal:
    if len(row) == 3:
        return Refusal(row[0], row[1], Said._make(row[2]))
    return Entry._make((*row[:9], Said._make(row[9]), row[10]))
