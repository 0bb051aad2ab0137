"""The commands that load airports and ports, as an operator uses them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite
from tests.factories import make_site


def run(command: str, **options: object) -> list[str]:
    out = StringIO()
    call_command(command, stdout=out, **{"country": "KR"} | options)
    return out.getvalue().splitlines()


def test_airports_of_korea_are_loaded_and_named_to_the_trail(reviewer: Account) -> None:
    lines = run("load_airports", by=reviewer.username)
    assert lines[-2:] == [
        "37 new, 0 already there, 0 near a site, 0 left out.",
        "Stored: 37 sites, further names for 0.",
    ]
    assert run("load_airports")[-2:] == [
        "0 new, 37 already there, 0 near a site, 0 left out.",
        "Stored: 0 sites, further names for 0.",
    ]
    assert AuditEvent.objects.filter(action="site.registered", actor=reviewer).count() == 37


def test_dry_run_tells_and_stores_nothing(db: None) -> None:
    make_site("k-55", aliases=["OSN"])
    lines = run("load_airports", dry_run=True)
    assert any("already there as k-55" in line for line in lines)
    assert any("names it lacks: RKSO" in line for line in lines)
    assert lines[-1] == "Nothing was stored."
    assert ProtectedSite.objects.count() == 1


def test_ports_wait_for_yes_and_count_what_stays_outside(db: None) -> None:
    lines = run("load_ports")
    assert "19 new, 0 already there, 0 near a site, 7 left out." in lines
    assert "  3: more than 3 km from the coast" in lines
    assert "  1: degrees and minutes look as if read as decimals" in lines
    assert ProtectedSite.objects.count() == 0

    run("load_ports", yes=True, also="krptk")
    assert ProtectedSite.objects.count() == 20
    assert ProtectedSite.objects.filter(code__endswith="-krptk").exists()


def test_only_names_the_codes_that_are_wanted(db: None) -> None:
    run("load_airports", only="RKSI,rkss")
    assert set(ProtectedSite.objects.values_list("name_ko", flat=True)) == {"인천국제공항", "김포국제공항"}


@pytest.mark.parametrize(
    ("command", "options", "words"),
    [
        ("load_airports", {"country": "Korea"}, "“Korea” is not a country of the list"),
        ("load_airports", {"only": "KJFK"}, "“KJFK” is not a code of this list and country"),
        ("load_airports", {"by": "nobody"}, "“nobody” is not an active account"),
        ("load_ports", {"also": "KRTGH"}, "“KRTGH” stands twice in the list"),
    ],
)
def test_wrong_call_is_refused_in_words(db: None, command: str, options: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run(command, **options)
    assert ProtectedSite.objects.count() == 0
