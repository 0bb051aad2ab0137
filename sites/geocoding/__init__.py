"""From names to places and back: offline by the gazetteer, and by an operator's own server where one is configured.

The only package that may speak to a geocoder.
"""

from sites.geocoding.asking import GeocoderAnswer, answers_of, may_be_asked
from sites.geocoding.gates import gate_keys
from sites.geocoding.offline import OfflineGeocoder
from sites.geocoding.operators import operator_geocoder
from sites.geocoding.references import Registry, resolver

__all__ = [
    "GeocoderAnswer",
    "OfflineGeocoder",
    "Registry",
    "answers_of",
    "gate_keys",
    "may_be_asked",
    "operator_geocoder",
    "resolver",
]
