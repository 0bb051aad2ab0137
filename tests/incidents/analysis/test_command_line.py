"""python -m incidents.analysis on a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from incidents.analysis.__main__ import main
from incidents.analysis.log_file import read_log
from tests.incidents.analysis.logs import DATA, oracle

ROOT = Path(__file__).parents[3]
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


def test_much_that_collapses_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("site,lat,lon,day\n" + "".join(f"a,37,127,2024-{k % 6 + 1:02}-01\n" for k in range(20)))
    for test in ("scan", "knox"):
        answer = ask(capsys, test, str(path), "--collapse", "--replicates", "19")
        assert answer["collapse_note"].startswith("14 of 20 rows share site and day")


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
        ("a,91,127,2024-01-01", "row 1, lat is 91.0: it must lie between -90 and 90"),
        ("a,37,-190,2024-01-01", "row 1, lon is -190.0: it must lie between -180 and 180"),
        ("a,x,127,2024-01-01", "row 1, lat is 'x': give decimal degrees"),
        ("a,nan,127,2024-01-01", "row 1, lat is 'nan': give decimal degrees"),
        ("a,37,1e999,2024-01-01", "row 1, lon is '1e999': give decimal degrees"),
        ("a,,127,2024-01-01", "row 1, lat is '': give decimal degrees"),
        ("a,37,127,", "row 1, day is '': give a date as YYYY-MM-DD"),
        ("a,37,127,20240101", "row 1, day is '20240101': give a date as YYYY-MM-DD"),
        ("a,37,127,2024-W05-2", "row 1, day is '2024-W05-2': give a date as YYYY-MM-DD"),
        ("a,37,127,2024-01-0199", "row 1, day is '2024-01-0199': give a date as YYYY-MM-DD"),
        ("a,37,127,2024-13-01", "row 1, day is '2024-13-01': the calendar has no such day"),
        (
            "a,37,127,2024-02-29\na,37,127,2023-02-29",
            "row 2, day is '2023-02-29': the calendar has no such day",
        ),
        ("a,37,127,1949-12-31", "row 1, day is '1949-12-31': it lies outside 1950-01-01 to 2149-12-31"),
        ("a,37,127,0024-01-01", "row 1, day is '0024-01-01': it lies outside"),
        (",37,127,2024-01-01", "row 1, site is '': give the site a name"),
        ("a,37,127,2024-01-01\na,38,127,2024-01-02", "site a has other coordinates in an earlier row"),
        ("a,37,127,2024-01-01,more", "row 1, column 5 is 'more': the heading names 4 columns"),
        ("a,37,127", "row 1, day is None: the row ends after 3 cells"),
        ('a,37,127,"2024-01-01', "row 1 is"),
    ],
)
def test_bad_rows_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"site,lat,lon,day\n{line}\n")
    assert main(["scan", str(path)]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"site,lat,day\n", "heading is 'site,lat,day': add the column lon"),
        (b"", "heading is '': add the column site"),
        (b"site;lat;lon;day\n", "columns are separated by commas"),
        (b"site,lat,lon,day,day\n", "heading is 'day': two columns have this name"),
        (b"site,lat,lon,day,item\n", "heading is 'item': name the column items if it is that"),
        ("site,lat,lon,day\nÓsan,37,127,2024-01-01\n".encode("latin-1"), "row 1 is b'\\xd3san': the file is not in UTF-8"),
        ("site,lat,lon,day\na,37,127,2024-01-01\n오산,37,127,2024-01-01\n".encode("cp949"), "row 2 is b"),
        ("site,lat,lon,day\n".encode("utf-16"), "heading is b"),
    ],
)  # fmt: skip
def test_files_that_are_no_log_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    assert main(["scan", str(path)]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_file_and_a_folder_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        assert main(["scan", str(path)]) == 2
        assert f"file is '{path}': it cannot be read" in capsys.readouterr().err


def test_more_than_64_items_are_refused_where_the_65th_comes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("site,lat,lon,day,items\n" + "".join(f"a,37,127,2024-01-01,i{k}\n" for k in range(65)))
    assert main(["series", str(path)]) == 2
    assert "row 65, items is 'i64': no more than 64 different items" in capsys.readouterr().err


def test_a_byte_order_mark_blanks_capitals_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "\ufeffSite, LAT,lon,day ,items\r\n a ,37,127,2024-02-29T10:30, two-way radio |drone|\r\n\r\na,37.0,127,2024-03-01,drone\r\n"
    )
    log = read_log(path)
    assert (log.sites, log.items, log.rows.tolist()) == (("a",), ("drone", "two-way radio"), [1, 2])
    assert (log.events.day.tolist(), log.events.items.tolist()) == ([19782, 19783], [3, 1])


def test_sites_without_reports_what_was_asked_and_vague_days_are_read(tmp_path: Path) -> None:
    path, sites = tmp_path / "log.csv", tmp_path / "sites.csv"
    path.write_text(
        "site,lat,lon,day,day_lo,day_hi,items,items_asked\na,37,127,2024-01-05,2024-01-01,,x,x|y\nb,36,127,2024-01-06,,,,\n"
    )
    sites.write_text("site,lat,lon,site_type\nidle,35,128,port\nb,36,127,base\n")
    log = read_log(path, sites=sites)
    assert (log.sites, log.kinds, log.events.kind.tolist()) == (
        ("idle", "b", "a"),
        ("base", "port"),
        [1, 0, -1],
    )
    assert (log.events.day - log.events.day_lo).tolist() == [4, 0]
    assert log.events.items_asked.tolist() == [3, 2**64 - 1]


def test_a_vague_day_outside_its_bounds_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("site,lat,lon,day,day_lo\na,37,127,2024-01-05,2024-01-06\n")
    assert main(["scan", str(path)]) == 2
    assert "row 1, day is '2024-01-05': it lies outside day_lo to day_hi" in capsys.readouterr().err


def test_columns_and_options_nobody_looks_at_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("site,lat,lon,day,note\na,37,127,2024-01-01,x\nb,36,127,2024-01-01,y\n")
    assert main(["knox", str(path), "--max-km", "50", "--prospective", "--replicates", "19"]) == 0
    said = capsys.readouterr().err
    assert "the column note is not read" in said
    assert "--max-km means nothing to knox" in said
    assert "--prospective means nothing to knox" in said


@pytest.mark.parametrize("test", ["scan", "knox", "series", "surge"])
def test_the_study_period_counts_for_every_test(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, test: str
) -> None:
    path = tmp_path / "log.csv"
    lines = [f"s{i % 7},{36 + i % 7 / 10},127,2024-{1 + i % 12:02}-{1 + i % 28:02},a|b" for i in range(84)]
    path.write_text("\n".join(["site,lat,lon,day,items", *lines]))
    answer = ask(
        capsys, test, str(path), "--start", "2024-03-01", "--end", "2024-08-31", "--replicates", "19"
    )
    assert answer["n"] == 42
    for row in answer.get("members") or []:
        assert "2024-03-01" <= lines[row - 1].split(",")[3] <= "2024-08-31"
    assert main([test, str(path), "--start", "2024-08-01", "--end", "2024-03-01"]) == 2
    assert "it lies before" in capsys.readouterr().err


@pytest.mark.parametrize("rows", [0, 1, 10])
def test_every_promised_key_is_there_even_when_nothing_was_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, rows: int
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("site,lat,lon,day\n" + "a,37,127,2024-01-01\n" * rows)
    keys = {
        "centre", "sites", "start", "end", "observed", "expected", "llr", "p", "members", "secondary", "digest",
        "relative_risk", "p_kind", "sentence", "reasons", "null_draws", "parameters", "seed", "version",
    }  # fmt: skip
    for collapse in ([], ["--collapse"]):
        answer = ask(capsys, "scan", str(path), "--replicates", "19", *collapse)
        assert keys <= answer.keys()
        assert (answer["p"], answer["members"], answer["refused"]) == (None, None, "too_few_events")


def test_a_finding_says_why_and_shows_what_chance_does(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    lines = [f"s{i % 9},{36 + i % 9 / 10},127,2024-{1 + i % 12:02}-{1 + i % 28:02},camera" for i in range(80)]
    lines += [f"s1,36.1,127,2025-02-{d:02},radio" for d in range(3, 9)]
    path.write_text("\n".join(["site,lat,lon,day,items", *lines]))
    answer = ask(capsys, "scan", str(path), "--replicates", "199")
    assert answer["sentence"].startswith("If the same reports had fallen on random days")
    assert answer["reasons"] == ["6 of 6 note radio; 7% of the log does"]
    assert len(answer["null_draws"]) == 4
    assert {"sites", "start", "end", "observed"} <= answer["null_draws"][0].keys()


def test_the_ranking_of_combinations_is_labelled_as_no_alarm(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    lines = [
        f"s{i % 7},{36 + i % 7 / 10},127,2024-{1 + i % 12:02}-{1 + i % 28:02},{'a|b|c' if i % 5 else 'd'}"
        for i in range(60)
    ]
    path.write_text("\n".join(["site,lat,lon,day,items", *lines]))
    answer = ask(capsys, "series", str(path), "--replicates", "19")
    assert set(answer["templates"][0]["template"]) <= {"a", "b", "c"}
    assert "never an alarm" in answer["templates_note"]
    assert (answer["drift_note"], answer["strata"], answer["strata_counts"]) == (None, "none_no_types", [])


def test_an_unread_answer_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("site,lat,lon,day\na,37,127,2024-01-01\n")
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m incidents.analysis scan {path} --json | true",
        shell=True, executable="/bin/bash", cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def write_log(path: Path, n: int, more: tuple[str, ...] = ()) -> str:
    """Reports at seven sites of two types, every third with a radio."""
    lines = [
        f"s{i % 7},{36 + i % 7 / 10},127,2024-{1 + i % 12:02}-{1 + i % 28:02},{'base' if i % 7 < 4 else 'port'},"
        f"{'radio|lens' if i % 3 == 0 else 'camera'}"
        for i in range(n)
    ]
    path.write_text("\n".join(["site,lat,lon,day,site_type,items", *lines, *more]))
    return str(path)


@pytest.mark.parametrize("test", ["scan", "knox", "series", "surge"])
def test_every_answer_explains_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path, test: str) -> None:
    burst = tuple(f"s1,36.1,127,2024-08-{d:02},base,radio|lens" for d in (3, 4, 6, 7, 9, 10))
    answer = ask(capsys, test, write_log(tmp_path / "log.csv", 84, burst), "--replicates", "99")
    keys = {
        "observed", "expected", "relative_risk", "p", "p_kind", "members", "sites", "sentence", "reasons", "null_draws",
        "smallest_p", "replicates_used", "digest",
    }  # fmt: skip
    assert keys <= answer.keys()
    assert answer["sentence"].startswith("If the same reports had fallen on random days")
    assert all(1 <= row <= 90 for row in answer["members"] or [])


def test_members_of_knox_are_the_rows_of_its_pairs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    burst = tuple(f"s1,36.1,127,2025-02-{d:02},base,radio" for d in (3, 5, 9))
    answer = ask(capsys, "knox", write_log(tmp_path / "log.csv", 21, burst), "--replicates", "99")
    assert len(answer["pairs"]) == answer["observed"]
    assert {(22, 23), (22, 24), (23, 24)} <= {tuple(pair) for pair in answer["pairs"]}
    assert answer["members"] == sorted({row for pair in answer["pairs"] for row in pair})
    assert answer["pairs_note"] is None


PROMISED = {
    "centre",
    "sites",
    "start",
    "end",
    "observed",
    "expected",
    "llr",
    "p",
    "members",
    "secondary",
    "digest",
}


@pytest.mark.parametrize("collapse", [[], ["--collapse"]])
@pytest.mark.parametrize("n", [3, 40])
def test_every_test_answers_under_the_same_keys(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, n: int, collapse: list[str]
) -> None:
    path = write_log(tmp_path / "log.csv", n)
    for test in ("scan", "knox", "series", "surge"):
        answer = ask(capsys, test, path, "--replicates", "19", *collapse)
        assert set(answer) >= PROMISED, test
        assert answer["p"] is None or answer["p_kind"] != "refused", test
    assert ask(capsys, "surge", path, "--replicates", "19")["p"] is None or n > 5


def test_the_strongest_stretch_of_shuffled_logs_stands_beside_a_surge(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answer = ask(capsys, "surge", write_log(tmp_path / "log.csv", 84), "--replicates", "99")
    assert len(answer["null_draws"]) == 4
    for draw in answer["null_draws"]:
        assert draw["observed"] == len(draw["members"]) >= 2
        assert "2024-01-01" <= draw["start"] <= draw["end"] <= "2024-12-31"
    assert "a season counts as a surge" in answer["rate_note"]


def test_combinations_carry_their_exploratory_p(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answer = ask(capsys, "series", write_log(tmp_path / "log.csv", 84), "--replicates", "19")
    for template in answer["templates"]:
        assert 0 <= template["p_items"] <= 1
        assert template["p_items_kind"] == "exploratory"


def test_an_expectation_that_p_is_not_judged_by_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write_log(tmp_path / "log.csv", 84)
    for test in ("scan", "knox"):
        answer = ask(capsys, test, path, "--replicates", "19")
        assert answer["expected"] != pytest.approx(answer["expected_in_strata"])
        assert "p is judged by shuffles within strata" in answer["expected_note"]
        plain = ask(capsys, test, path, "--replicates", "19", "--stratify", "none")
        assert plain["expected_note"] is None


@pytest.mark.parametrize("collapse", [[], ["--collapse"]])
def test_a_small_log_says_what_it_could_have_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, collapse: list[str]
) -> None:
    small, large = write_log(tmp_path / "small.csv", 12), write_log(tmp_path / "large.csv", 24)
    power = ask(capsys, "scan", small, "--replicates", "19", *collapse)["small_log_power"]
    assert power["n_cases"] == 12
    assert {burst["place"] for burst in power["smallest_burst"]} == {"in_log", "remote"}
    assert all("would have shown" in burst["words"] for burst in power["smallest_burst"])
    assert ask(capsys, "scan", large, "--replicates", "19", *collapse)["small_log_power"] is None
    assert main(["scan", small, "--replicates", "19"]) == 0
    assert "so small a log: at a site of this log" in capsys.readouterr().out


COUNTS = "period,count,unit,law,months\n2023,2,cases,mbia,1|2|3\n2024,2,cases,mbia,1|2|3\n2025,9,cases,mbia,3|2|1\n"


def test_a_count_is_judged_by_earlier_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS)
    answer = ask(capsys, "surge", "--counts", str(path))
    assert (answer["method"], answer["period"], answer["earlier"]) == ("counts", "2025", ["2023", "2024"])
    assert (answer["observed"], round(answer["p"], 4), answer["p_kind"]) == (9, 0.0088, "exact")
    assert (answer["expected"], answer["refused"], len(answer["digest"])) == (pytest.approx(13 / 3), None, 64)


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("2025,9,incidents,mbia,1|2|3", "unit_differs"),
        ("2025,9,cases,asa,1|2|3", "law_differs"),
        ("2025,9,cases,mbia,1|2", "months_differ"),
    ],
)
def test_counts_of_different_things_are_refused_by_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, refused: str
) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS.rsplit("\n", 2)[0] + f"\n{line}\n")
    answer = ask(capsys, "surge", "--counts", str(path))
    assert (answer["p"], answer["refused"], answer["sentence"]) == (None, refused, None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2025,many,cases,mbia,1", "row 1, count is 'many': give a whole number"),
        ("2025,-1,cases,mbia,1", "row 1, count is '-1': give a whole number"),
        ("2025,99999999999,cases,mbia,1", "row 1, count is '99999999999'"),
        ("2025,1,reports,mbia,1", "row 1, unit is 'reports': choose incidents or cases"),
        ("2025,1,cases,,1", "row 1, law is '': name the law"),
        ("2025,1,cases,mbia,", "row 1, months is (): name the calendar months"),
        ("2025,1,cases,mbia,13", "row 1, months is 13: give calendar months from 1 to 12"),
        ("2025,1,cases,mbia,Jan", "row 1, months is 'Jan': give whole numbers"),
        (",1,cases,mbia,1", "row 1, period is '': give each period a name"),
        ("2025,1,cases,mbia,1\n2025,1,cases,mbia,1", "row 2, period is '2025': give each period a name"),
    ],
)
def test_bad_counts_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(f"period,count,unit,law,months\n{line}\n")
    assert main(["surge", "--counts", str(path)]) == 2
    assert message in capsys.readouterr().err


def test_counts_out_of_order_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("period,count,unit,law,months\n2025,9,cases,law-1,1\n2024,2,cases,law-1,1\n")
    assert main(["surge", "--counts", str(path)]) == 2
    assert "give the rows in order of time" in capsys.readouterr().err


def test_a_watched_time_that_ends_before_it_begins_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = write_log(tmp_path / "log.csv", 12)
    given = ["--reference", log, "--reference-start", "2025-05-01", "--reference-end", "2024-12-31"]
    assert main(["surge", log, *given]) == 2
    assert "it lies before --reference-start 2025-05-01" in capsys.readouterr().err


def test_counts_belong_to_surge_and_stand_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS)
    assert main(["knox", "--counts", str(path)]) == 2
    assert "counts are asked of surge, not of knox" in capsys.readouterr().err
    for arguments in (["surge"], ["surge", str(path), "--counts", str(path)]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "give a log as FILE.csv, or counts" in capsys.readouterr().err
    path.write_text("period,count,unit,law,months\n")
    assert main(["surge", "--counts", str(path)]) == 2
    assert "it holds no count" in capsys.readouterr().err
    path.write_text(COUNTS.splitlines()[0] + "\n" + COUNTS.splitlines()[1])
    assert ask(capsys, "surge", "--counts", str(path), "--max-days", "7")["refused"] == "no_earlier_count"
