"""The registry as its readers see it: sites with their zones and with how many incidents they may know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from incidents.access import Action, Reader
from incidents.enums import Status
from incidents.records import Pair
from incidents.selectors.incidents import CASE_KEY, incidents_visible_to
from sites.gazetteer.folding import fold
from sites.models import ProtectedSite, Zone
from sites.selectors import all_sites

NONE = Pair(0, 0)
# The same states as the default of list and map, so that the figure and the page it leads to agree.
COUNTED = (Status.CONFIRMED, Status.RELEASED)


@dataclass(frozen=True)
class SiteEntry:
    """A site, its zones, and its confirmed or released incidents as a pair."""

    site: ProtectedSite
    zones: tuple[Zone, ...]
    pair: Pair


def site_entries(reader: Reader) -> list[SiteEntry]:
    """Return every site of the registry."""
    if not reader.may(Action.READ_SITES):
        return []
    pairs = pairs_by_site(reader)
    return [_entry(site, pairs) for site in all_sites()]


def find_entries(entries: Sequence[SiteEntry], words: str) -> list[SiteEntry]:
    """Keep the sites whose names, codes or province hold every typed word, in any case, width or spacing."""
    return [entry for entry in entries if is_called(entry.site, words)]


def is_called(site: ProtectedSite, words: str) -> bool:
    """Whether every typed word is part of a name, the code or the province of a site."""
    wanted = [fold(word) for word in words.split()]
    return not any(wanted) or all(word in _findable(site) for word in wanted)


def _findable(site: ProtectedSite) -> str:
    names = (site.name_en, site.name_ko, site.code, site.admin1, site.admin2, *map(str, site.aliases))
    return " ".join(fold(name) for name in names)


def site_entry(code: str, *, reader: Reader) -> SiteEntry | None:
    """Return one site of the registry."""
    if not reader.may(Action.READ_SITES):
        return None
    site = all_sites().filter(code=code).first()
    return _entry(site, pairs_by_site(reader, code)) if site else None


def pairs_by_site(reader: Reader, code: str = "") -> dict[str, Pair]:
    """Count confirmed or released incidents by site, as incidents and cases."""
    rows = incidents_visible_to(reader).filter(status__in=COUNTED, site__isnull=False)
    if code:
        rows = rows.filter(site__code=code)
    counted = (
        rows.order_by().values("site__code").annotate(n=Count("id"), cases=Count(CASE_KEY, distinct=True))
    )
    return {row["site__code"]: Pair(row["n"], row["cases"]) for row in counted}


def _entry(site: ProtectedSite, pairs: dict[str, Pair]) -> SiteEntry:
    return SiteEntry(site, tuple(site.zones.all()), pairs.get(site.code, NONE))
