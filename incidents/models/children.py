"""What hangs on an incident: equipment, actions, outcomes, sources, and claims in conflict."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents import enums
from incidents.models.incident import Incident, code_field


class Equipment(models.Model):
    """One kind of equipment that was seen, seized, admitted or reported."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="equipment")
    category = models.CharField(_("equipment"), max_length=24, choices=enums.EquipmentCategory.choices)
    count = models.PositiveSmallIntegerField(_("count"), null=True, blank=True)
    high_performance = models.CharField(
        _("high performance"), max_length=1, choices=enums.YesNo.choices, default=enums.YesNo.UNKNOWN
    )
    high_performance_criterion = models.CharField(_("criterion"), max_length=120, blank=True)
    basis = code_field(_("basis"), enums.EquipmentBasis, 10)
    in_use = code_field(_("in use"), enums.YesNo, 1)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ["id"]
        indexes = [models.Index(fields=["category", "incident"], name="equipment_category")]

    def __str__(self) -> str:
        return str(self.get_category_display())


class ActionTaken(models.Model):
    """What staff or an agency did on the spot."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="actions")
    type = models.CharField(_("action"), max_length=20, choices=enums.ActionType.choices)
    at = models.DateTimeField(_("at"), null=True, blank=True)
    agency_type = code_field(_("agency"), enums.AgencyType, 16)

    class Meta:
        verbose_name = _("action taken")
        verbose_name_plural = _("actions taken")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.get_type_display())


class Source(models.Model):
    """Who says so, graded on two independent axes."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="sources")
    type = models.CharField(_("type"), max_length=16, choices=enums.SourceType.choices)
    title = models.CharField(_("title, in the publisher's words"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    language = models.CharField(_("language of the source"), max_length=8, blank=True)
    scale = code_field(_("reach"), enums.SourceScale, 14)
    reliability = models.CharField(
        _("reliability"), max_length=1, choices=enums.Reliability.choices, default=enums.Reliability.F
    )
    credibility = models.CharField(
        _("credibility"), max_length=1, choices=enums.Credibility.choices, default=enums.Credibility.UNJUDGED
    )
    carries = models.CharField(_("what it carries"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.publisher or str(self.get_type_display())


class LegalBasis(models.Model):
    """A provision as it stood between two dates."""

    code = models.CharField(_("code"), max_length=32, choices=enums.LegalBasisCode.choices)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_ko = models.CharField(_("title in Korean"), max_length=200)
    article = models.CharField(_("article"), max_length=60, blank=True)
    act_number = models.CharField(_("act number"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="legal_basis_version_once")]

    def __str__(self) -> str:
        return self.title_ko if (get_language() or "").startswith("ko") else self.title_en


class Disposition(models.Model):
    """One line in the history of what was concluded; the last line counts."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="dispositions")
    outcome = models.CharField(_("outcome"), max_length=24, choices=enums.Outcome.choices)
    decided_on = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.PositiveSmallIntegerField(
        _("date precision"), choices=enums.TimePrecision.choices, default=enums.TimePrecision.UNKNOWN
    )
    legal_bases = models.ManyToManyField(
        LegalBasis, blank=True, related_name="dispositions", verbose_name=_("legal basis")
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="dispositions",
        verbose_name=_("source"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class Claim(models.Model):
    """What one source says of one field, where sources differ; at most one per field is chosen."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="claims")
    field = models.CharField(_("field"), max_length=40)
    value = models.CharField(_("value"), max_length=300)
    source = models.ForeignKey(
        Source,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("source"),
    )
    is_chosen = models.BooleanField(_("chosen"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["field", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "field"], condition=Q(is_chosen=True), name="claim_one_chosen_per_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class IncidentLink(models.Model):
    """A tie between two records that can be undone."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=14, choices=enums.LinkKind.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["incident", "other", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(incident=models.F("other")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"
