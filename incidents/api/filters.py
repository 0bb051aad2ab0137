"""The filters of REST: the map's own vocabulary, run on nothing sharper than what leaves."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from incidents import enums
from incidents.forms.filters import BoundingBoxFilter, IncidentFilter, TextFilter, in_box, midnight
from incidents.models import Incident, Log
from incidents.records import ALPHA
from incidents.selectors.releases import PRESS_ONLY
from sites.enums import SiteType
from sites.models import ProtectedSite


class ReleaseFilter(IncidentFilter):
    """The map's filter. Points are the sites' public ones, and dates are months unless the press printed the day,
    because a filter on what is hidden would give it away."""

    status = filters.MultipleChoiceFilter(
        choices=[(enums.Status.RELEASED.value, enums.Status.RELEASED.label)],
        label=_("Review state; only released records leave"),
        distinct=False,
    )
    # who imported what stays with the office
    batch = None

    def filter_from(self, queryset: QuerySet[Incident], _name: str, day: dt.date) -> QuerySet[Incident]:
        """Keep what ended on or after the day, or in or after its month."""
        ended = queryset.alias(ended=Coalesce("occurred_to", "occurred_from"))
        by_month = Q(ended__gte=midnight(day.replace(day=1)))
        return ended.filter((PRESS_ONLY & Q(ended__gte=midnight(day))) | (~PRESS_ONLY & by_month))

    def filter_to(self, queryset: QuerySet[Incident], _name: str, day: dt.date) -> QuerySet[Incident]:
        """Keep what began on or before the day, or in or before its month."""
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return queryset.filter(
            (PRESS_ONLY & Q(occurred_from__lt=_day_after(day)))
            | (~PRESS_ONLY & Q(occurred_from__lt=_day_after(last)))
        )

    def filter_bbox(
        self, queryset: QuerySet[Incident], _name: str, box: tuple[float, ...]
    ) -> QuerySet[Incident]:
        """Keep what lies in the box by the sites' public points, whoever asks."""
        return queryset.filter(in_box("site__lat", "site__lon", box))


class SiteFilter(filters.FilterSet):
    """The registry by type, place and words."""

    site_type = filters.MultipleChoiceFilter(choices=SiteType.choices, label=_("Site type"), distinct=False)
    bbox = BoundingBoxFilter(label=_("Map extent"), method="filter_bbox")
    q = TextFilter(label=_("Code or name"), method="filter_words")

    class Meta:
        model = ProtectedSite
        fields: list[str] = []

    def filter_bbox(
        self, queryset: QuerySet[ProtectedSite], _name: str, box: tuple[float, ...]
    ) -> QuerySet[ProtectedSite]:
        """Keep sites whose public point lies in the box."""
        return queryset.filter(in_box("lat", "lon", box))

    def filter_words(
        self, queryset: QuerySet[ProtectedSite], _name: str, words: str
    ) -> QuerySet[ProtectedSite]:
        """Look in code and names."""
        found = Q(code__icontains=words) | Q(name_en__icontains=words) | Q(name_ko__icontains=words)
        return queryset.filter(found)


def _log_filter(field_name: str) -> filters.ModelMultipleChoiceFilter:
    return filters.ModelMultipleChoiceFilter(
        field_name=field_name,
        queryset=Log.objects.all(),
        to_field_name="code",
        label=_("Log"),
        distinct=False,
    )


class FindingFilter(filters.FilterSet):
    """Findings by log and by whether they stand on cases."""

    log = _log_filter("run__log__code")
    significant = filters.ChoiceFilter(
        choices=[("true", _("Significant on cases")), ("false", _("Not significant"))],
        label=_("Whether p on cases is at most .05"), method="filter_significant",
    )  # fmt: skip

    def filter_significant(self, queryset: QuerySet[Any], _name: str, word: str) -> QuerySet[Any]:
        """Keep findings on one side of the five per cent level, on cases."""
        return queryset.annotate(p_judged=Coalesce("p_cases_adjusted", "p_cases")).filter(
            Q(p_judged__lte=ALPHA) if word == "true" else ~Q(p_judged__lte=ALPHA)
        )


class RunFilter(filters.FilterSet):
    """Runs by log."""

    log = _log_filter("log__code")


def _day_after(day: dt.date) -> dt.datetime:
    return midnight(day + dt.timedelta(days=1))
