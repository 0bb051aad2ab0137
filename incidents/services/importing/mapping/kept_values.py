"""Values of a mapping that was kept or sent, each checked; raises ImportRefused with what is wrong."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused, shorten

MAX_COLUMNS = 500
MAX_TEXT = 300


def object_of(content: Any, known: set[str], what: str) -> dict[str, Any]:
    """Return an object whose names are all known."""
    if not isinstance(content, dict):
        raise ImportRefused(_("This is no %(what)s.") % {"what": what})
    unknown = sorted(str(name) for name in content if name not in known)
    if unknown:
        raise ImportRefused(_("A %(what)s has no %(name)s.") % {"what": what, "name": shorten(unknown[0])})
    return content


def text_of(value: Any, name: str) -> str:
    """Return one line of text."""
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\x00" in value or not value.isprintable():
        raise ImportRefused(
            _("%(name)s of a mapping is one line of up to %(limit)d characters.")
            % {"name": name, "limit": MAX_TEXT}
        )
    return value.strip()


def texts_of(values: Any, name: str) -> tuple[str, ...]:
    """Return a list of such lines."""
    if not isinstance(values, (list, tuple)) or len(values) > MAX_COLUMNS:
        raise ImportRefused(
            _("%(name)s of a mapping is a list of up to %(limit)d entries.")
            % {"name": name, "limit": MAX_COLUMNS}
        )
    return tuple(text_of(value, name) for value in values)


def choice_of(choices: Any, value: Any, name: str) -> Any:
    """Return one of the choices."""
    if not isinstance(value, str) or value not in set(choices):
        raise ImportRefused(
            _("%(name)s of a mapping is one of: %(codes)s.") % {"name": name, "codes": ", ".join(choices)}
        )
    return choices(value)


def flag_of(value: Any, name: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ImportRefused(_("%(name)s of a mapping is true or false.") % {"name": name})
    return value


def share_of(value: Any) -> float:
    """Return a share; anything else counts as none, because it binds nothing."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 1 else 0.0


def year_of(value: Any) -> int | None:
    """Return a year, or None."""
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1950 <= value <= 2200:
        raise ImportRefused(_("The year of a mapping is a number such as 2025."))
    return value


def zone_of(value: Any) -> str:
    """Return the name of a time zone, or nothing."""
    name = text_of(value, "time_zone")
    if name and name not in zoneinfo.available_timezones():
        raise ImportRefused(_("%(name)s is no time zone. Write it as Asia/Seoul.") % {"name": shorten(name)})
    return name
