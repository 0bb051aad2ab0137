"""The picker's page: a map that is not alive yet, addresses, and every sentence its modules say."""

from __future__ import annotations

import re
from pathlib import Path

from incidents.rendering.picker import picker_page

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / "static" / "js" / "picker"


def test_every_sentence_the_modules_say_is_there_and_none_besides() -> None:
    text = "\n".join(path.read_text() for path in [*MODULES.glob("*.js"), ROOT / "static/js/report/sites.js"])
    said = set(re.findall(r'\b(?:say|sayOfPlace)\("(\w+)"', text)) | set(
        re.findall(r'\? say\("(\w+)"\)', text)
    )
    of_the_card = {"no_site", "not_open", "away", "last_used"}
    assert said - of_the_card == set(picker_page("abc")["picker_setup"]["words"])


def test_the_map_carries_ground_sites_and_zones_and_nothing_from_elsewhere() -> None:
    parts = picker_page("abc")["picker_map"]
    assert re.findall(r'"kind": "(\w+)"', parts.script) == ["basemap", "zones", "sites"]
    assert "http" not in parts.header + parts.body
    assert parts.script.startswith('<script nonce="abc">')


def test_addresses_are_those_of_the_product() -> None:
    assert picker_page("abc")["picker_setup"]["addresses"] == {
        "search": "/places/search/", "read": "/places/read/", "ground": "/places/ground/", "ask": "/places/ask/",
        "session": "/report/session/",
    }  # fmt: skip
