"""A row of a file as the site or zone it would become: unsaved, with its values in their stored form."""

from __future__ import annotations

from sites.errors import SiteError
from sites.models import ProtectedSite, Zone
from sites.services.checks import problems_of_site, problems_of_zone
from sites.services.outcomes import RowVerdict
from sites.services.rows import SITES


def unsaved_of(row: RowVerdict) -> ProtectedSite | Zone | None:
    """Return what a row would become, or nothing where the row was refused."""
    if row.verdict == "refused":
        return None
    values = dict(row.values)
    try:
        if row.table == SITES:
            site = ProtectedSite(**values)
            problems_of_site(site)
            return site
        zone = Zone(site=ProtectedSite(code=values.pop("site")), **values)
        problems_of_zone(zone)
    except (SiteError, TypeError):
        return None
    return zone
