"""The registry of protected sites."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """Folder and URLs say `sites`; the label differs because django.contrib.sites owns that one.

    So it is `makemigrations protected_sites`.
    """

    name = "sites"
    label = "protected_sites"
    verbose_name = _("Protected sites")
