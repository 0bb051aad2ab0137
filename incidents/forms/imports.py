"""What a person chooses on the way of a file: the file, what enters after the preview, why an import is undone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.models import Log
from incidents.selectors.imports import logs_for_imports
from incidents.services.importing import Choices

_TICK = {"class": "tick"}
CHOSEN = (
    "enter_duplicates", "enter_updates", "take_offers", "confirmed_doubts", "all_or_nothing", "hand_in",
)  # fmt: skip


class RowNumbers(forms.Field):
    """Row numbers of a file, given one by one."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: list[str] | None) -> frozenset[int]:
        """Return the numbers; whatever is none was not typed on our page."""
        texts = [text for text in value or () if isinstance(text, str)]
        return frozenset(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 8)


class HandOverForm(forms.Form):
    """The log a file enters; the file itself comes by a handler of its own."""

    log = forms.ChoiceField(label=_("Log"), required=False, widget=forms.Select(attrs={"class": "in"}))
    # The last field of the form: without it the upload was cut on the way.
    whole = forms.CharField(widget=forms.HiddenInput, initial="1")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.logs = {log.code: log for log in logs_for_imports()}
        if len(self.logs) < 2:
            del self.fields["log"]
        else:
            self.fields["log"].choices = [(code, str(log)) for code, log in self.logs.items()]  # type: ignore[attr-defined]

    def chosen_log(self) -> Log | None:
        """Return the log that was chosen; None is the one that new reports enter."""
        return self.logs.get(self.cleaned_data.get("log", ""))


class ChoicesForm(forms.Form):
    """What enters beside the plain good rows."""

    enter_duplicates = forms.BooleanField(
        label=_("Also enter rows that likely tell of a known event"), required=False, widget=forms.CheckboxInput(_TICK)
    )  # fmt: skip
    enter_updates = forms.BooleanField(
        label=_("Also change my reports that the file tells differently now"), required=False, widget=forms.CheckboxInput(_TICK)
    )  # fmt: skip
    take_offers = forms.BooleanField(
        label=_("Take swapped coordinates the right way round, as offered"), required=False, widget=forms.CheckboxInput(_TICK)
    )  # fmt: skip
    confirmed_doubts = forms.BooleanField(
        label=_("I looked at the marked words: they identify nobody"), required=False, widget=forms.CheckboxInput(_TICK)
    )  # fmt: skip
    all_or_nothing = forms.BooleanField(
        label=_("Enter nothing if a single row stays outside"), required=False, widget=forms.CheckboxInput(_TICK)
    )  # fmt: skip
    # rows shown with a box to tick of their own, and those with a tick
    asked = RowNumbers()
    enter = RowNumbers()
    # where on the preview the person was
    kind = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    # which preview was looked at; the columns may have been changed in another tab
    preview = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    hand_in = forms.BooleanField(
        label=_("Hand in what is complete"), required=False, widget=forms.CheckboxInput(_TICK),
        help_text=_("Otherwise every report stays a draft of yours."),
    )  # fmt: skip

    def choices(self) -> Choices:
        """Return the choices as the import takes them."""
        return Choices(**{name: self.cleaned_data[name] for name in CHOSEN})

    def ticks(self) -> dict[str, frozenset[int]]:
        """Return the rows that were shown with a box to tick of their own, and those with a tick."""
        return {"asked": self.cleaned_data["asked"], "ticked": self.cleaned_data["enter"]}

    def place(self) -> str:
        """Return where on the preview the person was, as the end of its address."""
        place = {name: self.cleaned_data[name] for name in ("kind", "page")}
        return urlencode({name: value for name, value in place.items() if value})


class UndoForm(forms.Form):
    """Why an import is taken back, and the number of its reports typed once more."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "class": "in"})
    )
    count = forms.IntegerField(
        label=_("Number of reports that it removes"),
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "in", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, n_reports: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.n_reports = n_reports

    def clean_count(self) -> int:
        """Compare the typed number with what is there."""
        count: int = self.cleaned_data["count"]
        if count != self.n_reports:
            raise forms.ValidationError(
                _("It would remove %(n)d reports. Type this number."), params={"n": self.n_reports}
            )
        return count


class PreviewFilter(forms.Form):
    """Which rows of a preview are shown."""

    kind = forms.SlugField(required=False, max_length=40)
    row = forms.IntegerField(required=False, min_value=1, max_value=10_000_000)
