"""What the search of places and the map picker need on a page: addresses, sentences, and the map itself, not yet alive."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.rendering.maps import KOREA, BasemapConfig, draw_picker_map
from sites.models import ProtectedSite

# Braces are filled in by the page.
_WORDS = {
    "use_point": _("Use this point"),
    "use_swapped": _("Yes, that point"),
    "did_you_mean": _("Did you mean {position}?"),
    "read_as": _("Read as {position}"),
    "words_kept": _("Kept as told. No point is guessed from it."),
    "choose_reference": _("Choose that place"),
    "choose_site": _("Choose {site} instead"),
    "keep_site": _("The site is right"),
    "site_near": _("{site}: {words}"),
    "nearest": _("Nearest to the point, {km} km"),
    "instead_map": _("Use the map’s point instead of the typed one?"),
    "instead": _("Use this point instead of the one that is there?"),
    "use_new": _("Use {position}"),
    "keep_old": _("Keep {position}"),
    "pin": _("Point {position}. Arrow keys move it."),
    "map_label": _("Map. Arrow keys move it; “Take the middle of the map” places the point."),
    "map_hint": _("No point yet."),
    "map_wait": _("The map is being unfolded …"),
    "map_failed": _("The map did not arrive. Words or a typed point are enough."),
    "found": _("Places found: {n}"),
    "none_found": _("No place here has this name. Words are enough, or place the point on the map."),
    "search_failed": _("The search did not answer. Words are enough."),
    "ask_outside": _("Ask the office’s own server for “{name}”"),
    "asking_outside": _("Asking the office’s own server …"),
}


def picker_page(nonce: str) -> dict[str, Any]:
    """Return what the templates of the picker take: its map and its setup."""
    language = get_language() or "en"
    parts = draw_picker_map(bounds=KOREA, basemap=BasemapConfig(), nonce=nonce, language=language)
    return {"picker_map": parts, "picker_setup": _setup()}


def validity_of(site: ProtectedSite) -> dict[str, str]:
    """Return the first and last day of a site for a page that guesses the nearest one; blank where there is none."""
    days = {"from": site.valid_from, "to": site.valid_to}
    return {name: day.isoformat() if day else "" for name, day in days.items()}


def _setup() -> dict[str, Any]:
    addresses = {name: reverse(f"incidents:place-{name}") for name in ("search", "read", "ground", "ask")}
    addresses["session"] = reverse("incidents:report-session")
    return {"addresses": addresses, "words": {key: str(words) for key, words in _WORDS.items()}}
