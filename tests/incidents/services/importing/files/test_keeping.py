"""The staged file: whole or not there, for its owner alone, and cheap to open in the middle."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from incidents.errors import ImportRefused
from incidents.services.importing.files import keep, kept, spool
from tests.incidents.services.importing.files.making import HEADER, cells_of, csv_of, read, row, workbook

ODD = ("tab\there", "line\nbreak \\n \\u \\\\", "unit\x1fseparator")
TABLE = csv_of(HEADER, ODD, ("2025-04-21", "부산항", ""), ("2025-04-22", "pier", "x"))


def test_a_kept_table_says_the_same_as_the_one_just_read(tmp_path: Path) -> None:
    table = read(TABLE)
    keep(table, tmp_path / "staged")
    again = kept(tmp_path / "staged")
    assert (again, list(again.rows())) == (table, list(table.rows()))
    assert cells_of(again)[0] == ODD


def test_a_kept_table_can_be_kept_again(tmp_path: Path) -> None:
    keep(read(TABLE), tmp_path / "first")
    keep(kept(tmp_path / "first"), tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_problems_of_rows_are_kept(tmp_path: Path) -> None:
    table = read(workbook(row(1, *HEADER) + row(2, "a", "b", "<c><f>1</f></c>")))
    keep(table, tmp_path / "staged")
    assert [found.problem for found in kept(tmp_path / "staged").rows()] == [
        "cell C2 holds a formula without a value. Open the file in a spreadsheet program and save it."
    ]


def test_nobody_else_may_read_the_file_whatever_the_mask_says(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        keep(read(TABLE), tmp_path / "staged")
    finally:
        os.umask(mask)
    assert (tmp_path / "staged").stat().st_mode & 0o777 == 0o600


def test_rows_begin_where_they_are_asked_for(tmp_path: Path) -> None:
    table = read(csv_of(("number", "text"), *[(str(at), "x") for at in range(2, 20_002)]))
    keep(table, tmp_path / "staged")
    for source in (table, kept(tmp_path / "staged")):
        for first in (0, 2, 3, 4_097, 4_098, 4_099, 20_001):
            begin = next(source.rows(first))
            assert (begin.number, begin.cells[0]) == (max(first, 2), str(max(first, 2)))
        assert list(source.rows(20_002)) == []


def test_two_readers_of_one_table_do_not_disturb_each_other(tmp_path: Path) -> None:
    keep(read(TABLE), tmp_path / "staged")
    for table in (read(TABLE), kept(tmp_path / "staged")):
        assert [one == other for one, other in zip(table.rows(), table.rows(), strict=True)] == [True] * 3


@pytest.mark.parametrize("tenth", range(10))
def test_a_staged_file_cut_off_is_refused(tmp_path: Path, tenth: int) -> None:
    path = tmp_path / "staged"
    keep(read(TABLE), path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * tenth // 10])
    with pytest.raises(ImportRefused, match="gone or damaged"):
        kept(path)


@pytest.mark.parametrize(
    "content", [b"{}\n", b"[]\n", b"null\n", b"\xff\n", b'{"format": "other"}\n', b"{" * 5_000]
)
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "staged").write_bytes(content)
    with pytest.raises(ImportRefused, match="gone or damaged"):
        kept(tmp_path / "staged")


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="gone or damaged"):
        kept(tmp_path / "staged")


def fails_with(number: int) -> Callable[..., int]:
    def write(*_arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    return write


def test_a_full_disk_leaves_nothing_behind_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = read(TABLE)
    monkeypatch.setattr(spool.os, "write", fails_with(errno.ENOSPC))
    with pytest.raises(ImportRefused, match="no room left"):
        keep(table, tmp_path / "staged")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_file_that_was_there_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(read(TABLE), tmp_path / "staged")
    before = (tmp_path / "staged").read_bytes()
    monkeypatch.setattr(spool.os, "write", fails_with(errno.EDQUOT))
    with pytest.raises(ImportRefused, match="no room left"):
        keep(read(csv_of(HEADER, ("other", "table", "x"))), tmp_path / "staged")
    assert ((tmp_path / "staged").read_bytes(), len(list(tmp_path.iterdir()))) == (before, 1)


def test_another_fault_of_the_disk_is_not_called_a_full_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = read(TABLE)
    monkeypatch.setattr(spool.os, "write", fails_with(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        keep(table, tmp_path / "staged")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_a_part_of_each_piece_gets_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, write = read(TABLE), os.write
    monkeypatch.setattr(spool.os, "write", lambda target, block: write(target, block[:7]))
    keep(table, tmp_path / "staged")
    assert cells_of(kept(tmp_path / "staged")) == cells_of(table)


def test_no_room_for_a_single_byte_more_ends_in_sentences_and_an_empty_folder(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import django, os, sys
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()
        from pathlib import Path
        from incidents.errors import ImportRefused
        from incidents.services.importing.files import keep, read_file
        content = b"date,place,note\\n" + b"2025-04-21,gate,seen\\n" * 200_000
        small = read_file(content[:2_000_016], file_name="small.csv")
        for act in (lambda: read_file(content, file_name="log.csv"), lambda: keep(small, Path(sys.argv[1]) / "staged")):
            try:
                act()
            except ImportRefused as refused:
                print(refused)
            import resource
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 3_000_000))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parents[5],
        preexec_fn=lambda: (
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
            resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000)),
        ),
    )  # fmt: skip
    assert done.stdout.count("There is no room left for the file") == 2
    assert (done.stderr, list(tmp_path.iterdir())) == ("", [])
