"""Fields of the entry form that Django's own do not cover: lists of codes, and times with an unknown hour."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import Choices


class CodesField(forms.MultipleChoiceField):
    """Several codes of a list as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, codes: type[Choices], **options: Any) -> None:
        super().__init__(choices=codes.choices, required=False, **options)


class DayAndHourField(forms.SplitDateTimeField):
    """A day with its time of day; the time may be blank, and then the day begins."""

    widget = AdminSplitDateTime

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def compress(self, data_list: Any) -> Any:
        """Return the moment, reading a blank hour as midnight."""
        if data_list and data_list[0] and not data_list[1]:
            data_list = [data_list[0], dt.time()]
        return super().compress(data_list)
