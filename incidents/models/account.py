"""Accounts of staff: a user name and roles, no personal names."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(AbstractUser):
    """Somebody who signs in. Roles are groups named after `Role`."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def get_full_name(self) -> str:
        """Return the user name: no other is kept."""
        return self.username

    def get_short_name(self) -> str:
        """Return the user name: no other is kept."""
        return self.username

    @property
    def role_codes(self) -> frozenset[str]:
        """The roles this account holds, read once per instance."""
        if not hasattr(self, "_role_codes"):
            self._role_codes = frozenset(self.groups.values_list("name", flat=True))
        return self._role_codes
