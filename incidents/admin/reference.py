"""Logs, cases and provisions: registers that entry refers to, to read."""

from __future__ import annotations

from django.contrib import admin

from incidents.access import Action
from incidents.admin.base import RegisterAdmin
from incidents.admin.office import office
from incidents.models import CaseGroup, LegalBasis, Log


@admin.register(Log, site=office)
class LogAdmin(RegisterAdmin):
    """The bodies of reports that are counted together."""

    reads = (Action.READ_INCIDENTS,)
    list_display = ("code", "name_en", "name_ko", "kind", "is_demo", "is_default")
    list_display_links = ("code",)
    search_fields = ("code", "name_en", "name_ko")


@admin.register(CaseGroup, site=office)
class CaseGroupAdmin(RegisterAdmin):
    """Groups of people as pseudonyms: for those who decide, since they never leave."""

    reads = (Action.REVIEW, Action.RELEASE, Action.WITHDRAW)
    list_display = ("ref", "log")
    list_display_links = ("ref",)
    list_filter = ("log",)
    list_select_related = ("log",)
    search_fields = ("ref",)


@admin.register(LegalBasis, site=office)
class LegalBasisAdmin(RegisterAdmin):
    """Provisions in their versions."""

    reads = (Action.READ_INCIDENTS,)
    list_display = ("code", "version", "title_en", "title_ko", "valid_from", "valid_to")
    list_display_links = ("code",)
    search_fields = ("title_en", "title_ko", "article")
