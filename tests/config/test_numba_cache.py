"""Compiled kernels belong to the code they were compiled from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config import numba_cache


@pytest.fixture
def analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package in place of the analysis, and no place named yet."""
    package = tmp_path / "analysis"
    package.mkdir()
    (package / "scan.py").write_text("n = 1")
    monkeypatch.setattr(numba_cache, "ANALYSIS_DIR", package)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    return package


def test_every_state_of_the_code_has_a_folder_of_its_own(analysis: Path, tmp_path: Path) -> None:
    before = numba_cache.cache_key()
    assert numba_cache.cache_key() == before
    (analysis / "scan.py").write_text("n = 2")
    numba_cache.prepare()
    assert numba_cache.cache_key() != before
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "var" / "numba" / numba_cache.cache_key())
    assert Path(os.environ["NUMBA_CACHE_DIR"]).is_dir()


def test_a_place_named_by_the_operator_wins(analysis: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/elsewhere")
    numba_cache.prepare()
    assert os.environ["NUMBA_CACHE_DIR"] == "/elsewhere"


def test_without_a_writable_place_none_is_named(analysis: Path, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    numba_cache.prepare()
    assert os.environ["NUMBA_CACHE_DIR"] == ""
