"""The registry of sites and zones: reviewers keep it, whoever reads records reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import BaseModelFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incidents.access import Action
from incidents.admin.base import ServiceForm, ServiceModelAdmin, actor
from incidents.admin.office import office
from incidents.selectors.site_pages import is_called
from sites.models import ProtectedSite, Zone
from sites.services import change_site, change_zone, draw_zone, register_site


class SiteForm(ServiceForm):
    """Other names are typed one a line."""

    aliases = forms.CharField(
        label=_("Other names"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, as reports write them."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["aliases"] = "\n".join(self.instance.aliases)

    def clean_aliases(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class ZoneForm(ServiceForm):
    """An outline is pasted as text: reading it as JSON here would break on what is nested too deep."""

    polygon = forms.CharField(
        label=_("Outline as a GeoJSON Polygon"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Longitude first: [[127.03, 37.09], …]. Leave it blank for a circle."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        polygon = self.instance.polygon
        self.initial["polygon"] = json.dumps(polygon) if polygon else ""


def zone_page(zone: Zone) -> str:
    """Return the address of a zone's own page."""
    return reverse("admin:protected_sites_zone_change", args=[zone.pk])


@admin.register(ProtectedSite, site=office)
class ProtectedSiteAdmin(ServiceModelAdmin):
    """A site and its public reference point."""

    reads = (Action.READ_SITES,)
    adds = (Action.EDIT_SITES,)
    changes = (Action.EDIT_SITES,)
    form = SiteForm
    readonly_fields = ("zones_drawn",)
    list_display = ("code", "name_en", "name_ko", "site_type", "admin1", "admin2")
    list_filter = ("site_type", "operator", "admin1")
    search_fields = ("code", "name_en", "name_ko")
    fieldsets = (
        (None, {"fields": ("code", ("name_en", "name_ko"), "aliases", ("site_type", "subtype"))}),
        (_("Where"), {"fields": (("lat", "lon"), ("admin1", "admin2"), "zones_drawn")}),
        (_("Source and validity"), {"fields": ("source_title", "source_url", ("valid_from", "valid_to"))}),
        (_("More"), {"classes": ("collapse",), "fields": (("operator", "sector_code"), "facility_grade")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: ProtectedSite | None = None) -> Any:
        """Keep the facility grade, which is restricted, to those who keep the registry."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return (*self.fieldsets[:-1], (_("More"), {"fields": (("operator", "sector_code"),)}))

    def get_readonly_fields(self, request: HttpRequest, obj: ProtectedSite | None = None) -> tuple[str, ...]:
        """Keep the code of a stored site: others refer to it."""
        return self.readonly_fields if obj is None else (*self.readonly_fields, "code")

    @admin.display(description=_("zones"))
    def zones_drawn(self, obj: ProtectedSite) -> SafeString | str:
        if obj.pk is None:
            return str(_("none"))
        lines = [
            (zone_page(zone), f"{zone.get_kind_display()} ({zone.get_accuracy_display()})")
            for zone in obj.zones.all()
        ]
        draw = (reverse("incidents:zone-draw", args=[obj.code]), str(_("Draw a zone")))
        return format_html_join(", ", '<a href="{}">{}</a>', [*lines, draw])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ProtectedSite], search_term: str
    ) -> tuple[QuerySet[ProtectedSite], bool]:
        """Find a site by any of its names as well, in Hangul or Latin; a database cannot look into the list of them."""
        # what the other pages find by, which also refuses a search that is too long
        found, _may_double = super().get_search_results(request, queryset, search_term)
        called = [site.pk for site in queryset if is_called(site, search_term)]
        return queryset.filter(Q(pk__in=called) | Q(pk__in=found.values("pk"))), False

    def view_on_site(self, obj: ProtectedSite) -> str:
        """Lead to the site's own page."""
        return reverse("incidents:site", args=[obj.code])

    def save_with_service(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: Sequence[BaseModelFormSet],
        *,
        change: bool,
    ) -> ProtectedSite:
        """Register or change the site."""
        if not change:
            return register_site(values=form.cleaned_data, by=actor(request))
        change_site(site=form.instance, values=form.cleaned_data, by=actor(request))
        return form.instance


@admin.register(Zone, site=office)
class ZoneAdmin(ServiceModelAdmin):
    """A line round a site, valid between two dates."""

    reads = (Action.READ_SITES,)
    adds = (Action.EDIT_SITES,)
    changes = (Action.EDIT_SITES,)
    form = ZoneForm
    list_display = ("site", "kind", "accuracy", "valid_from", "valid_to")
    list_filter = ("kind", "accuracy")
    list_select_related = ("site",)
    search_fields = ("site__code", "site__name_en", "site__name_ko")
    fieldsets = (
        (None, {"fields": ("site", ("kind", "accuracy"))}),
        (
            _("Circle, or outline"),
            {
                "fields": (("lat", "lon", "radius_m"), "polygon"),
                "description": _("A line that moved is closed with “valid to” and drawn anew: older incidents keep theirs."),
            },
        ),
        (_("Source and validity"), {"fields": ("source_title", "source_url", ("valid_from", "valid_to"), "note")}),
    )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Zone | None = None) -> tuple[str, ...]:
        """A zone stays with its site."""
        return () if obj is None else ("site",)

    def save_with_service(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: Sequence[BaseModelFormSet],
        *,
        change: bool,
    ) -> Zone:
        """Draw or change the zone."""
        values = dict(form.cleaned_data)
        if not change:
            return draw_zone(site=values.pop("site"), values=values, by=actor(request))
        change_zone(zone=form.instance, values=values, by=actor(request))
        return form.instance
