"""Bringing files of reports in: reading (bytes to text), row (text to values), importing (the service)."""

from incidents.services.importing.importing import import_incidents
from incidents.services.importing.reading import MAX_BYTES
from incidents.services.importing.verdicts import ImportReport, RowVerdict, Verdict

__all__ = ["MAX_BYTES", "ImportReport", "RowVerdict", "Verdict", "import_incidents"]
