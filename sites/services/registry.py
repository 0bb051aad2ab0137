"""Registering sites and drawing their zones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from sites.audit import record_event
from sites.errors import InvalidField, InvalidValues
from sites.models import ProtectedSite, Zone
from sites.services.checks import problems_of_site, problems_of_zone
from sites.services.persons import problems_of_persons

SITE_FIELDS = (
    "code", "name_en", "name_ko", "aliases", "site_type", "subtype", "operator", "sector_code", "facility_grade",
    "lat", "lon", "admin1", "admin2", "source_title", "source_url", "valid_from", "valid_to",
)  # fmt: skip
ZONE_FIELDS = (
    "kind", "accuracy", "lat", "lon", "radius_m", "polygon", "valid_from", "valid_to", "source_title", "source_url",
    "note",
)  # fmt: skip
Actor = AbstractBaseUser | None


@transaction.atomic
def register_site(*, values: Mapping[str, Any], by: Actor = None) -> ProtectedSite:
    """Store a new site."""
    site = ProtectedSite()
    _assign(site, values, SITE_FIELDS)
    _refuse(problems_of_site(site))
    site.save()
    _record(by, "site.registered", "site", site.code, values)
    return site


@transaction.atomic
def change_site(
    *, site: ProtectedSite, values: Mapping[str, Any], by: Actor = None, reason: str = ""
) -> frozenset[str]:
    """Change a site; return the names of what changed. The code stays, because others refer to it."""
    stored = ProtectedSite.objects.select_for_update().get(pk=site.pk)
    if values.get("code", stored.code) != stored.code:
        raise InvalidValues(
            [InvalidField("code", values["code"], _("cannot change. Register another site."))]
        )
    before = _values(stored, SITE_FIELDS)
    _assign(stored, values, SITE_FIELDS)
    _refuse(problems_of_site(stored))
    changed = _changed(before, _values(stored, SITE_FIELDS))
    if changed:
        stored.save()
        _record(by, "site.changed", "site", stored.code, changed, reason)
    return changed


def retire_site(*, site: ProtectedSite, on: dt.date, by: Actor = None, reason: str = "") -> frozenset[str]:
    """Close a site after a last day; its incidents stay."""
    return change_site(site=site, values={"valid_to": on}, by=by, reason=reason)


@transaction.atomic
def draw_zone(
    *, site: ProtectedSite, values: Mapping[str, Any], by: Actor = None, replaces: str = ""
) -> Zone:
    """Store a new zone of a site: a circle or one outline; `replaces` names the older line it takes over from."""
    zone = Zone(site=site)
    _assign(zone, values, ZONE_FIELDS)
    _refuse(problems_of_zone(zone))
    zone.save()
    older = {"replaces": replaces} if replaces else {}
    _record(by, "zone.drawn", "zone", str(zone.uuid), values, site=site.code, **older)
    return zone


@transaction.atomic
def change_zone(
    *, zone: Zone, values: Mapping[str, Any], by: Actor = None, reason: str = ""
) -> frozenset[str]:
    """Correct or close a zone; a line that moved is better closed and drawn anew, so that old incidents keep theirs."""
    stored = Zone.objects.select_for_update(of=("self",)).select_related("site").get(pk=zone.pk)
    before = _values(stored, ZONE_FIELDS)
    _assign(stored, values, ZONE_FIELDS)
    _refuse(problems_of_zone(stored))
    changed = _changed(before, _values(stored, ZONE_FIELDS))
    if changed:
        stored.save()
        _record(by, "zone.changed", "zone", str(stored.uuid), changed, reason, site=stored.site.code)
    return changed


def _assign(row: ProtectedSite | Zone, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"not a field of the registry: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, value)


def _values(row: ProtectedSite | Zone, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for name, value in after.items() if value != before[name])


def _refuse(problems: list[InvalidField]) -> None:
    if problems:
        raise InvalidValues(problems)


def _record(
    by: Actor, action: str, object_type: str, key: str, fields: Any, reason: str = "", **detail: str
) -> None:
    _refuse(problems_of_persons({"reason": reason}))
    record_event(
        by=by, action=action, object_type=object_type, object_key=key, fields=list(fields), reason=reason,
        detail=detail,
    )  # fmt: skip
