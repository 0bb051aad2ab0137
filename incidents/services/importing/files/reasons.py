"""The column of reasons: written into a file that goes back, recognised when the mended file comes again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

_NUMBERED = re.compile(r"\s*\(\d+\)$")


def heading() -> str:
    """Return the name of the column."""
    return _("reason")


def told(row_number: int, reasons: Sequence[str]) -> str:
    """Return the reasons of one row; the row is named because it has another number in the returned file."""
    return _("Row %(row)d: %(reasons)s") % {"row": row_number, "reasons": " ".join(reasons)}


def may_be_reasons(header: str) -> bool:
    """Whether a column has the name that ours has in any of our languages; an office's own may have it too."""
    return _NUMBERED.sub("", header).casefold() in _ours()[0]


def are_reasons(cell: str) -> bool:
    """Whether a cell begins as every cell of our column does, which nobody else's would."""
    return _ours()[1].match(cell.lstrip()) is not None


@cache
def _ours() -> tuple[frozenset[str], re.Pattern[str]]:
    headings, beginnings = set(), set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            headings.add(heading().casefold())
            beginnings.add(re.escape(told(0, ()).strip()).replace("0", r"\d+"))
    return frozenset(headings), re.compile("|".join(sorted(beginnings)))
