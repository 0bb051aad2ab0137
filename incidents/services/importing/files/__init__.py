"""Any CSV or XLSX as rows of text; nothing here knows what a row means."""

from incidents.services.importing.files.keeping import keep, kept
from incidents.services.importing.files.limits import MAX_BYTES
from incidents.services.importing.files.reading import read_file
from incidents.services.importing.files.returning import write_back
from incidents.services.importing.files.table import Column, SheetRow, Table

__all__ = ["MAX_BYTES", "Column", "SheetRow", "Table", "keep", "kept", "read_file", "write_back"]
