"""The rows that hang on a report, as they are typed and read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.access import Action, reader_of
from incidents.admin.base import actor
from incidents.admin.codes import FIELD_OPTIONS
from incidents.models import ActionTaken, Disposition, Equipment, Incident, Source
from incidents.services.reporting import EDITABLE


def may_write(request: HttpRequest, incident: Model | None) -> bool:
    """Whether this person writes on this report: a new one, or the own draft."""
    reader = reader_of(actor(request))
    if not reader.may(Action.FILE):
        return False
    if not isinstance(incident, Incident):
        return True
    return incident.entered_by_id == reader.account_id and incident.status in EDITABLE


class RowsInline(admin.StackedInline):
    """Rows of an own draft; everybody else reads them. `follows` is the section after which they stand."""

    formfield_overrides = FIELD_OPTIONS
    extra = 1
    follows = 0

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True  # whoever opens the report reads its rows

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_write(request, obj)

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **_options: Any) -> int:
        """Offer an empty row on a new report only."""
        return self.extra if obj is None else 0


class EquipmentInline(RowsInline):
    model = Equipment
    verbose_name = _("equipment")
    verbose_name_plural = _("4. Equipment")
    follows = 3
    fields = (
        ("category", "count", "basis", "in_use"),
        ("high_performance", "high_performance_criterion"),
        "note",
    )


class ActionInline(RowsInline):
    model = ActionTaken
    verbose_name = _("action")
    verbose_name_plural = _("6. What we did")
    follows = 4
    fields = (("type", "agency_type"), "at")


class SourceForm(forms.ModelForm):
    """A row counts as filled when it names a kind of source, also if that is the offered one."""

    def has_changed(self) -> bool:
        """Whether the row says anything."""
        return super().has_changed() or bool(self["type"].data)


class SourceInline(RowsInline):
    model = Source
    form = SourceForm
    verbose_name = _("source")
    verbose_name_plural = _("Who says so")
    follows = 4
    fields = (
        ("type", "reliability", "credibility"), ("publisher", "published_on", "accessed_on"), ("title", "url"),
        ("language", "scale"), "carries",
    )  # fmt: skip


class DispositionInline(RowsInline):
    model = Disposition
    verbose_name = _("outcome")
    verbose_name_plural = _("Outcomes, the last one counts")
    follows = 4
    extra = 0
    fields = (("outcome", "decided_on", "date_precision"), "legal_bases", "note")
