"""The road of a record through review: append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.enums import CorrectionState, Status
from incidents.models.incident import Incident


class Transition(models.Model):
    """One decision: who moved which version from where to where, and why."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="transitions")
    record_version = models.PositiveIntegerField(_("version"))
    from_status = models.CharField(max_length=14, choices=Status.choices, blank=True)
    to_status = models.CharField(_("to"), max_length=14, choices=Status.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    rationale = models.TextField(_("reason"), max_length=2_000, blank=True)
    explanations_considered = models.JSONField(_("lawful explanations considered"), default=list, blank=True)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.from_status} > {self.to_status}"


class CorrectionRequest(models.Model):
    """Anyone may say that a record is wrong; the record shows as disputed until it is answered."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="corrections")
    received_on = models.DateField(_("received on"))
    state = models.CharField(
        _("state"), max_length=14, choices=CorrectionState.choices, default=CorrectionState.RECEIVED
    )
    field = models.CharField(_("field"), max_length=40, blank=True)
    request = models.TextField(_("what is said to be wrong"), max_length=2_000)
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        ordering = ["received_on", "id"]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.state}"
