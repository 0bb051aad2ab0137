"""The demo is the public cases as printed, filed and decided by three persons, and can be left without a trace of data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.contrib.auth import authenticate
from django.test import TestCase

from incidents.errors import DemoRefused
from incidents.models import Account, AuditEvent, Claim, Disposition, Incident, LegalBasis, Log
from incidents.selectors.frame import has_demo_data
from incidents.services.demo import CONFIRMED_AS_REPORTED, leave_demo, load_demo
from incidents.services.detection import run_detection
from incidents.services.legal_bases import load_legal_bases
from sites.models import ProtectedSite, Zone
from tests.factories import ALL_ROLES, PASSWORD, make_draft, make_site


@pytest.fixture
def accounts_file(tmp_path: Path, db: None) -> Path:
    return tmp_path / "demo-accounts.json"


@pytest.fixture
def demo(accounts_file: Path) -> Path:
    """The demo is loaded."""
    load_demo(accounts_file=accounts_file)
    return accounts_file


def account(role: str) -> Account:
    return Account.objects.get(username=f"demo-{role.replace('_', '-')}")


class TestLoaded(TestCase):
    """What stands after loading; loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        with TemporaryDirectory() as folder:
            load_demo(accounts_file=Path(folder) / "demo-accounts.json")

    def test_eighteen_incidents_and_one_summary_in_ten_cases(self) -> None:
        assert Incident.objects.filter(record_kind="INCIDENT").count() == 18
        assert Incident.objects.filter(record_kind="SUMMARY").count() == 1
        assert Log.objects.get(code="press-kr").cases.count() == 10
        assert Incident.objects.filter(time_precision=5, record_kind="INCIDENT").count() == 6

    def test_registry_and_provisions_are_there(self) -> None:
        assert (ProtectedSite.objects.count(), Zone.objects.count()) == (20, 12)
        assert LegalBasis.objects.filter(code="PMBIA_UNSPECIFIED").count() == 2

    def test_three_persons_filed_confirmed_and_released_each_record(self) -> None:
        for incident in Incident.objects.all():
            assert (incident.status, incident.tlp) == ("RELEASED", "CLEAR")
            assert incident.entered_by == incident.last_edited_by == account("reporter")
            assert (incident.reviewed_by, incident.released_by) == (account("reviewer"), account("releaser"))
            confirmed = incident.transitions.get(to_status="CONFIRMED")
            assert confirmed.rationale == CONFIRMED_AS_REPORTED
            assert confirmed.explanations_considered == ["AS_REPORTED"]

    def test_a_record_that_involves_a_minor_was_released_by_a_decision_in_words(self) -> None:
        with_minor = Incident.objects.filter(minor_involved="Y")
        assert with_minor.count() == 7
        for incident in Incident.objects.all():
            said = incident.transitions.get(to_status="RELEASED").rationale
            assert ("minor" in said) == (incident.minor_involved == "Y")

    def test_reports_go_into_the_office_s_own_log_and_the_press_stays_apart(self) -> None:
        own, press = Log.objects.get(code="own"), Log.objects.get(code="press-kr")
        assert (own.is_default, own.is_demo, own.kind) == (True, False, "OWN")
        assert (press.is_default, press.is_demo, press.kind) == (False, True, "PRESS")
        assert set(Incident.objects.values_list("log__code", flat=True)) == {"press-kr"}

    def test_values_in_conflict_are_kept_with_their_sources(self) -> None:
        date = Claim.objects.filter(incident__site__code="busan-naval-operations-command", field="date")
        assert sorted(date.values_list("value", "is_chosen", "source__publisher")) == [
            ("2024-06-25", True, "Stars and Stripes"),
            ("2024-07-25", False, "Defence Security Asia"),
        ]
        assert set(Claim.objects.filter(field="disposition").values_list("is_chosen", flat=True)) == {False}

    def test_an_outcome_names_the_provision_in_the_version_of_its_day(self) -> None:
        early = Disposition.objects.filter(
            decided_on__lte="2024-07-01", legal_bases__code="PMBIA_UNSPECIFIED"
        )
        late = Disposition.objects.filter(decided_on__gt="2024-07-17", legal_bases__code="PMBIA_UNSPECIFIED")
        assert set(early.values_list("legal_bases__version", flat=True)) == {1}
        assert 2 in set(late.values_list("legal_bases__version", flat=True))

    def test_nothing_is_invented(self) -> None:
        assert set(Incident.objects.values_list("observer_lat", "uncertainty_m", "distance_m")) == {
            (None, None, None)
        }
        assert set(
            Incident.objects.filter(zone_relation="UNKNOWN").values_list("zone_relation_reason", flat=True)
        ) == {""}

    def test_the_scan_sees_the_twelve_dated_incidents_of_ten_cases(self) -> None:
        run = run_detection(by=account("reviewer"), log=Log.objects.get(code="press-kr"), replicates=99)
        assert (run.n_incidents, run.n_cases) == (12, 10)


def test_one_account_for_each_role_signs_in_with_the_password_in_a_private_file(demo: Path) -> None:
    entries = json.loads(demo.read_text())
    assert [entry["role"] for entry in entries] == list(ALL_ROLES)
    assert demo.stat().st_mode & 0o777 == 0o600
    for entry in entries:
        found = authenticate(None, username=entry["username"], password=entry["password"])
        assert found is not None
        assert (found.role_codes, found.is_demo) == ({entry["role"]}, True)


def test_loading_again_changes_nothing(demo: Path) -> None:
    before = (demo.read_bytes(), AuditEvent.objects.count(), Incident.objects.count())
    report = load_demo(accounts_file=demo)
    assert (report.n_new, report.n_unchanged) == (0, 19)
    assert (demo.read_bytes(), AuditEvent.objects.count(), Incident.objects.count()) == before


def test_a_lost_or_damaged_file_of_passwords_is_written_anew(demo: Path) -> None:
    for damage in (demo.unlink, lambda: demo.write_text("{")):
        damage()
        load_demo(accounts_file=demo)
        entry = json.loads(demo.read_text())[0]
        assert authenticate(None, username=entry["username"], password=entry["password"]) is not None


def test_the_demo_is_refused_where_others_can_reach_the_service(
    accounts_file: Path, settings: object
) -> None:
    settings.IS_LOOPBACK, settings.PUBLIC_URL = False, "https://sightline.example.org"
    with pytest.raises(DemoRefused, match=r"https://sightline\.example\.org"):
        load_demo(accounts_file=accounts_file)
    assert (Account.objects.exists(), accounts_file.exists()) == (False, False)


def test_an_office_s_own_account_of_the_same_name_is_left_alone(
    accounts_file: Path, reporter: Account
) -> None:
    Account.objects.filter(pk=reporter.pk).update(username="demo-auditor")
    with pytest.raises(DemoRefused, match="demo-auditor"):
        load_demo(accounts_file=accounts_file)
    reporter.refresh_from_db()
    assert reporter.check_password(PASSWORD)
    assert not Incident.objects.exists()


def test_leaving_takes_the_log_with_all_that_hangs_on_it_and_closes_the_accounts(
    demo: Path, reporter: Account, django_capture_on_commit_callbacks: Callable
) -> None:
    own = make_draft(reporter, site=make_site())
    run_detection(by=account("reviewer"), log=Log.objects.get(code="press-kr"), replicates=99)
    events = AuditEvent.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        left = leave_demo(accounts_file=demo)

    assert (left.n_incidents, left.n_runs, left.n_accounts, left.n_stranded) == (19, 1, 7, 0)
    assert list(Incident.objects.all()) == [own]
    assert (has_demo_data(), demo.exists()) == (False, False)
    assert not Account.objects.filter(is_demo=True, is_active=True).exists()
    assert AuditEvent.objects.count() == events + 8
    assert AuditEvent.objects.filter(action="log.removed").get().object_key == "press-kr"


def test_the_numbers_of_the_demo_are_not_given_again(demo: Path, reporter: Account) -> None:
    leave_demo(accounts_file=demo)
    assert make_draft(reporter).number.endswith("-00020")


def test_the_demo_can_be_loaded_again_after_leaving(demo: Path) -> None:
    leave_demo(accounts_file=demo)
    assert load_demo(accounts_file=demo).n_new == 19
    entry = json.loads(demo.read_text())[0]
    assert authenticate(None, username=entry["username"], password=entry["password"]) is not None


def test_a_legal_hold_keeps_the_demo(demo: Path) -> None:
    held = Incident.objects.first()
    Incident.objects.filter(pk=held.pk).update(legal_hold=True)
    with pytest.raises(DemoRefused, match=f"{held.number} is under a legal hold"):
        leave_demo(accounts_file=demo)
    assert Incident.objects.count() == 19
    assert account("reporter").is_active


def test_provisions_that_an_office_edited_stay(db: None) -> None:
    assert load_legal_bases() > 0
    LegalBasis.objects.filter(code="TRESPASS").update(title_en="Trespass, Criminal Act Art. 319")
    assert load_legal_bases() == 0
    assert LegalBasis.objects.get(code="TRESPASS").title_en == "Trespass, Criminal Act Art. 319"
