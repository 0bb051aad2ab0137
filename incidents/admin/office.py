"""The admin's own site object: only what this product registers, by the office's clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

View = Callable[..., HttpResponseBase]


class OfficeSite(admin.AdminSite):
    """Other apps' registrations (groups, mail addresses, authenticators) never appear here."""

    site_header = "Sightline"
    site_title = "Sightline"
    # Lazy, so that they are translated when shown.
    index_title = _("Entry and registers")  # type: ignore[assignment]
    enable_nav_sidebar = False
    empty_value_display = _("not stated")  # type: ignore[assignment]

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Type and show every time by the office's clock, whatever storage speaks."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def by_the_office_clock(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            with timezone.override(ZoneInfo(settings.OFFICE_TIME_ZONE)):
                response = guarded(request, *args, **options)
                # A template response would otherwise be written after the clock was put back.
                return response.render() if isinstance(response, SimpleTemplateResponse) else response

        return by_the_office_clock

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Send to the one page where passwords are changed."""
        return redirect("account_change_password")


office = OfficeSite(name="admin")
