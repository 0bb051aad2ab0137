"""The command around the import."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite

GOOD = "code,name_en,name_ko,site_type,lat,lon\nosan,Osan Air Base,오산 공군기지,MIL_BASE,37.0906,127.03\n"


def write(folder: Path, text: str) -> str:
    path = folder / "sites.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_good_file_is_told_in_one_line_a_table(tmp_path: Path, reviewer: Account) -> None:
    out = StringIO()
    call_command("import_sites", write(tmp_path, GOOD), by=reviewer.username, stdout=out)
    assert out.getvalue().splitlines() == [
        "Sites: 1 new, 0 changed, 0 unchanged.",
        "Zones: 0 new, 0 changed, 0 unchanged.",
    ]
    assert set(AuditEvent.objects.exclude(object_type="account").values_list("action", "actor")) == {
        ("site.registered", reviewer.pk),
        ("import.run", reviewer.pk),
    }


def test_refused_row_fails_the_command_but_not_the_others(tmp_path: Path, db: None) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match=r"1 rows refused; the others stand"):
        call_command("import_sites", write(tmp_path, GOOD + "x,X,엑스,PORT,91,127\n"), stdout=out, stderr=err)
    assert err.getvalue().startswith("sites, row 3, lat: “91.0” is outside -90 to 90.")
    assert ProtectedSite.objects.count() == 1


def test_dry_run_stores_nothing_and_says_so(tmp_path: Path, db: None) -> None:
    out = StringIO()
    call_command("import_sites", write(tmp_path, GOOD), dry_run=True, stdout=out)
    assert out.getvalue().splitlines()[-1] == "Nothing was stored."
    assert ProtectedSite.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "nobody"}, "“nobody” is not an active account"),
        ({"zones": Path("/does/not/exist.csv")}, "cannot be read"),
    ],
)
def test_wrong_call_is_refused_in_words(
    tmp_path: Path, db: None, options: dict[str, object], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("import_sites", write(tmp_path, GOOD), **options)
    assert ProtectedSite.objects.count() == 0


def test_columns_say_that_a_file_holds_zones(tmp_path: Path, db: None) -> None:
    call_command("import_sites", write(tmp_path, GOOD), stdout=StringIO())
    out = StringIO()
    zones = "시설코드,구역종류,위도,경도,반경\nosan,경계,37.09,127.03,500\n"
    call_command("import_sites", write(tmp_path, zones), stdout=out)
    assert out.getvalue().splitlines()[-1] == "Zones: 1 new, 0 changed, 0 unchanged."
