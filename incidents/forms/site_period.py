"""Which stretch of a site's history is asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.filters import Day


class SitePeriod(forms.Form):
    """Two days and a log; each may be left out."""

    date_from = Day(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "in"})
    )
    date_to = Day(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "in"})
    )
    log = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        begin, end = cleaned.get("date_from"), cleaned.get("date_to")
        if isinstance(begin, dt.date) and isinstance(end, dt.date) and end < begin:
            self.add_error("date_to", _("The period ends before it begins. Swap the two days."))
        return cleaned
