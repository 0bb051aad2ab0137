"""Names of places without a network: sites, airports, Korean areas and larger cities; see docs/where.md."""

from sites.gazetteer.areas import english_area
from sites.gazetteer.places import Match, Place, PlaceKind
from sites.gazetteer.search import Gazetteer, gazetteer, warm

__all__ = ["Gazetteer", "Match", "Place", "PlaceKind", "english_area", "gazetteer", "warm"]
