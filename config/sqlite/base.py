"""SQLite without functions in its schema: under trusted_schema=OFF they are refused.

Django puts JSON_VALID into a CHECK of every JSON column, also in the tables of other packages;
values are written through Django's encoder only, so the check adds nothing.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.models import CharField, TextField

from config.sqlite.letters import FoldedContains, contains_folded


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's backend without the JSON check, and with searches that know all letters."""

    data_type_check_constraints = {
        name: check
        for name, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if name != "JSONField"
    }

    def get_new_connection(self, conn_params: Any) -> Any:
        """Open a connection that can compare letters beyond ASCII."""
        connection = super().get_new_connection(conn_params)
        connection.create_function(FoldedContains.function, 2, contains_folded, deterministic=True)
        return connection


for column in (CharField, TextField):
    column.register_lookup(FoldedContains)
