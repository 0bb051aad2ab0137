"""From names to places and back: offline by the gazetteer, and by an operator's own server where one is configured.

The only package that may speak to a geocoder.
"""

from sites.geocoding.offline import OfflineGeocoder, resolver
from sites.geocoding.operators import operator_geocoder

__all__ = ["OfflineGeocoder", "operator_geocoder", "resolver"]
