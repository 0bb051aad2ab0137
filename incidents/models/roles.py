"""The seven groups that persons hold; made after every migrate, so that none is ever missing."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from incidents.enums import Role


def install_after_migrate(app_config: AppConfig) -> None:
    """Ask Django to make the groups whenever it has migrated this app."""
    post_migrate.connect(_install, sender=app_config, dispatch_uid="incidents.roles")


def _install(using: str, apps: Any, **_kwargs: Any) -> None:
    group = apps.get_model("auth", "Group")
    for role in Role.values:
        if role != Role.SERVICE:
            group.objects.using(using).get_or_create(name=role)
