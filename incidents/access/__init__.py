"""Who may see what, how precisely, and who may do what."""

from incidents.access.door import (
    ALLOWED,
    NOBODY,
    READABLE,
    Action,
    Reader,
    reader_of,
    redact,
    sees_exact_points,
    visible,
)
from incidents.access.privacy import (
    EXPORTABLE_INCIDENT_FIELDS,
    FIELD_CLASSES,
    RESTRICTED_INCIDENT_FIELDS,
    Privacy,
)

__all__ = [
    "ALLOWED",
    "EXPORTABLE_INCIDENT_FIELDS",
    "FIELD_CLASSES",
    "NOBODY",
    "READABLE",
    "RESTRICTED_INCIDENT_FIELDS",
    "Action",
    "Privacy",
    "Reader",
    "reader_of",
    "redact",
    "sees_exact_points",
    "visible",
]
