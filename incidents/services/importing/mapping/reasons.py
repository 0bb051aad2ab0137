"""Why a column was taken for something, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.services.importing.mapping.shape import Field

_WORDS: dict[str, Any] = {
    "OURS": gettext_lazy("the header is a column of this program"),
    "HEADER": gettext_lazy("by its header"),
    "MISSPELT": gettext_lazy("by its header, which seems misspelt"),
    "PART": gettext_lazy("by a part of its header"),
    "COUNTS_ROWS": gettext_lazy("the cells only count the rows"),
    "LONG_TEXT": gettext_lazy("the cells are long texts"),
    "FIRST_SENTENCE": gettext_lazy("the first sentence of the narrative"),
    "SAME_WORDS": gettext_lazy("the words that say what was done"),
    "IN_TEXT": gettext_lazy("words found in the narrative"),
    "REPORTS": gettext_lazy("the cells are reports of the American aviation authority"),
    "SWAPPED": gettext_lazy("the headers are swapped: the cells of one can only be the other"),
}


def reason_words(field: Field) -> str:
    """Return why a field was suggested, in the reader's language; nothing for one that a person chose."""
    return "; ".join(filter(None, map(_said, field.why)))


def _said(code: str) -> str:
    if code.startswith("CELLS:"):
        fitting, _slash, looked_at = code.removeprefix("CELLS:").partition("/")
        return _("%(n)s of %(total)s cells looked at read so") % {"n": fitting, "total": looked_at}
    words = _WORDS.get(code)
    return str(words) if words else ""
