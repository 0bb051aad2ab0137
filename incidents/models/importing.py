"""Files on their way in: how an office's columns are read, what lies ready, and what an import changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.incident import Incident
from incidents.models.jobs import Job
from incidents.models.log import ImportBatch, Log


class ImportMapping(models.Model):
    """How the columns of one office's files become ours; kept so that its next file needs no answers."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    content = models.JSONField(_("content"), default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class StagedImport(models.Model):
    """A table that was handed over and not yet imported: its kept columns lie in a file of ours until then."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="staged_imports",
        verbose_name=_("owner"),
    )
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+", verbose_name=_("log"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    n_rows = models.PositiveIntegerField(_("rows"), default=0)
    n_dropped_columns = models.PositiveIntegerField(_("columns dropped unread"), default=0)
    mapping = models.JSONField(_("column mapping"), default=dict)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # counts of the last preview by verdict, under the digest of the mapping they were made with
    counts = models.JSONField(default=dict)
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="staged",
        verbose_name=_("import"),
    )
    created_at = models.DateTimeField(_("handed over"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("staged import")
        verbose_name_plural = _("staged imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name


class ImportedChange(models.Model):
    """What a report said before an import changed it, so that the batch can be undone whole."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()

    class Meta:
        verbose_name = _("imported change")
        verbose_name_plural = _("imported changes")
        constraints = [models.UniqueConstraint(fields=["batch", "incident"], name="imported_change_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.incident_id}"
