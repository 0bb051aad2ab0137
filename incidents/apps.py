"""Incidents: reports, their review, patterns, maps and exports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        """Register system checks and what must exist after every migrate."""
        from incidents import checks  # noqa: F401, PLC0415 - needs the loaded registry
        from incidents.models import roles, triggers  # noqa: PLC0415 - needs the loaded registry
        from incidents.services import own_account  # noqa: PLC0415 - needs the loaded registry

        triggers.install_after_migrate(self)
        roles.install_after_migrate(self)
        own_account.listen()
