"""Every limit of a file in one place; each refusal names its own."""

from __future__ import annotations

MAX_CSV_BYTES = 200_000_000
MAX_XLSX_BYTES = 100_000_000
MAX_BYTES = max(MAX_CSV_BYTES, MAX_XLSX_BYTES)
MAX_ROWS = 1_000_000
# Blank ones included, so that a file of line ends alone keeps nobody waiting.
MAX_LINES = 2_200_000
# Excel holds 16,384 columns; what lies beyond the thousandth is looked at only to refuse it.
MAX_COLUMNS = 1_000
# The csv module's own limit; Excel ends at 32,767.
MAX_CELL_CHARACTERS = 131_072
MAX_ROW_CHARACTERS = 1_000_000
# What all kept rows may take together: a shared text of 30 kB in every cell would otherwise fill the disk.
MAX_TEXT_BYTES = 1_000_000_000

# Inside a workbook.
MAX_PARTS = 5_000
MAX_DIRECTORY_BYTES = 1_000_000
MAX_SHEETS = 250
# All that is unpacked while reading one workbook; its sheet is unpacked twice.
MAX_UNPACKED_BYTES = 4_000_000_000
# Each tag of a sheet takes time: those of 1,000,000 rows with 35 columns.
MAX_TAGS = 150_000_000
MAX_SHARED_TEXT_BYTES = 300_000_000
MAX_SHARED_TEXTS = 8_000_000
MAX_SMALL_PART_BYTES = 20_000_000
# Sheets of real offices pack 5 to 40 times, empty formatted ones up to 100; DEFLATE ends at 1,030.
MAX_RATIO = 250
RATIO_COUNTS_FROM_BYTES = 50_000_000
MAX_MARKUP_BYTES = 1_000_000
MAX_MERGES = 200_000
MAX_STYLES = 70_000
