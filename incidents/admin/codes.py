"""Fields of the entry form that Django's own do not cover: lists of codes, and times with an unknown hour."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import Choices, DateTimeField, URLField
from django.utils.translation import gettext_lazy as _


class CodesField(forms.MultipleChoiceField):
    """Several codes of a list as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, codes: type[Choices], **options: Any) -> None:
        super().__init__(choices=codes.choices, required=False, **options)


class DayAndHour(AdminSplitDateTime):
    """A day and an hour, each with a name for those who do not see which is which."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for part, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            part.attrs["aria-label"] = name


class DayAndHourField(forms.SplitDateTimeField):
    """A day with its time of day; the time may be blank, and then the day begins."""

    widget = DayAndHour

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def compress(self, data_list: Any) -> Any:
        """Return the moment, reading a blank hour as midnight."""
        if data_list and data_list[0] and not data_list[1]:
            data_list = [data_list[0], dt.time()]
        return super().compress(data_list)


FIELD_OPTIONS: dict[Any, dict[str, Any]] = {
    DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": DayAndHour},
    # An address typed without a scheme is read as https.
    URLField: {"assume_scheme": "https"},
}
