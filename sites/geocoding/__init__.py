"""From names to places and back: offline by the gazetteer, and by an operator's own server where one is configured.

The only package that may speak to a geocoder.
"""

from sites.geocoding.gates import gate_keys
from sites.geocoding.offline import OfflineGeocoder
from sites.geocoding.operators import operator_geocoder
from sites.geocoding.references import Registry, resolver

__all__ = ["OfflineGeocoder", "Registry", "gate_keys", "operator_geocoder", "resolver"]
