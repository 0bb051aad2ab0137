"""When the disk is full: a refusal that says whom to tell, instead of half a file."""

from __future__ import annotations

import errno

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_no_room(error: OSError) -> bool:
    """Whether the disk had no room left."""
    return error.errno in _NO_ROOM


def no_room() -> ImportRefused:
    """Say so."""
    return ImportRefused(_("There is no room left for the file where this program runs. Tell the operator."))
