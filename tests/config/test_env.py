"""A bad value in the environment stops the start with its name; nothing falls back silently."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.mark.parametrize(
    ("raw", "value"), [("1", True), ("yes", True), ("0", False), ("", False), (" ON ", True)]
)
def test_switch(monkeypatch: pytest.MonkeyPatch, raw: str, value: bool) -> None:
    monkeypatch.setenv("DEBUG", raw)
    assert env.read_bool("DEBUG") is value


def test_unclear_switch_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG='maybe'"):
        env.read_bool("DEBUG")


@pytest.mark.parametrize("raw", ["0", "65536", "eight", "8000.5", "-1"])
def test_port_outside_its_range_is_refused(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("PORT", raw)
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        env.read_int("PORT", default=8000, minimum=1, maximum=65535)


@pytest.mark.parametrize(
    "raw", ["http://sightline.example.org", "ftp://localhost", "localhost:8000", "https://", "https://a/b"]
)
def test_address_beyond_this_machine_needs_tls(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", raw)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
        env.read_public_url(port=8000)


@pytest.mark.parametrize(
    "raw", ["http://localhost:9000", "http://127.0.0.1:9000", "https://sightline.example.org"]
)
def test_usable_address(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", raw)
    assert env.read_public_url(port=8000) == raw


def test_key_is_made_once_and_readable_by_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first, second = env.secret_key(tmp_path / "new"), env.secret_key(tmp_path / "new")
    assert first == second
    assert len(first) > 60
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_database_address_of_an_unknown_kind_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        env.database(tmp_path)


def test_database_address_of_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://keeper:secret@127.0.0.1:5433/log")
    settings = env.database(tmp_path)
    assert (settings["NAME"], settings["USER"], settings["HOST"], settings["PORT"]) == (
        "log",
        "keeper",
        "127.0.0.1",
        "5433",
    )


def test_choice_is_one_of_a_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read_choice("JOBS", choices=("thread", "worker")) == "thread"
    monkeypatch.setenv("JOBS", " Worker ")
    assert env.read_choice("JOBS", choices=("thread", "worker")) == "worker"
    monkeypatch.setenv("JOBS", "celery")
    with pytest.raises(ImproperlyConfigured, match="Use one of: thread, worker"):
        env.read_choice("JOBS", choices=("thread", "worker"))
