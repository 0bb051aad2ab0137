"""Tokens as they were issued, to read; their keys are stored nowhere."""

from __future__ import annotations

from django.contrib import admin

from incidents.access import Action
from incidents.admin.base import RegisterAdmin
from incidents.admin.office import office
from incidents.models import ApiToken


@admin.register(ApiToken, site=office)
class ApiTokenAdmin(RegisterAdmin):
    """Purpose, ground, recipient and end of each token; issuing and revoking are commands."""

    reads = (Action.ISSUE_TOKEN, Action.READ_EXPORTS)
    list_display = ("name", "owner", "recipient", "tier", "expires_at", "revoked_at", "last_used_at")
    list_filter = ("tier",)
    list_select_related = ("owner",)
    search_fields = ("name", "recipient", "purpose")
    list_display_links = ("name",)
    fields = (
        "name", "owner", "purpose", "legal_ground", "recipient", "tier", "issued_at", "expires_at", "revoked_at",
        "last_used_at",
    )  # fmt: skip
