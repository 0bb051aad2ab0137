"""Detection runs and their findings: numbered, hashed, never rewritten."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.enums import Method
from incidents.models.incident import Incident
from incidents.models.log import Log
from incidents.records import ALPHA
from sites.models import ProtectedSite


class DetectionRun(models.Model):
    """One test of one log: parameters, seed, input hash, and what was left out."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="runs", verbose_name=_("log"))
    number = models.PositiveIntegerField(_("run"))
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, default=Method.SCAN)
    is_provisional = models.BooleanField(_("provisional: includes records not reviewed"), default=False)
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField()
    replicates = models.PositiveIntegerField()
    input_sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    n_incidents = models.PositiveIntegerField()
    n_cases = models.PositiveIntegerField()
    excluded = models.JSONField(default=dict)
    assumptions = models.JSONField(default=list)
    power = models.JSONField(default=dict)
    null_draws = models.JSONField(default=list)
    # the strongest window of the cases in their own right
    cases_best = models.JSONField(default=dict)
    # the other three questions, each on incidents and on cases
    answers = models.JSONField(default=list)
    refusal = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("detection run")
        verbose_name_plural = _("detection runs")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["log", "number"], name="run_number_once_per_log")]

    def __str__(self) -> str:
        return f"{self.log.code} {self.number}"


class Finding(models.Model):
    """A claim with two p-values; only the one on cases may be called significant."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(DetectionRun, on_delete=models.PROTECT, related_name="findings")
    rank = models.PositiveSmallIntegerField()
    centre = models.ForeignKey(ProtectedSite, on_delete=models.PROTECT, related_name="+")
    sites = models.ManyToManyField(ProtectedSite, related_name="findings")
    radius_m = models.FloatField()
    date_from = models.DateField()
    date_to = models.DateField()
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    relative_risk = models.FloatField(null=True)
    llr = models.FloatField()
    # empty where the unit has too few events for any p
    p_incidents = models.FloatField(null=True)
    observed_cases = models.PositiveIntegerField()
    expected_cases = models.FloatField()
    llr_cases = models.FloatField(default=0)
    p_cases = models.FloatField(null=True)
    # for every question the run asked at once (Holm); empty in runs that asked only one
    p_cases_adjusted = models.FloatField(null=True)
    p_kind = models.CharField(max_length=12)
    n_no_offence = models.PositiveIntegerField(default=0)
    # the window judged again: without what was no offence, with imprecise reports drawn in; what its members share
    checks = models.JSONField(default=dict)
    input_erased_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["run_id", "rank"]
        constraints = [models.UniqueConstraint(fields=["run", "rank"], name="finding_rank_once")]

    def __str__(self) -> str:
        return f"F-{self.rank}"

    @property
    def is_significant(self) -> bool:
        """Whether the pattern stands on cases at the five per cent level, all questions of the run together."""
        p = self.p_cases if self.p_cases_adjusted is None else self.p_cases_adjusted
        return p is not None and p <= ALPHA


class FindingMember(models.Model):
    """One incident inside a finding's window, with the version that was tested."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="members")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="memberships")
    record_version = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["finding", "incident"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.finding_id}/{self.position}"
