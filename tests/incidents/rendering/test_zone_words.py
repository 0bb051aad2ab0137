"""The words of drawing a zone: one for every key that its modules ask for, and none that nobody asks for."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from incidents.rendering.map_words import map_words
from incidents.rendering.zone_words import zone_words

MODULES = Path(settings.BASE_DIR) / "static/js/zones"


def test_every_word_the_modules_ask_for_is_there() -> None:
    text = "\n".join(path.read_text() for path in MODULES.glob("*.js"))
    asked = set(re.findall(r'"(zone_\w+)"', text))
    assert asked == set(zone_words())
    assert set(re.findall(r'\bsay\(\s*"(\w+)"', text)) <= asked
    assert not asked & set(map_words())


def test_words_keep_their_places_for_numbers_in_every_language() -> None:
    with translation.override("en"):
        english = zone_words()
    with translation.override("ko"):
        for key, word in zone_words().items():
            assert set(re.findall(r"\{\w+\}", word)) == set(re.findall(r"\{\w+\}", english[key])), key
