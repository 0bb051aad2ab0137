"""Korean provinces and districts by their English names."""

from __future__ import annotations

from functools import lru_cache

from sites.gazetteer.places import PlaceKind
from sites.gazetteer.search import gazetteer

_AREAS = {PlaceKind.PROVINCE, PlaceKind.DISTRICT}


@lru_cache(maxsize=1_000)
def english_area(province: str, district: str) -> str:
    """Return the English name of a district, or of a province alone; what is no Korean area stays as written."""
    own, within = (district, province) if district else (province, "")
    found = gazetteer().search(f"{within} {own}".strip(), limit=3)
    names = [
        place.name_en
        for place in found
        if place.kind in _AREAS and place.name_ko == own and place.within_ko == within and place.name_en
    ]
    return names[0] if names else own
