"""Choosing from the committed lists of airports and ports, and closing a site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.forms.filters import Day
from sites.models import ProtectedSite
from sites.packages import AIRPORTS, PORTS, country_names

LISTS = ((AIRPORTS, gettext_lazy("Airports")), (PORTS, gettext_lazy("Ports")))
HOME = "KR"


class ListChoice(forms.Form):
    """One list and one country."""

    which = forms.ChoiceField(
        label=gettext_lazy("List"), choices=LISTS, widget=forms.Select(attrs={"class": "in"})
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), widget=forms.Select(attrs={"class": "in"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = sorted(country_names().items(), key=lambda pair: (pair[0] != HOME, pair[1]))
        self.fields["country"].choices = [(code, f"{name} ({code})") for code, name in named]  # type: ignore[attr-defined]


class Closing(forms.Form):
    """The last day of a site, and the site it was found to be, if it stood twice."""

    on = Day(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date", "class": "in"}))
    into = forms.CharField(
        label=gettext_lazy("It is the same as (code of the other site)"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off", "list": "other-sites"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.TextInput(attrs={"class": "in"})
    )

    def clean_into(self) -> ProtectedSite | None:
        """Return the other site, if one is named."""
        code = self.cleaned_data["into"].strip()
        if not code:
            return None
        other = ProtectedSite.objects.filter(code=code).first()
        if other is None:
            words = _("“%(code)s” is not in the registry. Check the code on the other site’s page.")
            raise forms.ValidationError(words, params={"code": code})
        return other
