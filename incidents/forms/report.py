"""What the phone card says: flat texts in, the values that the services take out."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Choices
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents import enums
from incidents.forms import card_words
from incidents.forms.positions import precision_of, say_problem, spread_position
from incidents.models import Incident
from incidents.services.drafting import CardReport
from incidents.services.text_scan import Doubt, doubts
from sites.models import ProtectedSite

NOW, AT, UNKNOWN = "now", "at", "unknown"
TEXTS = ("line", "words", "narrative", "unit")
# A clock may be this far ahead before a time counts as one that has not come yet.
AHEAD = dt.timedelta(minutes=5)
# Where the card shows what a service says of a column.
_CARD_NAMES = {
    "occurred_from": "at", "occurred_to": "at", "behaviours": "seen", "photo_indicators": "indicators",
    "media": "seen", "summary": "line", "summary_ko": "line", "place_as_reported": "words", "observer_lat": "lat",
    "observer_lon": "lon", "geocoder_ref": "words", "sources": "unit", "sources.carries": "unit",
}  # fmt: skip


def card_name(column: str) -> str:
    """Return the name of the card's field for a column of a report."""
    return _CARD_NAMES.get(column, column)


def _codes(options: card_words.Options) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=options, required=False)


def _code(codes: type[Choices]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", ""), *codes.choices], required=False)


class ReportForm(forms.Form):
    """Six questions and what is folded under them; nothing is required here, the service says what is missing."""

    site = forms.ModelChoiceField(ProtectedSite.objects.all(), to_field_name="code", required=False)
    when = forms.ChoiceField(choices=[(code, code) for code in (NOW, AT, UNKNOWN)], required=False)
    on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    at = forms.TimeField(required=False, input_formats=["%H:%M", "%H:%M:%S"])
    seen = _codes(card_words.seen_first())
    behaviours = _codes(card_words.behaviours_more())
    indicators = _codes(enums.PhotoIndicator.choices)
    line = forms.CharField(max_length=300, required=False)
    equipment = _codes(enums.EquipmentCategory.choices)
    words = forms.CharField(max_length=300, required=False)
    lat = forms.FloatField(required=False)
    lon = forms.FloatField(required=False)
    uncertainty_m = forms.FloatField(required=False, min_value=0, max_value=1_000_000)
    point_from = _code(enums.GeocodeMethod)
    geocoder_ref = forms.CharField(max_length=120, required=False)
    actions = _codes(enums.ActionType.choices)
    narrative = forms.CharField(max_length=5_000, required=False)
    group_size = forms.IntegerField(required=False, min_value=1, max_value=32_767)
    vehicle_type = _code(enums.VehicleType)
    vantage = _code(enums.Vantage)
    warning = _code(enums.WarningGiven)
    stated_purpose = _code(enums.StatedPurpose)
    source_type = _code(enums.SourceType)
    unit = forms.CharField(max_length=60, required=False)
    version = forms.IntegerField(required=False, min_value=1)
    confirmed = forms.CharField(required=False)

    def __init__(self, content: Mapping[str, Any], *, corrects: Incident | None = None) -> None:
        values = {name: value if isinstance(value, list) else [value] for name, value in content.items()}
        texts = {name: str(values[name][0]) for name in ("lat", "lon", "uncertainty_m") if values.get(name)}
        self.typed_point = spread_position(texts, "lat", "lon", "uncertainty_m")
        super().__init__(MultiValueDict(values | {name: [text] for name, text in texts.items()}))
        self.corrects = corrects
        self.confirmed_keys = set(values.get("confirmed", []))

    def clean(self) -> dict[str, Any]:
        """Refuse a time that has not come yet; ask for both halves of a point."""
        values = super().clean() or {}
        say_problem(self, self.typed_point, "lat", "lon")
        moment = self.moment()
        if moment is not None and moment > timezone.now() + AHEAD:
            self.add_error("at", _ahead_words(moment))
        for name in ("lat", "lon"):
            other = "lon" if name == "lat" else "lat"
            if values.get(name) is None and values.get(other) is not None and name not in self.errors:
                self.add_error(name, _("A point needs latitude and longitude."))
        return values

    def moment(self) -> dt.datetime | None:
        """Return when it was seen by the office's clock; a day without a time begins at midnight."""
        day, hour = self.cleaned_data.get("on"), self.cleaned_data.get("at")
        if self.cleaned_data.get("when") == UNKNOWN or day is None:
            return None
        return dt.datetime.combine(day, hour or dt.time(), tzinfo=ZoneInfo(settings.OFFICE_TIME_ZONE))

    def substance(self) -> dict[str, Any]:
        """Return the columns that the card speaks of."""
        said = self.cleaned_data
        plain = (
            "site",
            "uncertainty_m",
            "narrative",
            "group_size",
            "vehicle_type",
            "vantage",
            "warning",
            "stated_purpose",
        )
        return {
            **{name: said[name] for name in plain if name in said},
            **self._time(), **self._seen(), **self._line(), **self._place(),
        }  # fmt: skip

    def report(self) -> CardReport:
        """Return what the service files."""
        said = self.cleaned_data
        return CardReport(
            fields=self.substance(), equipment=said["equipment"], actions=said["actions"],
            source_type=said["source_type"] or enums.SourceType.OWN_OBSERVATION, unit=said["unit"],
            corrects=self.corrects, expected_version=said["version"],
        )  # fmt: skip

    def doubts(self) -> list[Doubt]:
        """Return what must be asked about once: texts that may identify a person, not yet confirmed."""
        found = [doubt for name in TEXTS for doubt in doubts(name, self.cleaned_data.get(name) or "")]
        return [doubt for doubt in found if doubt.key not in self.confirmed_keys]

    def problems(self) -> dict[str, str]:
        """Return what is wrong, in one sentence for each field."""
        return {
            name: " ".join(str(message) for message in messages) for name, messages in self.errors.items()
        }

    def _time(self) -> dict[str, Any]:
        moment, precision = self.moment(), enums.TimePrecision
        if moment is None:
            is_unknown = self.cleaned_data.get("when") == UNKNOWN
            # A blank time stays a question; only "not known" answers it.
            return {
                "occurred_from": None,
                "time_precision": precision.UNKNOWN if is_unknown else precision.MINUTE,
            }
        has_hour = self.cleaned_data.get("at") is not None
        return {"occurred_from": moment, "time_precision": precision.MINUTE if has_hour else precision.DAY}

    def _seen(self) -> dict[str, Any]:
        buttons = [card_words.SEEN[code] for code in self.cleaned_data.get("seen", [])]
        chosen = [button.behaviour for button in buttons] + self.cleaned_data.get("behaviours", [])
        of_buttons = {seen.medium for seen in card_words.SEEN.values()}
        stored = self.corrects.media if self.corrects else []
        media = [button.medium for button in buttons if button.medium] + [
            code for code in stored if code not in of_buttons
        ]
        return {
            "behaviours": _once(chosen),
            "photo_indicators": self.cleaned_data.get("indicators", []),
            "media": _once(media),
        }

    def _line(self) -> dict[str, str]:
        """Put the one line where its script belongs; a line in the other language stays if there were two."""
        line = self.cleaned_data.get("line", "")
        here, other = ("summary_ko", "summary") if _is_korean(line) else ("summary", "summary_ko")
        had_two = self.corrects is not None and bool(self.corrects.summary and self.corrects.summary_ko)
        return {here: line} if had_two else {here: line, other: ""}

    def _place(self) -> dict[str, Any]:
        said = self.cleaned_data
        lat, lon = _finite(said.get("lat")), _finite(said.get("lon"))
        has_point = lat is not None and lon is not None
        near = enums.GeoPrecision.SITE_VICINITY if said.get("site") else enums.GeoPrecision.UNKNOWN
        method = (said.get("point_from") or enums.GeocodeMethod.MANUAL) if has_point else ""
        has_entry = method in {enums.GeocodeMethod.GEOCODER, enums.GeocodeMethod.SITE_REF}
        reference = said.get("geocoder_ref", "") if has_entry else ""
        return {
            "place_as_reported": said.get("words", ""),
            "observer_lat": lat,
            "observer_lon": lon,
            "geo_precision": precision_of(method, reference) if has_point else near,
            "geocode_method": method,
            "geocoder_ref": reference,
        }


def _finite(degrees: float | None) -> float | None:
    return degrees if degrees is not None and math.isfinite(degrees) else None


def _once(codes: list[str]) -> list[str]:
    return list(dict.fromkeys(str(code) for code in codes))


def _is_korean(text: str) -> bool:
    return any("\uac00" <= letter <= "\ud7a3" or "\u3131" <= letter <= "\u318e" for letter in text)


def _ahead_words(moment: dt.datetime) -> str:
    hour = date_format(moment, "H:i")
    return _("%(hour)s on that day has not come yet. Was it the day before, %(hour)s?") % {"hour": hour}
