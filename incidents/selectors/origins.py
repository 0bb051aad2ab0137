"""Where a record came from, if a file brought it in."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.access import Reader, sees_exact_points
from incidents.enums import Role
from incidents.models import ImportBatch, Incident


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and its row, the header being row 1."""

    file_name: str
    row_number: int


def origin_of(incident: Incident, *, reader: Reader) -> Origin | None:
    """Return the file of a record for the office's own eyes: its author's, and those who see what stays inside."""
    is_own = incident.entered_by_id == reader.account_id and Role.REPORTER in reader.roles
    if incident.import_batch_id is None or not (is_own or sees_exact_points(reader)):
        return None
    name = ImportBatch.objects.values_list("file_name", flat=True).get(pk=incident.import_batch_id)
    return Origin(name, incident.import_row or 0)
