"""The shapes of the symbol language: sites are polygons, incidents are circles, fill says how sure."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

SITE_PATHS = {
    "MIL_BASE": "M-4.5 -4.5h9v9h-9z",
    "AIRPORT": "M0 -5.5L5.5 4.5H-5.5z",
    "PORT": "M-5.5 -2h11a5.5 5.5 0 0 1 -11 0z",
    "AGENCY_BUILDING": "M0 -6L6 0L0 6L-6 0z",
    "OTHER_NIF": "M-1.7 -5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z",
}
_HOLLOW = '<circle class="inc-hollow" r="5"/>'
_CROSS = '<path class="inc-line" d="M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5"/>'
STATE_MARKS = {
    "DRAFT": '<circle class="inc-ring imprecise" r="5"/>',
    "RETURNED": '<circle class="inc-ring imprecise" r="5"/>',
    "SUBMITTED": _HOLLOW,
    "CONFIRMED": '<circle class="inc" r="5.6"/>',
    "INSUFFICIENT": _HOLLOW + '<path class="inc-half" d="M0 -5A5 5 0 0 0 0 5z"/>',
    "UNFOUNDED": _HOLLOW + '<path class="inc-line" d="M-5 0H5"/>',
    "DUPLICATE": '<circle class="inc-hollow" cx="2.2" r="4.2"/><circle class="inc-hollow" cx="-2.2" r="4.2"/>',
    "RELEASED": '<circle class="inc" r="5"/><circle class="inc-ring" r="7.2"/>',
    "CORRECTED": '<circle class="inc" r="5"/><circle class="inc-ring" r="7.2"/>',
    "WITHDRAWN": _CROSS,
}


def site_symbol(site_type: str) -> SafeString:
    """Return the outline of a site type; the word stands beside it."""
    path = SITE_PATHS.get(site_type, SITE_PATHS["OTHER_NIF"])
    return _svg(f'<path class="site" d="{path}"/>')


def state_symbol(status: str) -> SafeString:
    """Return the mark of a review state; the word stands beside it."""
    return _svg(STATE_MARKS.get(status, _HOLLOW))


def _svg(shapes: str) -> SafeString:
    return mark_safe(f'<svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">{shapes}</svg>')
