"""What the documents name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from incidents.access import Action
from incidents.enums import Role

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_commands_named_in_the_pages_exist(page: Path) -> None:
    named = set(re.findall(r"manage\.py (\w+)", page.read_text()))
    assert named <= set(get_commands())


def test_every_setting_from_the_environment_is_in_a_page() -> None:
    source = (ROOT / "config" / "settings.py").read_text() + (ROOT / "config" / "env.py").read_text()
    names = set(re.findall(r'(?:read_\w+\(|environ\.get\()\s*"([A-Z_]+)"', source))
    pages = "".join(page.read_text() for page in DOCS)
    assert {name for name in names if f"`{name}" not in pages} == set()


def test_every_role_and_the_pair_are_in_the_concepts() -> None:
    concepts = (ROOT / "docs" / "concepts.md").read_text()
    assert [role.value for role in Role if role.value.replace("_", " ") not in concepts] == []


def test_every_action_has_roles() -> None:
    from incidents.access import ALLOWED

    assert set(ALLOWED) == set(Action)
    assert all(ALLOWED.values())
