"""A zone as it is drawn or typed: a circle, or corners in any notation; where it comes from and since when it holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.forms.filters import Day
from incidents.forms.site_corners import Corner, read_corner, read_metres
from sites.enums import ZoneAccuracy, ZoneKind
from sites.geometry import Point, Ring, Shape
from sites.models import ProtectedSite, Zone

CIRCLE, OUTLINE = "circle", "outline"
FIGURES = ((CIRCLE, gettext_lazy("Circle")), (OUTLINE, gettext_lazy("Outline with corners")))
MOST_CORNERS, BLANK_ROWS, MORE_ROWS = 500, 3, 12
_TEXT = {"class": "in", "autocomplete": "off"}


class ZoneDrawing(forms.Form):
    """Everything a line needs; what holds of the figure itself is judged by the service."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of zone"),
        choices=ZoneKind.choices,
        widget=forms.Select(attrs={"class": "in"}),
    )
    accuracy = forms.ChoiceField(
        label=gettext_lazy("Accuracy"),
        choices=ZoneAccuracy.choices,
        widget=forms.Select(attrs={"class": "in"}),
    )
    figure = forms.ChoiceField(
        label=gettext_lazy("Figure"), choices=FIGURES, widget=forms.RadioSelect(attrs={"class": "tick"})
    )
    centre = forms.CharField(
        label=gettext_lazy("Centre"), required=False, max_length=200, widget=forms.TextInput(attrs=_TEXT)
    )
    radius_m = forms.CharField(
        label=gettext_lazy("Radius in metres"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=_TEXT | {"inputmode": "decimal"}),
    )
    valid_from = Day(
        label=gettext_lazy("Valid from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "in"}),
    )
    valid_to = Day(
        label=gettext_lazy("Valid to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "in"}),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Source"), max_length=200, widget=forms.TextInput(attrs=_TEXT)
    )
    source_url = forms.CharField(
        label=gettext_lazy("Source address"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=_TEXT | {"inputmode": "url"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=300, widget=forms.TextInput(attrs=_TEXT)
    )
    keep_holes = forms.BooleanField(
        label=gettext_lazy("Keep the holes of the old outline"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
    reason = forms.CharField(label=gettext_lazy("Why it is drawn anew"), required=False, max_length=300, widget=forms.TextInput(attrs=_TEXT))  # fmt: skip

    def __init__(self, *args: Any, site: ProtectedSite, replaces: Zone | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.site, self.replaces = site, replaces
        self.corners = self._corners()
        self.holes = holes_of(replaces)
        if not self.holes:
            del self.fields["keep_holes"]
        if replaces is None:
            del self.fields["reason"]
        else:
            self.fields["valid_from"].required = True
            self.fields["valid_from"].label = gettext_lazy("The new line holds from")

    def clean(self) -> dict[str, Any]:
        """Read the figure that was chosen; the other one is left alone."""
        cleaned = super().clean() or {}
        figure = cleaned.get("figure")
        if figure == CIRCLE:
            self._clean_circle(cleaned)
        elif figure == OUTLINE:
            self._clean_outline()
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of the zone."""
        cleaned = self.cleaned_data
        names = ("kind", "accuracy", "valid_from", "valid_to", "source_title", "source_url", "note")
        return {name: cleaned[name] for name in names} | self._figure()

    def rows(self) -> list[Corner]:
        """Return the corners with blank rows behind them, more if they were asked for."""
        last = len(self.corners)
        n_blank = MORE_ROWS if "more" in self.data else max(BLANK_ROWS, 6 - last)
        return [*self.corners, *(Corner(last + n, "") for n in range(1, n_blank + 1))]

    def _figure(self) -> dict[str, Any]:
        if self.cleaned_data["figure"] == CIRCLE:
            point = self.cleaned_data["centre_point"]
            return {
                "lat": point.lat,
                "lon": point.lon,
                "radius_m": self.cleaned_data["radius_m"],
                "polygon": None,
            }
        ring = [[corner.point.lon, corner.point.lat] for corner in self.corners if corner.point]
        holes = self.holes if self.cleaned_data.get("keep_holes") else []
        polygon = {"type": "Polygon", "coordinates": [[*ring, ring[0]], *holes]}
        return {"lat": None, "lon": None, "radius_m": None, "polygon": polygon}

    def _clean_circle(self, cleaned: dict[str, Any]) -> None:
        corner = read_corner(cleaned.get("centre") or "", self.site)
        if corner.point is None:
            self.add_error(
                "centre", corner.problem or _("The centre is missing. Type it, or place it on the map.")
            )
        cleaned["centre_point"] = corner.point
        metres = read_metres(cleaned.get("radius_m") or "")
        if metres is None:
            self.add_error("radius_m", _("The radius is not a number of metres. Write it as 1500 or 1.5 km."))
        cleaned["radius_m"] = metres

    def _clean_outline(self) -> None:
        if len(self.corners) < 3:
            self.add_error(
                None, _("An outline needs three corners or more. Type them, or place them on the map.")
            )
        if self.n_corners > MOST_CORNERS:
            words = _(
                "The outline has %(n)d corners; %(most)d fit. Leave some out, or import it from a file."
            )
            self.add_error(None, words % {"n": self.n_corners, "most": MOST_CORNERS})
        for corner in self.corners:
            if corner.problem:
                words = _("Corner %(n)d: %(why)s") % {"n": corner.number, "why": corner.problem}
                self.add_error(None, words)

    def _corners(self) -> list[Corner]:
        if self.is_bound:
            texts = (
                self.data.getlist("corner") if hasattr(self.data, "getlist") else self.data.get("corner", [])
            )
        else:
            texts = self.initial.get("corners", [])
        typed = [text.strip()[:200] for text in texts if text.strip()]
        self.n_corners = len(typed)
        typed = typed[:MOST_CORNERS]
        return [read_corner(text, self.site, number) for number, text in enumerate(typed, 1)]


def initial_of(zone: Zone) -> dict[str, Any]:
    """Return what a form for a new line of a stored zone begins with."""
    names = ("kind", "accuracy", "valid_to", "source_title", "source_url", "note")
    known = {name: getattr(zone, name) for name in names}
    return known | _initial_figure(zone.shape)


def holes_of(zone: Zone | None) -> list[list[list[float]]]:
    """Return the holes of a stored outline as GeoJSON has them."""
    shape = zone.shape if zone else None
    lines = shape.holes if isinstance(shape, Ring) else ()
    return [[[vertex.lon, vertex.lat] for vertex in line] for line in lines]


def _initial_figure(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, Ring):
        return {"figure": OUTLINE, "corners": [_written(point) for point in shape.vertices[:-1]]}
    return {"figure": CIRCLE, "centre": _written(shape.centre), "radius_m": f"{shape.radius_m:g}"}


def _written(point: Point) -> str:
    return f"{point.lat:.6f}, {point.lon:.6f}"
