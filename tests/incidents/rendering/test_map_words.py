"""The words of the map: one for every key that the modules ask for, in the page's language."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from incidents.enums import Status
from incidents.rendering.map_words import map_words

MODULES = Path(settings.BASE_DIR) / "static/js"


def test_every_word_the_modules_ask_for_is_there():
    # the report card, the picker and the drawing of zones bring words of their own
    paths = [path for path in MODULES.rglob("*.js") if path.parent.name not in {"report", "picker", "zones"}]
    text = "\n".join(path.read_text() for path in paths)
    asked = set(re.findall(r'\bsay\(\s*"(\w+)"', text)) | set(re.findall(r'\? "(\w+_one)" : ', text))
    assert asked
    assert asked <= set(map_words())


def test_every_state_has_its_word():
    assert {f"status_{status.value}" for status in Status} <= set(map_words())


def test_words_keep_their_places_for_numbers_in_every_language():
    with translation.override("en"):
        english = map_words()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for key, word in map_words().items():
                assert set(re.findall(r"\{\w+\}", word)) == set(re.findall(r"\{\w+\}", english[key])), (
                    code,
                    key,
                )
