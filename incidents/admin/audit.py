"""The trail, the register of exports and the imports, to read."""

from __future__ import annotations

from django.contrib import admin

from incidents.access import Action
from incidents.admin.base import RegisterAdmin
from incidents.admin.office import office
from incidents.models import AuditEvent, Dissemination, ImportBatch


@admin.register(AuditEvent, site=office)
class AuditEventAdmin(RegisterAdmin):
    """Who did what to which object."""

    reads = (Action.READ_AUDIT,)
    list_display = ("at", "actor", "action", "object_type", "object_key", "object_version")
    list_display_links = ("at",)
    list_filter = ("action", "object_type")
    list_select_related = ("actor",)
    search_fields = ("object_key",)
    date_hierarchy = "at"
    fields = ("uuid", "at", "actor", "action", "object_type", "object_key", "object_version", "fields", "reason", "detail")  # fmt: skip


@admin.register(Dissemination, site=office)
class DisseminationAdmin(RegisterAdmin):
    """Who took what out, why, and on what ground."""

    reads = (Action.READ_EXPORTS,)
    list_display = ("at", "by", "recipient", "purpose", "resource", "format", "tlp", "n_rows")
    list_display_links = ("at",)
    list_filter = ("format", "tlp")
    list_select_related = ("by",)
    search_fields = ("recipient", "purpose", "sha256")
    date_hierarchy = "at"


@admin.register(ImportBatch, site=office)
class ImportBatchAdmin(RegisterAdmin):
    """Which files entered."""

    reads = (Action.READ_AUDIT,)
    list_display = ("imported_at", "file_name", "log", "n_rows", "n_accepted", "n_refused", "imported_by")
    list_display_links = ("imported_at",)
    list_select_related = ("log", "imported_by")
    search_fields = ("file_name", "sha256")
