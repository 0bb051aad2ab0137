"""Size and power tables: resumable, and the same whoever runs them."""

from __future__ import annotations

from pathlib import Path

from incidents.analysis.calibration import Cell, calibrate, power_cells, size_cells, table


def test_finished_batches_are_not_run_again(tmp_path: Path) -> None:
    store, told = tmp_path / "rates.jsonl", []
    cells = [Cell("knox", "quiet", 30)]
    first = calibrate(cells, 60, store, told.append, replicates=19)
    assert len(told) == 2
    with store.open("a") as file:
        file.write('["cut sho')
    again = calibrate(cells, 60, store, told.append, replicates=19)
    assert again == first
    assert len(told) == 2
    assert first[0].sets == 60


def test_a_hit_needs_half_of_the_planted_and_half_of_the_found() -> None:
    (rate,) = calibrate([Cell("scan", "burst", 60, 8)], 10, replicates=99)
    assert 5 <= rate.hits <= rate.alarms <= 10


def test_every_test_is_measured_in_every_null_world() -> None:
    # Two worlds break what the tests assume, and say how much that costs; in two the pairs are asked besides.
    assert len(size_cells((200,))) == 4 * (7 + 2) + 2 * 2
    assert all(cell.m for cell in power_cells())


def test_the_table_names_its_cells() -> None:
    text = table(calibrate([Cell("surge", "quiet", 30), Cell("series", "tour", 60, 8)], 5, replicates=19))
    assert text.splitlines()[2].startswith("| surge | quiet | 30 |")
    assert len(text.splitlines()) == 4
