"""A preview on disk: whole or not there, found by any way to narrow it, and never more marks than a map can show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from incidents.selectors.staged_files import Preview, PreviewRow
from incidents.services.importing import RowVerdict, Verdict
from incidents.services.staging import preview_file
from incidents.services.staging.preview_file import PreviewWriter
from sites.geometry import Point

NEW = RowVerdict(
    2, Verdict.NEW, point=Point(lat=37.09, lon=127.03), day=dt.date(2025, 4, 21), notes=("Read as told.",)
)
DRAFT = RowVerdict(3, Verdict.NEW, reasons=("What was done is missing.",), site_code="osan-air-base")
SWAPPED = RowVerdict(
    4, Verdict.REFUSED, reasons=("lat 127.03 is outside -90 to 90.",), offer=(37.09, 127.03), flags=frozenset({"swapped"})
)  # fmt: skip
TWIN = RowVerdict(7, Verdict.DUPLICATE, match="row 2", site_code="osan-air-base")


def write(folder: Path, verdicts: Iterable[RowVerdict]) -> Preview:
    with PreviewWriter(folder) as writer:
        for verdict in verdicts:
            writer.write(verdict, {"summary": f"row {verdict.row_number}"})
    return Preview(folder)


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    return write(tmp_path / "preview-1", [NEW, DRAFT, SWAPPED, TWIN])


def numbers(rows: Iterable[PreviewRow]) -> list[int]:
    return [row.row_number for row in rows]


def test_every_way_to_narrow_is_counted(preview: Preview) -> None:
    assert preview.counts() == {
        "all": 4, "new": 2, "noted": 1, "incomplete": 1, "refused": 1, "swapped": 1, "duplicate": 1,
    }  # fmt: skip


def test_rows_come_back_as_they_were_judged(preview: Preview) -> None:
    new, _draft, swapped, twin = preview.page("all", slice(0, 50))
    assert (new.verdict, new.day, new.point, new.notes) == (
        "new",
        "2025-04-21",
        [37.09, 127.03],
        ["Read as told."],
    )
    assert (swapped.offer, swapped.flags, swapped.reasons) == (
        [37.09, 127.03],
        ["swapped"],
        list(SWAPPED.reasons),
    )
    assert (twin.match, twin.site_code, twin.told) == ("row 2", "osan-air-base", {"summary": "row 7"})


def test_pages_hold_only_their_kind(preview: Preview) -> None:
    assert numbers(preview.page("new", slice(0, 1))) == [2]
    assert numbers(preview.page("new", slice(1, 2))) == [3]
    assert numbers(preview.page("new", slice(2, 3))) == []
    assert numbers(preview.page("update", slice(0, 9))) == []
    assert numbers(preview.rows("all")) == [2, 3, 4, 7]


def test_a_row_is_found_among_its_kind(preview: Preview) -> None:
    assert [preview.position_of("all", number) for number in (2, 4, 5, 7, 99)] == [0, 2, None, 3, None]
    assert preview.position_of("refused", 4) == 0
    assert preview.position_of("refused", 2) is None


def test_marks_stand_at_points_or_at_sites(preview: Preview) -> None:
    assert preview.points() == {
        "points": [[37.09, 127.03, "new", 1, 2]],
        "sites": [["osan-air-base", "new", 1, 3], ["osan-air-base", "duplicate", 1, 7]],
    }


def test_many_points_become_few_marks_that_still_count_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_file, "MAX_MARKS", 50)
    rows = [
        RowVerdict(n, Verdict.NEW, point=Point(lat=36 + n % 50 / 100, lon=127 + n // 50 / 100))
        for n in range(2, 1_002)
    ]
    points = write(tmp_path / "preview-1", rows).points()["points"]
    assert len(points) <= 50
    assert sum(n for _lat, _lon, _verdict, n, _first in points) == 1_000
    assert min(first for *_rest, first in points) == 2


def test_a_preview_that_breaks_off_does_not_exist(tmp_path: Path) -> None:
    def broken() -> Iterable[RowVerdict]:
        yield NEW
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(tmp_path / "preview-1", broken())
    assert not Preview(tmp_path / "preview-1").exists
    assert list(tmp_path.iterdir()) == []


def test_a_new_preview_takes_the_place_of_the_old_one(preview: Preview) -> None:
    write(preview.folder, [TWIN])
    assert preview.counts() == {"all": 1, "duplicate": 1}
    assert preview.page("new", slice(0, 9)) == []


def test_only_the_owner_of_the_process_reads_it(preview: Preview) -> None:
    assert preview.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in preview.folder.iterdir()} == {0o600}
