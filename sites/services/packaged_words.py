"""What the verdicts on places of the committed lists say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_LEFT_OUT = {
    "OTHER_COUNTRY": _("the code belongs to another country"),
    "CODE_TWICE_APART": _("the code stands twice, more than 5 km apart"),
    "CODE_TWICE": _("the code stands twice; the first is kept"),
    "MINUTES_AS_DECIMALS": _("degrees and minutes look as if read as decimals"),
    "FAR_FROM_COAST": _("more than 3 km from the coast"),
}
_REMARKS = {
    "POINT_OF_A_CLOSED_FIELD": _("the point is that of a field closed in 2005: check it"),
    "NO_SCHEDULED_FLIGHTS": _("no scheduled flights"),
    "TYPE_BY_NAME": _("type judged by the name alone"),
    "WHOLE_MINUTES": _("rounded to whole minutes: up to 1 km off"),
}


def left_out_words(code: str) -> str:
    """Return why a place of a list should not enter unasked."""
    return str(_LEFT_OUT.get(code, code))


def remark_words(code: str) -> str:
    """Return what to know of a place before it enters, or nothing."""
    return str(_REMARKS.get(code, code))
