"""The incident itself: behaviour at a place and time, what was concluded, and how sure that is."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents import enums
from incidents.models.log import CaseGroup, ImportBatch, Log
from sites.columns import on_earth
from sites.geometry import Point
from sites.models import ProtectedSite, Zone


def code_field(
    label: Any, choices: type[models.TextChoices], length: int = 24, default: str = ""
) -> models.CharField:
    """Return a column for one code of a list; blank means not stated."""
    return models.CharField(label, max_length=length, choices=choices.choices, blank=True, default=default)


def actor_field(label: Any, related: str = "+") -> models.ForeignKey:
    """Return a column for one of the two persons, kept when the account is closed."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name=related,
        verbose_name=label, editable=False,
    )  # fmt: skip


def coordinate_field(label: Any, limit: int) -> models.FloatField:
    """Return a column of degrees within its range."""
    return models.FloatField(
        label, null=True, blank=True, validators=[MinValueValidator(-limit), MaxValueValidator(limit)]
    )


# A reviewer or releaser of a version is neither who entered it nor who last changed it.
TWO_PERSONS = (
    (Q(reviewed_by__isnull=True) | (~Q(reviewed_by=F("entered_by")) & ~Q(reviewed_by=F("last_edited_by"))))
    & (Q(released_by__isnull=True) | (~Q(released_by=F("entered_by")) & ~Q(released_by=F("last_edited_by"))))
)  # fmt: skip


class Incident(models.Model):
    """What was seen at which site, when, with what, and what came of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="incidents", verbose_name=_("log"))
    record_kind = models.CharField(
        _("record kind"), max_length=10, choices=enums.RecordKind.choices, default=enums.RecordKind.INCIDENT
    )
    record_version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    status = models.CharField(
        _("review state"),
        max_length=14,
        choices=enums.Status.choices,
        default=enums.Status.DRAFT,
        editable=False,
    )
    legal_hold = models.BooleanField(_("legal hold"), default=False, editable=False)
    legal_hold_authority = models.CharField(
        _("authority of the hold"), max_length=200, blank=True, editable=False
    )
    legal_hold_until = models.DateField(_("hold until"), null=True, blank=True, editable=False)

    # case: a pseudonym of a group of people
    case = models.ForeignKey(
        CaseGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("case"),
    )
    case_link_reason = models.CharField(_("reason of the case link"), max_length=300, blank=True)
    case_linked_at = models.DateTimeField(null=True, blank=True, editable=False)
    case_linked_after_run = models.ForeignKey(
        "incidents.DetectionRun",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    # when: an interval and its precision
    occurred_from = models.DateTimeField(_("from"), null=True, blank=True)
    occurred_to = models.DateTimeField(_("to"), null=True, blank=True)
    time_precision = models.PositiveSmallIntegerField(
        _("time precision"), choices=enums.TimePrecision.choices, default=enums.TimePrecision.UNKNOWN
    )
    date_derived = models.BooleanField(_("date derived from the text"), default=False)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    # stored, because no function may stand in an index under trusted_schema=OFF
    year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    # where: a site, the words as told, and separate points for observer, aircraft and subject
    site = models.ForeignKey(
        ProtectedSite,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("site"),
    )
    place_as_reported = models.CharField(_("place as told"), max_length=300, blank=True)
    observer_lat = coordinate_field(_("latitude of the observer"), 90)
    observer_lon = coordinate_field(_("longitude of the observer"), 180)
    aircraft_lat = coordinate_field(_("latitude of the aircraft"), 90)
    aircraft_lon = coordinate_field(_("longitude of the aircraft"), 180)
    subject_lat = coordinate_field(_("latitude of what was in view"), 90)
    subject_lon = coordinate_field(_("longitude of what was in view"), 180)
    uncertainty_m = models.FloatField(
        _("uncertainty in metres"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000)],
    )
    geo_precision = models.PositiveSmallIntegerField(
        _("place precision"), choices=enums.GeoPrecision.choices, default=enums.GeoPrecision.UNKNOWN
    )
    geocode_method = code_field(_("how the point was obtained"), enums.GeocodeMethod, 12)
    geocoder_ref = models.CharField(_("gazetteer entry"), max_length=120, blank=True)
    distance_m = models.FloatField(
        _("distance to the zone line in metres"), null=True, blank=True, editable=False
    )
    distance_basis = code_field(_("basis of the distance"), enums.DistanceBasis, 12)
    zone_relation = code_field(_("zone relation"), enums.ZoneRelation, 14)
    zone_relation_computed = models.CharField(
        max_length=14, choices=enums.ZoneRelation.choices, blank=True, editable=False
    )
    zone_relation_reason = models.CharField(_("reason for another zone relation"), max_length=300, blank=True)
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    vantage = code_field(_("vantage"), enums.Vantage)
    sign_present = code_field(_("sign present"), enums.YesNo, 1)
    permit_held = code_field(_("permit held"), enums.YesNo, 1)

    # what was seen
    summary = models.CharField(_("what was seen, in one line"), max_length=300, blank=True)
    summary_ko = models.CharField(_("the same in Korean"), max_length=300, blank=True)
    narrative = models.TextField(_("narrative, in own words"), max_length=5_000, blank=True)
    behaviours = models.JSONField(_("behaviour"), default=list, blank=True)
    photo_indicators = models.JSONField(_("indicators"), default=list, blank=True)
    media = models.JSONField(_("media"), default=list, blank=True)
    media_count = models.PositiveIntegerField(_("number of pictures or videos"), null=True, blank=True)
    media_bytes = models.BigIntegerField(
        _("size in bytes"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    subject_of_view = code_field(_("subject in view"), enums.SubjectOfView)
    airspace_class = code_field(_("airspace"), enums.AirspaceClass, 10)
    flight_approval = code_field(_("flight approval"), enums.Approval, 14)
    photo_approval = code_field(_("photography approval"), enums.Approval, 14)
    group_size = models.PositiveSmallIntegerField(_("group size"), null=True, blank=True)
    visitor_category = code_field(_("visitor category"), enums.VisitorCategory, 10)
    minor_involved = code_field(_("minor involved"), enums.YesNo, 1)
    stated_purpose = code_field(_("stated purpose"), enums.StatedPurpose, 16)
    vehicle_type = code_field(_("vehicle"), enums.VehicleType, 12)
    context_event = code_field(_("event at the time"), enums.ContextEvent, 12)
    detected_by = code_field(_("noticed by"), enums.DetectedBy, 14)
    warning = code_field(_("warning"), enums.WarningGiven, 8)
    # evidence stays elsewhere: only where it is kept and what it hashes to
    evidence_ref = models.CharField(_("custody number of evidence kept elsewhere"), max_length=80, blank=True)
    evidence_sha256 = models.CharField(_("SHA-256 of that evidence"), max_length=64, blank=True)

    # on what ground it is kept, and for how long
    collection_basis = models.CharField(_("ground for keeping it"), max_length=200, blank=True)
    lawful_origin = models.BooleanField(_("lawfully obtained"), default=True)
    lawful_origin_note = models.CharField(_("note on the origin"), max_length=200, blank=True)
    tlp = models.CharField(
        _("label"), max_length=14, choices=enums.Tlp.choices, default=enums.Tlp.AMBER_STRICT
    )
    review_due_on = models.DateField(_("review due on"), null=True, blank=True, editable=False)
    retain_until = models.DateField(_("keep until"), null=True, blank=True, editable=False)
    last_validated_on = models.DateField(_("last validated on"), null=True, blank=True, editable=False)
    last_validated_by = actor_field(_("last validated by"))
    last_validated_reason = models.CharField(
        _("reason of the validation"), max_length=300, blank=True, editable=False
    )
    reporter_ack_at = models.DateTimeField(_("reporter answered at"), null=True, blank=True, editable=False)

    # two persons
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="incidents_entered",
        verbose_name=_("entered by"), editable=False,
    )  # fmt: skip
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("last edited by"), editable=False,
    )  # fmt: skip
    reviewed_by = actor_field(_("reviewed by"))
    released_by = actor_field(_("released by"))
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)
    import_batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents", editable=False
    )
    import_row = models.PositiveIntegerField(null=True, blank=True, editable=False)
    import_key = models.CharField(max_length=80, blank=True, editable=False)
    # of what the row said when it last entered, so that a changed row is told from an unchanged one
    import_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("a record", "incident")
        verbose_name_plural = _("incidents")
        ordering = ["-occurred_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=TWO_PERSONS, name="incident_two_persons"),
            models.CheckConstraint(
                condition=~Q(status__in=["CONFIRMED", "RELEASED"]) | Q(reviewed_by__isnull=False),
                name="incident_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="RELEASED") | Q(released_by__isnull=False),
                name="incident_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(occurred_from__isnull=True)
                | Q(occurred_to__isnull=True)
                | Q(occurred_to__gte=F("occurred_from")),
                name="incident_time_in_order",
            ),
            models.CheckConstraint(
                condition=on_earth("observer_lat", "observer_lon", optional=True),
                name="incident_observer_on_earth",
            ),
            models.CheckConstraint(
                condition=on_earth("aircraft_lat", "aircraft_lon", optional=True),
                name="incident_aircraft_on_earth",
            ),
            models.CheckConstraint(
                condition=on_earth("subject_lat", "subject_lon", optional=True),
                name="incident_subject_on_earth",
            ),
            models.UniqueConstraint(
                fields=["log", "import_key"], condition=~Q(import_key=""), name="incident_import_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["log", "status", "occurred_from"], name="incident_log_status_time"),
            models.Index(fields=["status", "id"], name="incident_status"),
            models.Index(fields=["site", "occurred_from"], name="incident_site_time"),
            models.Index(fields=["entered_by", "status"], name="incident_own"),
            models.Index(fields=["observer_lat", "observer_lon"], name="incident_lat_lon"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def observer_point(self) -> Point | None:
        """Where the observer stood, if known."""
        if self.observer_lat is None or self.observer_lon is None:
            return None
        return Point(lat=self.observer_lat, lon=self.observer_lon)

    @property
    def is_date_precise(self) -> bool:
        """Whether the day is known, so that the scan may use it."""
        return self.occurred_from is not None and self.time_precision <= enums.TimePrecision.DAY
