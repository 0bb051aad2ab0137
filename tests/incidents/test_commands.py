"""The commands of an operator: plain lines, a clear refusal, and nothing done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from incidents.management import readiness
from incidents.models import Account, AuditEvent, DetectionRun, ImportBatch, Incident, LegalBasis, Log
from incidents.services.accounts import close_account
from incidents.services.demo import load_demo
from incidents.services.importing.mapping import Field, Mapping
from incidents.services.mappings import save_mapping
from tests.factories import make_account, make_draft, make_log, make_site

HEADER = "date,date_precision,site,behaviours,summary,nationality"
GOOD = "2025-04-21,day,osan-air-base,PHOTO,Two people at the gate,X"
WRONG = "2025-13-01,day,osan-air-base,PHOTO,Nobody,X"

Say = Callable[..., str]


@pytest.fixture
def say(db: None, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command and return what it says."""

    def run(*words: str, **options: object) -> str:
        call_command(*words, **options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def data_dir(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own; kernels are compiled where the suite keeps them."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    settings.START_EMPTY = False
    settings.DATA_DIR = tmp_path / "var"
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    settings.STATICFILES_DIRS = [tmp_path / "files"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.staticfiles.HashedStaticFiles"}
    }
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "page.css").write_text("body { margin: 0 }")
    return settings.DATA_DIR


def file_of(folder: Path, *rows: str) -> str:
    path = folder / "log.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return str(path)


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file of a folder with its time and bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


class TestImportIncidents:
    def test_tells_what_entered_and_what_was_dropped_unread(
        self, say: Say, reporter: Account, tmp_path: Path
    ) -> None:
        make_site()
        said = say("import_incidents", file_of(tmp_path, GOOD))
        assert said.splitlines() == [
            "Columns about persons, dropped unread: 1.",
            "Rows: 1 new, 0 unchanged, 0 refused.",
        ]
        assert (Incident.objects.get().entered_by, Incident.objects.get().status) == (reporter, "SUBMITTED")

    def test_a_dry_run_stores_nothing(self, say: Say, reporter: Account, tmp_path: Path) -> None:
        make_site()
        said = say("import_incidents", file_of(tmp_path, GOOD), "--dry-run")
        assert said.splitlines()[-1] == "Would be: 1 new, 0 unchanged, 0 refused. Nothing was stored."
        assert not Incident.objects.exists()

    def test_refused_rows_end_in_a_failure_and_the_good_ones_stay(
        self, say: Say, reporter: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make_site()
        with pytest.raises(CommandError, match="1 row was refused"):
            say("import_incidents", file_of(tmp_path, GOOD, WRONG))
        assert (
            "row 3, date: “2025-13-01” is not in the calendar. Check month and day."
            in capsys.readouterr().out
        )
        assert Incident.objects.count() == 1

    def test_all_or_nothing(self, say: Say, reporter: Account, tmp_path: Path) -> None:
        make_site()
        with pytest.raises(CommandError, match="1 row was refused"):
            say("import_incidents", file_of(tmp_path, GOOD, WRONG), "--all-or-nothing")
        assert not Incident.objects.exists()

    def test_drafts_say_once_what_they_lack(self, say: Say, reporter: Account, tmp_path: Path) -> None:
        make_site()
        bare = [f"2025-04-{day},day,osan-air-base,,," for day in (21, 22)]
        said = say("import_incidents", file_of(tmp_path, *bare)).splitlines()
        assert said[1] == (
            "Drafts until they are complete (2): Behaviour is missing. Choose what was done. "
            "One line of what was seen is missing."
        )

    def test_the_log_and_the_person_can_be_named(self, say: Say, reporter: Account, tmp_path: Path) -> None:
        make_site()
        other, log = (
            make_account("reporter", username="gate-two"),
            make_log("press", kind="PRESS", is_default=False),
        )
        say("import_incidents", file_of(tmp_path, GOOD), "--by", "gate-two", "--log", "press", "--as-drafts")
        incident = Incident.objects.get()
        assert (incident.entered_by, incident.log, incident.status, incident.tlp) == (
            other,
            log,
            "DRAFT",
            "CLEAR",
        )

    def test_reporters_of_the_demo_do_not_count_beside_the_office_s_own(
        self, say: Say, reporter: Account, tmp_path: Path
    ) -> None:
        make_site()
        Account.objects.filter(pk=make_account("reporter").pk).update(is_demo=True)
        say("import_incidents", file_of(tmp_path, GOOD))
        assert Incident.objects.get().entered_by == reporter

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--by", "nobody"], "--by: “nobody” is not an active account"),
            (["--log", "lost"], "--log: “lost” is not a log. Known: own."),
            ([], "--by is missing: name the reporter who files. Reporters: gate-two, reporter."),
        ],
    )
    def test_who_and_where_must_be_known(
        self, say: Say, reporter: Account, tmp_path: Path, words: list[str], said: str
    ) -> None:
        make_log()
        if not words:
            make_account("reporter", username="gate-two")
        with pytest.raises(CommandError) as refused:
            say("import_incidents", file_of(tmp_path, GOOD), *words)
        assert said in str(refused.value)

    def test_a_position_far_from_the_stated_state_is_told_beside_its_refusal(
        self, say: Say, reporter: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "sightings.csv"
        text = "FROM FAA OPS: ATLANTA, GA/UAS SIGHTING/1400E/C172, REPORTED A UAS 5 E MSP."
        path.write_text(f'Date,State,City,Summary\n2024-07-01,GEORGIA,ATLANTA,"{text}"\n')
        with pytest.raises(CommandError, match="1 row was refused"):
            say("import_incidents", str(path), mapping="faa-uas-sightings")
        assert "km outside Georgia, which the row names" in capsys.readouterr().out

    def test_a_workbook_and_an_offices_own_columns_come_in_through_a_mapping(
        self, say: Say, reporter: Account, tmp_path: Path
    ) -> None:
        make_site()
        book = Workbook()
        book.active.append(["일시", "장소", "내용", "행위"])
        book.active.append(["2025-04-21 09:00", "osan-air-base", "정문에서 2명", "PHOTO"])
        path = tmp_path / "log.xlsx"
        book.save(path)
        with pytest.raises(CommandError, match="Choose the mapping that says how they are read"):
            say("import_incidents", str(path))
        with pytest.raises(CommandError, match="no mapping of this name. Known: faa-uas-sightings"):
            say("import_incidents", str(path), mapping="gate book")
        fields = (
            Field("date", ("일시",), "DATE"), Field("site", ("장소",)), Field("summary", ("내용",)),
            Field("behaviours", ("행위",)),
        )  # fmt: skip
        save_mapping(by=reporter, name="gate book", mapping=Mapping(fields=fields))
        said = say("import_incidents", str(path), mapping="gate book")
        assert said.splitlines()[-1] == "Rows: 1 new, 0 unchanged, 0 refused."
        assert Incident.objects.get().summary == "정문에서 2명"

    def test_likely_duplicates_stay_outside_unless_chosen(
        self, say: Say, reporter: Account, tmp_path: Path
    ) -> None:
        make_site()
        path = file_of(tmp_path)
        with (tmp_path / "log.csv").open("w", encoding="utf-8") as file:
            file.write("row_ref,date,date_precision,site,behaviours,summary\n")
            file.writelines(f"{ref},2025-04-21,day,osan-air-base,PHOTO,Two people\n" for ref in "AB")
        said = say("import_incidents", path)
        assert said.splitlines() == [
            "row 3: Likely the same event as row 2.",
            "Rows: 1 new, 0 unchanged, 1 likely duplicates left out, 0 refused.",
        ]
        said = say("import_incidents", path, enter_duplicates=True)
        assert said.splitlines() == ["Rows: 1 new, 1 unchanged, 0 refused."]

    def test_a_file_that_is_not_there_and_one_that_is_no_table(
        self, say: Say, reporter: Account, tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError, match="No such file or directory. Check the path"):
            say("import_incidents", str(tmp_path / "gone.csv"))
        with pytest.raises(CommandError, match="Is a directory"):
            say("import_incidents", str(tmp_path))
        (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04")
        with pytest.raises(CommandError, match=r"book\.xlsx: The workbook is damaged"):
            say("import_incidents", str(tmp_path / "book.xlsx"))
        assert not ImportBatch.objects.exists()


class TestAccounts:
    def test_a_new_account_signs_in_with_the_password_that_is_shown_once(self, say: Say) -> None:
        said = say("open_account", "gate-one", "--role", "reporter", "--role", "reviewer")
        assert said.startswith("Opened gate-one (reporter, reviewer).\n")
        account = authenticate(None, username="gate-one", password=said.split()[-1])
        assert account.role_codes == {"reporter", "reviewer"}
        assert AuditEvent.objects.get().action == "account.created"

    @pytest.mark.parametrize("username", ["reporter", "two words", "x" * 151])
    def test_a_name_that_is_taken_or_does_not_fit_is_refused(
        self, say: Say, reporter: Account, username: str
    ) -> None:
        with pytest.raises(CommandError):
            say("open_account", username, "--role", "reporter")
        assert Account.objects.count() == 1

    def test_an_unknown_role_is_refused(self, say: Say) -> None:
        with pytest.raises(CommandError, match="invalid choice: 'service'"):
            say("open_account", "gate-one", "--role", "service")

    def test_a_reset_password_replaces_the_old_one(self, say: Say, reporter: Account) -> None:
        password = say("reset_password", "reporter").split()[-1]
        reporter.refresh_from_db()
        assert reporter.check_password(password)
        assert AuditEvent.objects.first().fields == ["password"]

    def test_a_lost_second_factor_goes_when_asked(self, say: Say, reporter: Account) -> None:
        Authenticator.objects.create(user=reporter, type=Authenticator.Type.TOTP, data={})
        say("reset_password", "reporter")
        assert Authenticator.objects.exists()
        said = say("reset_password", "reporter", "--second-factors")
        assert (said.splitlines()[0], Authenticator.objects.exists()) == (
            "Second factors are removed.",
            False,
        )

    def test_nobody_and_a_closed_account_get_no_password(self, say: Say, reporter: Account) -> None:
        close_account(account=reporter)
        for username, said in (("nobody", "is not an account"), ("reporter", "is closed")):
            with pytest.raises(CommandError, match=said):
                say("reset_password", username)


class TestDemo:
    def test_it_loads_into_an_empty_database_only(self, say: Say, reporter: Account, data_dir: Path) -> None:
        make_draft(reporter)
        with pytest.raises(CommandError, match="There are reports already"):
            say("load_demo")
        assert "19 new" in say("load_demo", "--again")

    def test_leaving_asks_first(self, say: Say, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        say("load_demo")
        monkeypatch.setattr("builtins.input", lambda _question: "no")
        with pytest.raises(CommandError, match="Nothing was changed"):
            say("leave_demo")
        assert Incident.objects.count() == 19
        monkeypatch.setattr("builtins.input", lambda _question: "yes")
        assert say("leave_demo").startswith("Removed: reports 19, runs 0. Closed: accounts 7.")

    def test_leaving_says_what_it_strands(self, say: Say, data_dir: Path) -> None:
        say("load_demo")
        make_draft(Account.objects.get(username="demo-reporter"))
        assert "Reports in other logs that demo accounts entered, and can no longer change: 1." in say(
            "leave_demo", "--yes"
        )


class TestMakeReady:
    def test_the_first_start_does_everything_and_the_second_nothing(
        self, say: Say, data_dir: Path, settings: object
    ) -> None:
        first = say("make_ready")
        assert DetectionRun.objects.get().log.code == "press-kr"
        assert (data_dir / "static" / "staticfiles.json").exists()
        assert data_dir.stat().st_mode & 0o777 == 0o700
        entries = json.loads((data_dir / "demo-accounts.json").read_text())
        assert all(f"{entry['username']:<24} {entry['password']}" in first for entry in entries)
        assert f"Sightline: {settings.PUBLIC_URL}" in first

        before = (contents(data_dir), AuditEvent.objects.count(), DetectionRun.objects.count())
        second = say("make_ready")
        assert (contents(data_dir), AuditEvent.objects.count(), DetectionRun.objects.count()) == before
        assert first.endswith(second)

    def test_a_changed_static_file_is_collected(self, say: Say, data_dir: Path, tmp_path: Path) -> None:
        assert readiness.collect_static()
        assert not readiness.collect_static()
        (tmp_path / "files" / "page.css").write_text("body { margin: 1px }")
        assert readiness.collect_static()

    def test_an_office_s_own_log_starts_empty_and_stays_so(
        self, say: Say, data_dir: Path, settings: object
    ) -> None:
        settings.START_EMPTY = True
        said = say("make_ready")
        assert "An empty log is open." in said
        assert "Nobody can sign in yet" in said
        assert (Log.objects.get().code, Account.objects.count(), LegalBasis.objects.exists()) == (
            "own",
            0,
            True,
        )

        settings.START_EMPTY = False
        say("make_ready")
        assert (Log.objects.count(), Account.objects.count()) == (1, 0)

    def test_the_demo_that_was_left_does_not_come_back(self, say: Say, data_dir: Path) -> None:
        say("make_ready")
        say("leave_demo", "--yes")
        assert "DEMO" not in say("make_ready")
        assert not Incident.objects.exists()

    def test_it_refuses_to_start_with_demo_accounts_where_others_can_reach_them(
        self, say: Say, data_dir: Path, settings: object
    ) -> None:
        load_demo(accounts_file=data_dir / "demo-accounts.json")
        settings.IS_LOOPBACK, settings.PUBLIC_URL = False, "https://sightline.example.org"
        with pytest.raises(CommandError, match=r"sightline\.E001"):
            say("make_ready")

    def test_a_public_address_asks_for_an_empty_log(self, say: Say, data_dir: Path, settings: object) -> None:
        settings.IS_LOOPBACK, settings.PUBLIC_URL = False, "https://sightline.example.org"
        with pytest.raises(CommandError, match="EMPTY=1"):
            say("make_ready")

    def test_lost_passwords_of_the_demo_are_said_to_be_lost(self, say: Say, data_dir: Path) -> None:
        say("make_ready")
        (data_dir / "demo-accounts.json").unlink()
        assert "load_demo --again" in say("make_ready")

    def test_compiled_statistics_of_earlier_code_are_dropped(
        self, db: None, data_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now, earlier = data_dir / "numba" / "now", data_dir / "numba" / "earlier"
        now.mkdir(parents=True)
        earlier.mkdir()
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(now))
        assert not readiness.statistics_are_warm()
        readiness.warm_statistics()
        assert (readiness.statistics_are_warm(), earlier.exists()) == (True, False)
