"""What a person types to decide on a report; whether it suffices is for the service to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.access import NOBODY, Reader
from incidents.enums import LawfulExplanation, PhotoIndicator, Tlp
from incidents.models import Incident
from incidents.selectors.incidents import incident_of
from incidents.services.review import MIN_RATIONALE
from incidents.services.text_scan import Doubt, doubts


class ReasonForm(forms.Form):
    """A reason, asked about once where it may identify a person."""

    rationale = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "in"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.doubts: list[Doubt] = []

    def clean_rationale(self) -> str:
        """Ask once about what may identify a person; `answered` holds what was said to identify nobody."""
        text = self.cleaned_data["rationale"]
        self.doubts = doubts("rationale", text)
        answered = set(self.data.getlist("answered")) if hasattr(self.data, "getlist") else set()
        for doubt in self.doubts:
            if doubt.key not in answered:
                self.add_error("rationale", doubt.words)
        return text


class DecisionForm(ReasonForm):
    """A reason, and the version of the record that was read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, incident: Incident, reader: Reader = NOBODY, **options: Any) -> None:
        super().__init__(*args, **options)
        self.incident, self.reader = incident, reader
        self.fields["expected_version"].initial = incident.record_version


class ConfirmForm(DecisionForm):
    """Confirming also needs the lawful explanations that were weighed."""

    explanations = forms.MultipleChoiceField(
        label=_("Lawful explanations considered"), choices=LawfulExplanation.choices, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tick"}),
    )  # fmt: skip

    photo_indicators = forms.MultipleChoiceField(
        label=_("Indicators, left blank by the author"), choices=PhotoIndicator.choices, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tick"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.incident.photo_indicators:
            del self.fields["photo_indicators"]
        self.fields["rationale"].help_text = _("At least %(least)d characters: what you relied on.") % {
            "least": MIN_RATIONALE
        }


class DuplicateForm(DecisionForm):
    """A duplicate names the other report."""

    of = forms.CharField(
        label=_("Number of the other report"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_of(self) -> Incident:
        """Return the other report, if the reader may know of it."""
        number = self.cleaned_data["of"].strip().upper()
        other = incident_of(number, reader=self.reader) if number else None
        if other is None:
            raise forms.ValidationError(
                _(
                    "“%(value)s” is not the number of a report you may read. Write one such as UPR-2026-00042."
                ),
                params={"value": number},
            )
        return other


class ReleaseForm(DecisionForm):
    """Releasing sets the label under which the record may leave."""

    tlp = forms.ChoiceField(
        label=_("Label"), choices=Tlp.choices, required=False, widget=forms.Select(attrs={"class": "in"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["tlp"].initial = self.incident.tlp


class WithdrawForm(DecisionForm):
    """Withdrawing cannot be undone, so the number is typed once more."""

    number = forms.CharField(
        label=_("Number of this record"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Compare the typed number, which no service needs."""
        values = super().clean() or {}
        if values.pop("number", "").strip().upper() != self.incident.number:
            self.add_error("number", _("This is not the number of this record. Type it as it stands above."))
        return values
