"""What every page frame shows: navigation by role, demo banner, whose sign-in it is."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from incidents.access import Action, reader_of
from incidents.enums import Role
from incidents.selectors.frame import has_demo_data


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Return the frame's values; nothing about records for somebody not signed in."""
    reader = reader_of(getattr(request, "user", None))
    return {
        "reader": reader,
        "may": {action.value: reader.may(action) for action in Action},
        "role_words": ", ".join(str(Role(role).label) for role in sorted(reader.roles))
        or _user_name(request),
        "has_demo_data": SimpleLazyObject(has_demo_data),
    }


def _user_name(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return user.get_username() if user is not None else ""
