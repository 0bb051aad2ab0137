"""What every page frame shows: navigation by role, demo banner, language."""

from __future__ import annotations

from django.http import HttpRequest

from incidents.access import Action, reader_of
from incidents.selectors.frame import has_demo_data


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Return the frame's values; nothing about records for somebody not signed in."""
    reader = reader_of(getattr(request, "user", None))
    may = {action.value: reader.may(action) for action in Action}
    return {"reader": reader, "may": may, "has_demo_data": has_demo_data()}
