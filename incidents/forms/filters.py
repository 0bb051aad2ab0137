"""The one filter vocabulary of map, tables and REST."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import django_filters as filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from incidents import enums
from incidents.access import NOBODY, Reader, sees_exact_points
from incidents.models import Incident, Log
from sites.enums import SiteType
from sites.models import ProtectedSite

DEFAULT_STATUS = (enums.Status.CONFIRMED, enums.Status.RELEASED)


class BoundingBox(forms.Field):
    """`west,south,east,north` in degrees; west may exceed east across the antimeridian."""

    def to_python(self, value: Any) -> tuple[float, float, float, float] | None:
        """Return four finite numbers in range, or refuse."""
        if value in (None, ""):
            return None
        try:
            numbers = [float(part) for part in str(value).split(",")]
        except ValueError:
            numbers = []
        if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
            raise forms.ValidationError(_("“%(value)s” is not four numbers. Write west,south,east,north in degrees."),
                                        params={"value": str(value)[:60]})  # fmt: skip
        west, south, east, north = numbers
        if abs(west) > 180 or abs(east) > 180 or abs(south) > 90 or abs(north) > 90 or south > north:
            raise forms.ValidationError(
                _(
                    "“%(value)s” is outside -180 to 180 or -90 to 90, or south exceeds north. Check for swapped values."
                ),
                params={"value": str(value)[:60]},
            )
        return west, south, east, north


class BoundingBoxFilter(filters.Filter):
    field_class = BoundingBox


class Day(forms.DateField):
    """A date as ISO 8601 writes it, in years that a calendar can count on from."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day, or say what to write."""
        try:
            day = super().to_python(value)
        except forms.ValidationError:
            day = dt.date.min
        if day is not None and not 1900 <= day.year < 2200:
            raise forms.ValidationError(
                _("“%(value)s” is not a date from 1900 to 2199. Write it as 2025-04-21."),
                params={"value": str(value)[:60]},
            )
        return day


class DayFilter(filters.DateFilter):
    field_class = Day


class Text(forms.CharField):
    """A word to look for, shown back when it is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=100, strip=True, **options)


class TextFilter(filters.Filter):
    field_class = Text


class IncidentFilter(filters.FilterSet):
    """Names here are names in the URL, in the form and in the REST interface."""

    # None of these joins to many rows, so DISTINCT, which sorts every column, is switched off.
    log = filters.ModelMultipleChoiceFilter(
        field_name="log__code", queryset=Log.objects.all(), to_field_name="code", label=_("Log"),
        widget=forms.CheckboxSelectMultiple, distinct=False,
    )  # fmt: skip
    status = filters.MultipleChoiceFilter(
        choices=enums.Status.choices, label=_("Review state"), widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )  # fmt: skip
    site_type = filters.MultipleChoiceFilter(
        field_name="site__site_type",
        choices=SiteType.choices,
        label=_("Site type"),
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    site = filters.ModelMultipleChoiceFilter(
        field_name="site__code",
        queryset=ProtectedSite.objects.all(),
        to_field_name="code",
        label=_("Site"),
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    equipment = filters.MultipleChoiceFilter(
        choices=enums.EquipmentCategory.choices, label=_("Equipment"), widget=forms.CheckboxSelectMultiple,
        method="filter_equipment", distinct=False,
    )  # fmt: skip
    zone_relation = filters.MultipleChoiceFilter(
        choices=enums.ZoneRelation.choices, label=_("Zone relation"), widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )  # fmt: skip
    date_from = DayFilter(
        label=_("From"), method="filter_from", widget=forms.DateInput(attrs={"type": "date"})
    )
    date_to = DayFilter(label=_("To"), method="filter_to", widget=forms.DateInput(attrs={"type": "date"}))
    bbox = BoundingBoxFilter(label=_("Map extent"), method="filter_bbox")
    q = TextFilter(label=_("Number, site or words"), method="filter_words")
    batch = filters.UUIDFilter(label=_("Import"), method="filter_batch")

    class Meta:
        model = Incident
        fields: list[str] = []

    def __init__(self, *args: Any, reader: Reader = NOBODY, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reader = reader

    def filter_equipment(
        self, queryset: QuerySet[Incident], _name: str, codes: list[str]
    ) -> QuerySet[Incident]:
        """Keep incidents with any of the categories, each once."""
        if not codes:
            return queryset
        return queryset.filter(pk__in=Incident.objects.filter(equipment__category__in=codes).values("pk"))

    def filter_from(self, queryset: QuerySet[Incident], _name: str, day: dt.date) -> QuerySet[Incident]:
        """Keep what ended on or after the day, by the office's clock."""
        return queryset.alias(ended=Coalesce("occurred_to", "occurred_from")).filter(ended__gte=midnight(day))

    def filter_to(self, queryset: QuerySet[Incident], _name: str, day: dt.date) -> QuerySet[Incident]:
        """Keep what began on or before the day, by the office's clock."""
        return queryset.filter(occurred_from__lt=midnight(day + dt.timedelta(days=1)))

    def filter_bbox(
        self, queryset: QuerySet[Incident], _name: str, box: tuple[float, ...]
    ) -> QuerySet[Incident]:
        """Keep what lies in the box, by the points this reader may see: a filter on hidden points would give them away."""
        by_site = in_box("site__lat", "site__lon", box)
        if not sees_exact_points(self.reader):
            return queryset.filter(by_site)
        own_point = in_box("observer_lat", "observer_lon", box)
        return queryset.filter(own_point | (Q(observer_lat__isnull=True) & by_site))

    def filter_batch(self, queryset: QuerySet[Incident], _name: str, key: UUID) -> QuerySet[Incident]:
        """Keep what one import of the reader's own brought in; another's import leaves nothing."""
        return queryset.filter(import_batch__uuid=key, import_batch__imported_by_id=self.reader.account_id)

    def filter_words(self, queryset: QuerySet[Incident], _name: str, words: str) -> QuerySet[Incident]:
        """Look in number, site names and the one-line summary; press titles are never searched."""
        return queryset.filter(
            Q(number__icontains=words) | Q(summary__icontains=words) | Q(summary_ko__icontains=words)
            | Q(site__name_en__icontains=words) | Q(site__name_ko__icontains=words)
        )  # fmt: skip


def midnight(day: dt.date) -> dt.datetime:
    """Return the first moment of a day by the office's clock."""
    return dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(settings.OFFICE_TIME_ZONE))


def in_box(lat: str, lon: str, box: tuple[float, ...]) -> Q:
    """Return the condition that two columns lie in a box."""
    west, south, east, north = box
    lats = Q(**{f"{lat}__range": (south, north)})
    if west <= east:
        return lats & Q(**{f"{lon}__range": (west, east)})
    return lats & (Q(**{f"{lon}__gte": west}) | Q(**{f"{lon}__lte": east}))
