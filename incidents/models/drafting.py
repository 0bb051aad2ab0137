"""A report on its way: what the phone card holds until it is sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.incident import Incident


class ReportDraft(models.Model):
    """What one person has typed under a key made on the device; emptied when it is sent.

    The emptied row stays, so that the same key sent again is answered with the same number.
    """

    key = models.UUIDField(_("key"), editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="report_drafts",
        verbose_name=_("owner"),
    )
    content = models.JSONField(_("content"), default=dict)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    sent = models.ForeignKey(
        Incident, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("sent as")
    )

    class Meta:
        verbose_name = _("report draft")
        verbose_name_plural = _("report drafts")
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="report_draft_key_once")]

    def __str__(self) -> str:
        return str(self.key)
