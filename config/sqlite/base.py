"""SQLite without functions in its schema: under trusted_schema=OFF they are refused.

Django puts JSON_VALID into a CHECK of every JSON column, also in the tables of other packages;
values are written through Django's encoder only, so the check adds nothing.
"""

from __future__ import annotations

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's backend without the JSON check."""

    data_type_check_constraints = {
        name: check
        for name, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if name != "JSONField"
    }
