"""The symbols of the look: sites are polygons, incidents are circles, sureness is fill."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_SITES = {
    "MIL_BASE": "M-4.5-4.5h9v9h-9z",
    "AIRPORT": "M0-5.5L5.5 4.5H-5.5z",
    "PORT": "M-5.5-2h11a5.5 5.5 0 0 1-11 0z",
    "AGENCY_BUILDING": "M0-6L6 0L0 6L-6 0z",
    "OTHER_NIF": "M-1.7-5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z",
}
_HOLLOW = '<circle class="inc-hollow" r="5"/>'
_STATES = {
    "DRAFT": '<circle class="inc-ring imprecise" r="5"/>',
    "RETURNED": '<circle class="inc-ring imprecise" r="5"/>',
    "SUBMITTED": _HOLLOW,
    "CONFIRMED": '<circle class="inc" r="5.6"/>',
    "RELEASED": '<circle class="inc" r="4.4"/><circle class="inc-ring" r="6.8"/>',
    "CORRECTED": '<circle class="inc" r="4.4"/><circle class="inc-ring" r="6.8"/>',
    "INSUFFICIENT": _HOLLOW + '<path class="inc-half" d="M0-5A5 5 0 0 0 0 5z"/>',
    "UNFOUNDED": _HOLLOW + '<path class="inc-line" d="M-5 0H5"/>',
    "DUPLICATE": '<circle class="inc-hollow" r="4.2" cx="2.2"/><circle class="inc-hollow" r="4.2" cx="-2.2"/>',
    "WITHDRAWN": '<path class="inc-line" d="M-5-5L5 5M5-5L-5 5"/>',
}


@register.simple_tag
def symbol(kind: str, code: str) -> SafeString:
    """Draw the mark of a site type or a review state; an unknown code draws the plainest mark."""
    if kind == "site_type":
        mark = f'<path class="site" d="{_SITES.get(code, _SITES["OTHER_NIF"])}"/>'
    else:
        mark = _STATES.get(code, _HOLLOW)
    # Only the constants above are put together here.
    return mark_safe(f'<svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">{mark}</svg>')
