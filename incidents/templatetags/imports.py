"""The marks of verdicts: incidents are circles, what stays outside is a cross. No tag asks a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe

from incidents.rendering import dates, figures, import_words
from sites.geometry import Point

register = template.Library()

_HOLLOW = '<circle class="inc-hollow" r="5"/>'
_MARKS = {
    "new": _HOLLOW,
    "update": _HOLLOW + '<path class="inc-line" d="M0-5V5"/>',
    "unchanged": '<path class="inc-line" d="M-4-2H4M-4 2H4"/>',
    "duplicate": '<circle class="inc-hollow" r="4.2" cx="2.2"/><circle class="inc-hollow" r="4.2" cx="-2.2"/>',
    "refused": '<path class="inc-line" d="M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5"/>',
}


@register.simple_tag
def verdict_mark(verdict: str) -> SafeString:
    """Draw the mark of a verdict as the map draws it."""
    mark = _MARKS.get(verdict, _HOLLOW)
    # Only the constants above are put together here.
    return mark_safe(f'<svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">{mark}</svg>')


@register.filter
def iso_day(text: str) -> str:
    """Return a stored day in words."""
    return dates.day_words(dt.date.fromisoformat(text))


@register.filter
def lat_lon(pair: Sequence[float]) -> str:
    """Return latitude and longitude of a stored pair."""
    return figures.coordinates_words(Point(lat=pair[0], lon=pair[1]))


@register.filter
def kind_words(kind: str) -> str:
    """Return a verdict or a mark in words."""
    return import_words.kind_words(kind)
