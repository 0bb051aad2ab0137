"""What lies between a file and an import: handing over, columns, preview, running, undoing, erasing."""

from collections.abc import Mapping

from incidents.enums import JobKind
from incidents.services.jobs import Runner
from incidents.services.staging.choosing import choices_of, choose, chosen, n_ticked
from incidents.services.staging.handing_over import (
    choose_columns,
    choose_sheet,
    discard,
    hand_over,
    is_busy,
    new_arrival,
    sheets_of,
    table_of,
)
from incidents.services.staging.previewing import (
    ask_for_preview,
    forget_preview,
    preview_job,
    preview_key,
    preview_of,
    require_seen,
)
from incidents.services.staging.running import (
    ask_to_undo,
    forget_attempt,
    go_on,
    import_job,
    returned_file,
    start_import,
    undo_job,
    undo_job_of,
)
from incidents.services.staging.sweeping import sweep

RUNNERS: Mapping[str, Runner] = {
    JobKind.IMPORT_PREVIEW: preview_job,
    JobKind.IMPORT_RUN: import_job,
    JobKind.IMPORT_UNDO: undo_job,
}

__all__ = [
    "RUNNERS",
    "ask_for_preview",
    "ask_to_undo",
    "choices_of",
    "choose",
    "choose_columns",
    "choose_sheet",
    "chosen",
    "discard",
    "forget_attempt",
    "forget_preview",
    "go_on",
    "hand_over",
    "is_busy",
    "n_ticked",
    "new_arrival",
    "preview_key",
    "preview_of",
    "require_seen",
    "returned_file",
    "sheets_of",
    "start_import",
    "sweep",
    "table_of",
    "undo_job_of",
]
