"""The form of a report: six needed things first, everything else folded away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.admin.base import ServiceForm
from incidents.admin.codes import CodesField, DayAndHourField
from incidents.admin.where import PlacedForm
from incidents.enums import Behaviour, GeocodeMethod, Media, PhotoIndicator, TimePrecision
from incidents.services.substance import SUBSTANCE_FIELDS

FOLDED = ("collapse",)
# Inlines stand among these sections: incidents/admin/inlines.py names the section each one follows.
SECTIONS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (
        _("1. Site"),
        {"fields": ("expected_version", "site"), "description": _("Needed to hand in, unless a point is given under 5.")},
    ),
    (
        _("2. When"),
        {"fields": ("occurred_from", "time_precision"), "description": _("Needed to hand in, or “Unknown”. By the clock of Seoul (Asia/Seoul).")},
    ),
    (
        _("3. What was seen"),
        {
            "fields": ("behaviours", "photo_indicators", "summary", "summary_ko"),
            "description": _("Needed to hand in: behaviour, and one line in either language."),
        },
    ),
    (
        _("5. Where they stood"),
        {
            "fields": ("place_as_reported", ("observer_lat", "observer_lon", "uncertainty_m")),
            "description": _("Optional. Words are enough. A point may be pasted as it came, into either field: degrees in any notation, MGRS, a plus code."),
        },
    ),
    (_("More about the time"), {"classes": FOLDED, "fields": ("occurred_to", "date_derived", "reported_at", "announced_on")}),
    (
        _("More about the place"),
        {
            "classes": FOLDED,
            "fields": (
                ("geo_precision", "geocode_method", "geocoder_ref"),
                ("vantage", "sign_present", "permit_held"),
                ("zone_relation", "zone_relation_reason"),
                ("aircraft_lat", "aircraft_lon"),
                ("subject_lat", "subject_lon"),
            ),
        },
    ),
    (
        _("More about what was seen"),
        {
            "classes": FOLDED,
            "fields": (
                "narrative",
                "media",
                ("media_count", "media_bytes"),
                ("subject_of_view", "airspace_class"),
                ("flight_approval", "photo_approval"),
                ("group_size", "visitor_category", "minor_involved"),
                ("stated_purpose", "vehicle_type"),
                ("context_event", "detected_by", "warning"),
            ),
        },
    ),
    (
        _("Evidence kept elsewhere, and the ground for keeping the record"),
        {
            "classes": FOLDED,
            "fields": (
                ("evidence_ref", "evidence_sha256"),
                "collection_basis",
                ("lawful_origin", "lawful_origin_note"),
                "tlp",
            ),
        },
    ),
)  # fmt: skip


class ReportForm(PlacedForm, ServiceForm):
    """What a reporter types; nothing is required to keep a draft."""

    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    occurred_from = DayAndHourField(
        label=_("Day and time"), help_text=_("Leave the time blank if only the day is known.")
    )
    occurred_to = DayAndHourField(label=_("Until"))
    behaviours = CodesField(Behaviour, label=_("Behaviour"))
    photo_indicators = CodesField(
        PhotoIndicator, label=_("Indicators seen"), help_text=_("Or “None observed”: that is an answer, too.")
    )
    media = CodesField(Media, label=_("Media"))  # type: ignore[assignment]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.initial["time_precision"] = TimePrecision.MINUTE
        else:
            self.initial["expected_version"] = self.instance.record_version

    def clean(self) -> dict[str, Any]:
        """Read what the typed values say beyond themselves: no hour means the day, a typed point was typed."""
        values = super().clean()
        hour = str(self.data.get(self.add_prefix("occurred_from_1"), "")).strip()
        if values.get("occurred_from") and not hour and values.get("time_precision") == TimePrecision.MINUTE:
            values["time_precision"] = TimePrecision.DAY
        if values.get("observer_lat") is not None and values.get("geocode_method") == "":
            values["geocode_method"] = GeocodeMethod.MANUAL
        return values

    def substance(self) -> dict[str, Any]:
        """Return the values that the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in SUBSTANCE_FIELDS}
