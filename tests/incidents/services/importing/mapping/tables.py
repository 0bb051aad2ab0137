"""Tables for the tests of mappings, made as an upload makes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from incidents.services.importing.files import Table, read_file


def table_of(*rows: Sequence[str], file_name: str = "office.csv") -> Table:
    """Return the table of a CSV file with these lines, the first of which is the header."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read_file(text.getvalue().encode(), file_name=file_name)
