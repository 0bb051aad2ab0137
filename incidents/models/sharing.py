"""What leaves: tokens with their purpose, and the register of every export."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.enums import Tlp


class ApiToken(models.Model):
    """A service's key, stored hashed; purpose, ground, recipient and tier are fixed when it is issued."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens", verbose_name=_("owner")
    )
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    key_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=200)
    legal_ground = models.CharField(_("legal ground"), max_length=200)
    recipient = models.CharField(_("recipient"), max_length=120)
    tier = models.CharField(_("highest label"), max_length=14, choices=Tlp.choices, default=Tlp.CLEAR)
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return self.name


class DatasetVersion(models.Model):
    """A counter that moves whenever the released set changes, so that a file can name what it was cut from."""

    log = models.ForeignKey("incidents.Log", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    change_type = models.CharField(max_length=12)
    incident_number = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["log", "number"], name="dataset_version_once")]

    def __str__(self) -> str:
        return f"{self.log_id}/{self.number}"


class Dissemination(models.Model):
    """One export: who took what, why, on what ground, and what the file hashes to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    token = models.ForeignKey(
        ApiToken, on_delete=models.PROTECT, null=True, blank=True, related_name="exports"
    )
    recipient = models.CharField(_("recipient"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=200)
    legal_ground = models.CharField(_("legal ground"), max_length=200, blank=True)
    resource = models.CharField(max_length=40)
    format = models.CharField(_("format"), max_length=16)
    query = models.CharField(_("query"), max_length=2_000, blank=True)
    fields_set = models.CharField(max_length=40)
    tlp = models.CharField(_("label"), max_length=14, choices=Tlp.choices)
    dataset_version = models.CharField(max_length=60, blank=True)
    n_rows = models.PositiveIntegerField(_("rows"), null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    is_complete = models.BooleanField(default=False)
    caveats_accepted = models.BooleanField(default=False)
    correction_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.resource}.{self.format}"
