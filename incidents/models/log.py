"""Logs: every incident belongs to one, and a detection run takes exactly one."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.enums import ImportState, LogKind


class Log(models.Model):
    """A body of reports gathered in one way, so that they may be counted together."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ko = models.CharField(_("name in Korean"), max_length=120)
    kind = models.CharField(pgettext_lazy("of a log", "kind"), max_length=12, choices=LogKind.choices)
    is_demo = models.BooleanField(_("demo data"), default=False)
    is_default = models.BooleanField(_("new reports enter this log"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("log")
        verbose_name_plural = _("logs")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="log_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.name_ko if (get_language() or "").startswith("ko") else self.name_en


class CaseGroup(models.Model):
    """One group of people as a pseudonym; it never leaves except as a number valid in one file."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="cases", verbose_name=_("log"))
    ref = models.CharField(_("case"), max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["ref"]
        constraints = [models.UniqueConstraint(fields=["log", "ref"], name="case_ref_once_per_log")]

    def __str__(self) -> str:
        return self.ref


class NumberSequence(models.Model):
    """The last readable number given in a year; numbers are never reused, even after a purge."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="sequence_once_a_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:05d}"


# Begun to be undone and not done with it: nothing else may be done with its reports.
BEING_UNDONE = models.Q(undone_at__isnull=False) & ~models.Q(state=ImportState.UNDONE)


class ImportBatch(models.Model):
    """One file that entered, whole or with its good rows."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="batches", verbose_name=_("log"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    n_rows = models.PositiveIntegerField(_("rows"))
    n_accepted = models.PositiveIntegerField(_("rows accepted"))
    n_updated = models.PositiveIntegerField(_("rows that changed a report"), default=0)
    n_unchanged = models.PositiveIntegerField(_("rows known already"), default=0)
    n_refused = models.PositiveIntegerField(_("rows refused"))
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.DONE, editable=False
    )
    # the row of the file from which an interrupted import goes on
    next_row = models.PositiveIntegerField(null=True, blank=True, editable=False)
    mapping = models.JSONField(_("column mapping"), default=dict, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return self.file_name
