"""What the drawing of a zone says while it is drawn; sentences for the page's modules."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "zone_corner": _("Corner {n}"),
    "zone_remove": _("Remove corner {n}"),
    "zone_insert": _("Add a corner after corner {n}"),
    "zone_centre": _("Centre of the circle"),
    "zone_edge": _("Radius: {metres} m"),
    "zone_handle": _("{what}. Arrow keys move it, Delete removes it, Enter opens its line in the table."),
    "zone_measure": _("{n} corners, {area}"),
    "zone_few": _("{n} of at least 3 corners"),
    "zone_circle": _("Circle of {metres} m, {area}"),
    "zone_crosses": _("The outline crosses itself at {place}. Move a corner."),
    "zone_hint_outline": _(
        "A click or tap on the map adds a corner to the nearest side. Drag a corner to move it."
    ),
    "zone_hint_circle": _(
        "Drag the middle to move the circle, and the mark on its edge to change its radius."
    ),
    "zone_square_km": _("{n} km²"),
    "zone_hectares": _("{n} ha"),
    "zone_not_read": _("The server did not answer. The text is kept; try again."),
}


def zone_words() -> dict[str, str]:
    """Return the sentences by key, in the page's language."""
    return {key: str(words) for key, words in _WORDS.items()}
