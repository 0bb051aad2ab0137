"""Bringing files of reports in: files (bytes to tables), mapping (tables to rows), row (text to values), running."""

from incidents.services.importing.apart import RowsFrom
from incidents.services.importing.batches import open_batch
from incidents.services.importing.choices import Choices
from incidents.services.importing.files import MAX_BYTES
from incidents.services.importing.importing import KeptRows, import_incidents
from incidents.services.importing.judging import judge_rows, preview_rows
from incidents.services.importing.rows import Row
from incidents.services.importing.running import run_import
from incidents.services.importing.undoing import undo_batch
from incidents.services.importing.verdicts import Flag, ImportReport, RowVerdict, Verdict, without_row

__all__ = [
    "MAX_BYTES",
    "Choices",
    "Flag",
    "ImportReport",
    "KeptRows",
    "Row",
    "RowVerdict",
    "RowsFrom",
    "Verdict",
    "import_incidents",
    "judge_rows",
    "open_batch",
    "preview_rows",
    "run_import",
    "undo_batch",
    "without_row",
]
