"""Storage of protected sites and their zones."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sites.columns import on_earth
from sites.enums import (
    FacilityGrade,
    Operator,
    SectorCode,
    SiteSubtype,
    SiteType,
    ZoneAccuracy,
    ZoneKind,
)
from sites.geometry import Circle, Point, Shape
from sites.outlines import parse_polygon


class ProtectedSite(models.Model):
    """A base, airport, port or agency building with one public reference point."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ko = models.CharField(_("name in Korean"), max_length=120)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    site_type = models.CharField(_("site type"), max_length=20, choices=SiteType.choices)
    subtype = models.CharField(_("subtype"), max_length=20, choices=SiteSubtype.choices, blank=True)
    operator = models.CharField(_("operator"), max_length=10, choices=Operator.choices, blank=True)
    sector_code = models.CharField(_("sector"), max_length=10, choices=SectorCode.choices, blank=True)
    facility_grade = models.CharField(
        _("facility grade"), max_length=20, choices=FacilityGrade.choices, default=FacilityGrade.UNKNOWN
    )
    lat = models.FloatField(_("latitude of the public reference point"))
    lon = models.FloatField(_("longitude of the public reference point"))
    admin1 = models.CharField(_("province"), max_length=60, blank=True)
    admin2 = models.CharField(_("city or county"), max_length=60, blank=True)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("protected site")
        verbose_name_plural = _("protected sites")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(condition=on_earth("lat", "lon"), name="site_on_earth"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="site_validity_in_order",
            ),
        ]
        indexes = [models.Index(fields=["lat", "lon"], name="site_lat_lon")]

    def __str__(self) -> str:
        return self.name_ko if (get_language() or "").startswith("ko") else self.name_en

    @property
    def point(self) -> Point:
        """The public reference point."""
        return Point(lat=self.lat, lon=self.lon)

    def is_open_on(self, day: dt.date) -> bool:
        """Whether the site stood on a day, as far as its first and last days are known."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


class Zone(models.Model):
    """One legal or practical line round a site, valid between two dates."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(
        ProtectedSite, on_delete=models.PROTECT, related_name="zones", verbose_name=_("site")
    )
    kind = models.CharField(pgettext_lazy("of a zone", "kind"), max_length=24, choices=ZoneKind.choices)
    accuracy = models.CharField(
        _("accuracy"), max_length=12, choices=ZoneAccuracy.choices, default=ZoneAccuracy.APPROXIMATE
    )
    lat = models.FloatField(_("latitude of the centre"), null=True, blank=True)
    lon = models.FloatField(_("longitude of the centre"), null=True, blank=True)
    radius_m = models.FloatField(_("radius in metres"), null=True, blank=True)
    polygon = models.JSONField(_("outline as a GeoJSON Polygon"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["site_id", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    radius_m__isnull=False,
                    radius_m__gt=0,
                    polygon__isnull=True,
                )
                | Q(lat__isnull=True, lon__isnull=True, radius_m__isnull=True, polygon__isnull=False),
                name="zone_circle_or_outline",
            ),
            models.CheckConstraint(condition=on_earth("lat", "lon", optional=True), name="zone_on_earth"),
        ]

    def __str__(self) -> str:
        return f"{self.site.code}: {self.get_kind_display()}"

    @property
    def shape(self) -> Shape:
        """The zone as a figure that geometry understands."""
        if self.polygon is not None:
            return parse_polygon(self.polygon)
        return Circle(centre=Point(lat=self.lat, lon=self.lon), radius_m=self.radius_m)  # type: ignore[arg-type]
