"""Django's admin as an edge: forms in, one service call, answer out; rows and permissions through `access`."""

from incidents.admin import account, audit, incident, reference, site, tokens  # noqa: F401 - they register themselves
from incidents.admin.office import office

__all__ = ["office"]
