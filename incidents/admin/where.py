"""The place of a report in the admin's form: fields that take any notation, and the picker beside them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from incidents.enums import GeoPrecision
from incidents.forms.positions import TypedPoint, precision_of, say_problem, spread_position
from incidents.models import Incident
from incidents.rendering.labels import name_of
from incidents.rendering.picker import picker_page, validity_of
from sites.selectors import all_sites

POINT = ("observer_lat", "observer_lon", "uncertainty_m")


def degrees_field(name: str) -> forms.FloatField:
    """Return the field of a column in degrees or metres as plain text, so that any notation can be pasted into it."""
    label = Incident._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "vTextField"})
    return forms.FloatField(label=capfirst(label), required=False, widget=widget)


class PlacedForm(forms.ModelForm):
    """A form in whose point fields a whole position may be pasted."""

    observer_lat = degrees_field("observer_lat")
    observer_lon = degrees_field("observer_lon")
    uncertainty_m = degrees_field("uncertainty_m")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.typed_point = TypedPoint()
        if self.is_bound:
            data = cast(QueryDict, self.data).copy()
            names = [self.add_prefix(name) for name in POINT]
            self.typed_point = spread_position(data, *names)
            self.data = data

    def clean(self) -> dict[str, Any]:
        """Say how a pasted position could not be read; an entry of the gazetteer is no exact place."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        say_problem(self, self.typed_point, *POINT)
        if values.get("observer_lat") is not None and values.get("geo_precision") == GeoPrecision.UNKNOWN:
            method, reference = values.get("geocode_method", ""), values.get("geocoder_ref", "")
            values["geo_precision"] = precision_of(method, reference)
        return values


def where_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the picker needs on the form's page; sites by the key that the form's own list has."""
    sites = [
        {
            "key": str(site.pk),
            "code": site.code,
            "name": name_of(site),
            "lat": site.lat,
            "lon": site.lon,
            **validity_of(site),
        }
        for site in all_sites().prefetch_related(None)
    ]
    return picker_page(str(request.csp_nonce)) | {"picker_sites": sites}  # type: ignore[attr-defined]
