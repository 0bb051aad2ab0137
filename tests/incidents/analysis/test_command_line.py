"""python -m incidents.analysis on a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incidents.analysis.__main__ import main
from tests.incidents.analysis.logs import DATA, oracle

CASE = str(DATA / "scan_oracles" / "case1.csv")


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_scan_of_a_frozen_log(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, expected = oracle(1)
    answer = ask(
        capsys, "scan", CASE, "--max-km", "100", "--max-days", "30", "--replicates", "999",
        "--start", "2024-01-01", "--end", "2025-12-30", "--earth-radius-km", "6367",
    )  # fmt: skip
    assert {key: answer[key] for key in ("centre", "start", "end", "observed")} == {
        key: expected[key] for key in ("centre", "start", "end", "observed")
    }
    assert round(answer["llr"], 6) == expected["llr"]
    rows = Path(CASE).read_text().splitlines()
    assert all(rows[number].startswith("s12,") for number in answer["members"])
    assert len(answer["digest"]) == 64
    assert answer["secondary"][0]["llr"] < answer["llr"]


def test_collapse_judges_on_cases(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = ["site,lat,lon,day,case"]
    lines += [f"s{i % 9},{36 + i % 9 / 10},127,2024-{1 + i % 12:02}-{1 + i % 28:02}," for i in range(80)]
    lines += [f"s1,36.1,127,2025-02-{d:02},group" for d in (3, 3, 5, 7, 9, 11, 12)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines))
    answer = ask(capsys, "scan", str(path), "--replicates", "199", "--collapse")
    assert (answer["observed"], answer["observed_cases"], answer["n_collapsed"]) == (6, 1, 1)
    assert answer["p_incidents"] < 0.05 < answer["p"]


@pytest.mark.parametrize("test", ["knox", "series", "surge"])
def test_other_tests_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path, test: str) -> None:
    lines = ["site,lat,lon,day,site_type,items"]
    lines += [
        f"s{i % 7},{36 + i % 7 / 10},127,2024-{1 + i % 12:02}-{1 + i % 28:02},base,a|b" for i in range(30)
    ]
    lines += [
        f"s{i % 7},{36 + i % 7 / 10},127,2024-{1 + i % 11:02}-{1 + i % 27:02},base,c" for i in range(30)
    ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines))
    answer = ask(capsys, test, str(path), "--replicates", "99")
    assert answer["method"] == test
    assert 0 < answer["p"] <= 1
    assert main([test, str(path), "--replicates", "99"]) == 0
    assert "digest: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a,91,127,2024-01-01", "lat[0] is 91.0: it must lie between -90 and 90"),
        ("a,x,127,2024-01-01", "row 1, lat is 'x': give decimal degrees"),
        ("a,37,127,2024-13-01", "row 1, day is '2024-13-01': give a date as YYYY-MM-DD"),
        (",37,127,2024-01-01", "row 1, site is '': give the site a name"),
        ("a,37,127,2024-01-01\na,38,127,2024-01-02", "site a has other coordinates in an earlier row"),
    ],
)
def test_bad_rows_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"site,lat,lon,day\n{line}\n")
    assert main(["scan", str(path)]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_file_or_column_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["scan", str(tmp_path / "none.csv")]) == 2
    path = tmp_path / "log.csv"
    path.write_text("site,lat,day\n")
    assert main(["scan", str(path)]) == 2
    assert "add the column lon" in capsys.readouterr().err
