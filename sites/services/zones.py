"""New lines for old: a zone that moved is closed and drawn anew, so that older incidents keep theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.errors import InvalidField, InvalidValues
from sites.models import ProtectedSite, Zone
from sites.services.registry import Actor, change_site, change_zone, draw_zone

_NAME_CHARACTERS = 120


@transaction.atomic
def redraw_zone(
    *, zone: Zone, values: Mapping[str, Any], on: dt.date, by: Actor = None, reason: str = ""
) -> Zone:
    """Draw a zone's line anew from a day on; until the day before, the old line holds."""
    stored = Zone.objects.select_for_update(of=("self",)).select_related("site").get(pk=zone.pk)
    if stored.valid_from is not None and on <= stored.valid_from:
        advice = _("is not after %(day)s, when the line to be replaced begins. Choose a later day.")
        raise InvalidValues([InvalidField("valid_from", on, advice % {"day": stored.valid_from})])
    if stored.valid_to is not None and on > stored.valid_to:
        advice = _("is after %(day)s, when this line ended. Draw its successor anew, or a new zone.")
        raise InvalidValues([InvalidField("valid_from", on, advice % {"day": stored.valid_to})])
    if on.toordinal() == 1:
        raise InvalidValues([InvalidField("valid_from", on, _("is too early. Choose a later day."))])
    change_zone(zone=stored, values={"valid_to": on - dt.timedelta(days=1)}, by=by, reason=reason)
    return draw_zone(
        site=stored.site, values=dict(values) | {"valid_from": on}, by=by, replaces=str(stored.uuid)
    )  # fmt: skip


@transaction.atomic
def merge_site(
    *, site: ProtectedSite, into: ProtectedSite, on: dt.date, by: Actor = None, reason: str = ""
) -> ProtectedSite:
    """Close a site that stands twice and hand its names to the other; records keep the site they were filed at."""
    if site.pk == into.pk:
        raise InvalidValues([InvalidField("into", into.code, _("is the site itself. Choose another."))])
    if site.valid_to is not None and site.valid_to <= on:
        raise InvalidValues(
            [InvalidField("site", site.code, _("is closed already; its names were handed on or kept."))]
        )
    if into.valid_to is not None:
        raise InvalidValues([InvalidField("into", into.code, _("is closed. Choose an open site."))])
    names = [site.name_en, site.name_ko, *site.aliases]
    known = {into.name_en, into.name_ko, *into.aliases}
    more = [name for name in dict.fromkeys(names) if name not in known]
    change_site(site=into, values={"aliases": [*into.aliases, *more]}, by=by, reason=reason)
    # Names that two sites share would be refused wherever a place is looked up by its name.
    left = {
        "name_en": _closed(site.name_en, f"closed: {into.code}"),
        "name_ko": _closed(site.name_ko, f"폐쇄: {into.code}"),
    }
    change_site(site=site, values=left | {"aliases": [], "valid_to": on}, by=by, reason=reason)
    return into


def _closed(name: str, words: str) -> str:
    words = f" ({words})"
    return name[: _NAME_CHARACTERS - len(words)] + words
