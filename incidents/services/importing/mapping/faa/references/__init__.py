"""Towns, airfields and radio beacons of the United States, from which reports of its aviation authority count."""

from incidents.services.importing.mapping.faa.references.table import airfields, beacons, town

__all__ = ["airfields", "beacons", "town"]
