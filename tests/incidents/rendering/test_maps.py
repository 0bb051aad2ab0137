"""The map is rendered inline, from our own files, under the page's nonce, with numbers and codes only."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import folium
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from folium.elements import JSCSSMixin

from incidents.rendering import maps
from incidents.rendering.maps import (
    KOREA,
    BasemapConfig,
    ForeignAsset,
    MapParts,
    draw_map,
    refuse_foreign_assets,
)
from sites.geometry import Point

NONCE = "dGVzdA=="


def a_map(**changes: object) -> MapParts:
    wanted = {
        "centre": Point(lat=36.0, lon=127.8),
        "zoom": 7,
        "bounds": KOREA,
        "basemap": BasemapConfig(),
        "nonce": NONCE,
        "language": "en",
    }
    return draw_map(**(wanted | changes))


def whole(parts: MapParts) -> str:
    return parts.header + parts.body + parts.script


def test_every_loaded_file_is_vendored_and_exists():
    loaded = re.findall(r'(?:src|href)="([^"]+)"', whole(a_map()))
    assert len(loaded) == len(maps.VENDORED)
    for address in loaded:
        assert address.startswith(settings.STATIC_URL)
    for path in maps.VENDORED.values():
        assert finders.find(path), path


def test_no_address_of_another_host_is_named():
    assert not re.search(r"(?:https?:)?//", whole(a_map()))


def test_every_script_and_link_carries_the_nonce():
    text = whole(a_map())
    assert len(re.findall(r"<(?:script|link|style)\b", text)) == text.count(f'nonce="{NONCE}"') == 4


def test_a_nonce_that_could_leave_its_attribute_is_refused():
    with pytest.raises(ValueError, match="nonce"):
        a_map(nonce='x" onload="alert(1)')


def test_folium_brings_no_viewport_no_page_wide_style_and_no_inline_style():
    text = whole(a_map())
    for unwanted in ("viewport", "<style", "style=", "bootstrap", "jquery", "http-equiv"):
        assert unwanted not in text.lower(), unwanted


def test_layers_carry_only_their_configuration():
    assert re.findall(r'"kind": "(\w+)"', a_map().script) == [
        "basemap",
        "zones",
        "sites",
        "groups",
        "findings",
    ]


@pytest.mark.parametrize(("asked", "shown"), [("ko", "ko"), ("ko-kr", "ko"), ("en", "en"), ("de", "en")])
def test_labels_are_korean_or_english(asked: str, shown: str):
    assert f'"language": "{shown}"' in a_map(language=asked).script


def test_a_word_in_the_configuration_cannot_end_the_script():
    hostile = BasemapConfig(attribution="</script><script>alert(1)</script>${1}")
    script = a_map(basemap=hostile).script
    assert script.count("<script") == script.count("</script") == 1


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example.org/d3.js"></script>',
        '<link href="//cdn.example.org/a.css">',
        "<img src=/static/vendor/unlisted.png>",
        "<style>a { background: url('http://example.org/a.png') }</style>",
    ],
)
def test_what_is_not_vendored_is_refused(html: str):
    with pytest.raises(ForeignAsset):
        refuse_foreign_assets(html)


def folium_classes() -> list[type]:
    found: list[type] = []
    waiting = [JSCSSMixin]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found.append(kind)
    return [kind for kind in found if kind.__module__.startswith("folium.")]


def test_every_asset_of_folium_itself_is_refused_until_it_is_vendored():
    assert folium.Map in folium_classes()
    for kind in folium_classes():
        for name, address in [*kind.default_js, *kind.default_css]:
            with pytest.raises(ForeignAsset):
                refuse_foreign_assets(f'<script src="{address}"></script>')
            assert name not in maps.VENDORED or kind is folium.Map


def test_folium_is_imported_in_one_place_only():
    root = Path(inspect.getfile(maps)).parents[2]
    own = [path for top in ("config", "incidents", "sites") for path in (root / top).rglob("*.py")]
    importers = [
        path for path in own if re.search(r"^\s*(?:import|from) folium\b", path.read_text(), re.MULTILINE)
    ]
    assert importers == [root / "incidents/rendering/maps.py"]
