"""Importing a registry from files: idempotent, with a reason for every refused row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.audit import record_event
from sites.errors import FileRefused, InvalidField, InvalidValues, SiteError, shorten
from sites.models import ProtectedSite, Zone
from sites.services.checks import problems_of_zone
from sites.services.outcomes import ImportOutcome, Refusal, RowVerdict, Tally
from sites.services.registry import Actor, change_site, change_zone, draw_zone, register_site
from sites.services.tables import SITES, ZONES, Row, read_rows
from sites.text_scan import what_identifies

# What became of a row, and which fields changed.
Stored = tuple[str, tuple[str, ...]]
NEW: Stored = ("new", ())


def _changed(fields: frozenset[str]) -> Stored:
    return ("changed", tuple(sorted(fields))) if fields else ("unchanged", ())


@dataclass
class _Count:
    rows: list[RowVerdict] = field(default_factory=list)
    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: {SITES: Counter(), ZONES: Counter()})
    refusals: list[Refusal] = field(default_factory=list)

    def tally(self, table: str) -> Tally:
        return Tally(**self.verdicts[table])


@transaction.atomic
def import_sites(
    *,
    sites: bytes | None = None,
    zones: bytes | None = None,
    by: Actor = None,
    file_name: str = "",
    dry_run: bool = False,
    strict: bool = False,
    table_of_sites: str | None = SITES,
    most_rows: int | None = None,
) -> ImportOutcome:
    """Store the good rows of a file of sites, of zones, or of both; CSV or GeoJSON.

    With `table_of_sites=None` the columns of the first file say which of the two it holds. A dry run stores nothing;
    `strict` stores nothing if any row is refused. A file that cannot be read at all, or has more than `most_rows`,
    raises FileRefused.
    """
    rows = [] if sites is None else read_rows(sites, table=table_of_sites)
    rows += [] if zones is None else read_rows(zones, table=ZONES)
    if most_rows is not None and len(rows) > most_rows:
        words = _(
            "The file has %(n)d rows; this page takes %(most)d. Split it, or ask the operator for import_sites."
        )
        raise FileRefused(words % {"n": len(rows), "most": most_rows})
    count = _Count()
    _store([row for row in rows if row.table == SITES], count, _site_storer(by))
    _store([row for row in rows if row.table == ZONES], count, _zone_storer(by, rows))
    is_stored = not dry_run and not (strict and count.refusals)
    if is_stored:
        _record(by, file_name, count)
    else:
        transaction.set_rollback(True)
    return ImportOutcome(
        count.tally(SITES), count.tally(ZONES), tuple(count.refusals), is_stored, tuple(count.rows)
    )


def _store(rows: list[Row], count: _Count, store: Callable[[Row], Stored]) -> None:
    for row in rows:
        try:
            if row.problem:
                raise row.problem
            with transaction.atomic():
                verdict, fields = store(row)
        except InvalidValues as error:
            _refuse(row, count, [_refusal(row, problem) for problem in error.problems])
        except SiteError as error:
            _refuse(row, count, [Refusal(row.table, row.number, "site", "", str(error))])
        else:
            count.verdicts[row.table][verdict] += 1
            count.rows.append(RowVerdict(row.table, row.number, verdict, row.values, fields=fields))


def _refuse(row: Row, count: _Count, refusals: list[Refusal]) -> None:
    count.refusals.extend(refusals)
    count.rows.append(RowVerdict(row.table, row.number, "refused", row.values, tuple(refusals)))


def _refusal(row: Row, problem: InvalidField) -> Refusal:
    value = problem.value
    return Refusal(
        row.table, row.number, problem.field, shorten("" if value is None else value), problem.advice
    )


def _site_storer(by: Actor) -> Callable[[Row], Stored]:
    first_seen: dict[Any, int] = {}

    def store(row: Row) -> Stored:
        code = row.values.get("code", "")
        if first_seen.setdefault(code, row.number) != row.number:
            advice = _("stands already in row %(row)d. Keep one of them.") % {"row": first_seen[code]}
            raise InvalidValues([InvalidField("code", code, advice)])
        stored = ProtectedSite.objects.filter(code=code).first()
        if stored is None:
            register_site(values=row.values, by=by)
            return NEW
        return _changed(change_site(site=stored, values=row.values, by=by))

    return store


def _zone_storer(by: Actor, rows: list[Row]) -> Callable[[Row], Stored]:
    sites = {site.code: site for site in ProtectedSite.objects.all()}
    shapes_in_file = {_shape_key(zone) for row in rows if (zone := _drawn(row, sites)) is not None}
    claimed: set[int] = set()

    def store(row: Row) -> Stored:
        code = row.values.get("site", "")
        if code not in sites:
            advice = _("is not in the registry. Add the site, or check the spelling.")
            raise InvalidValues([InvalidField("site", code, advice)])
        values = {name: value for name, value in row.values.items() if name != "site"}
        stored = _same_zone(_drawn(row, sites), claimed, shapes_in_file)
        if stored is None:
            claimed.add(draw_zone(site=sites[code], values=values, by=by).pk)
            return NEW
        claimed.add(stored.pk)
        return _changed(change_zone(zone=stored, values=values, by=by))

    return store


def _drawn(row: Row, sites: Mapping[str, ProtectedSite]) -> Zone | None:
    """Return the row as an unsaved zone whose values have their stored form, if it can be one."""
    if row.problem or row.values.get("site") not in sites:
        return None
    values = {name: value for name, value in row.values.items() if name != "site"}
    zone = Zone(site=sites[row.values["site"]], **values)
    return None if problems_of_zone(zone) else zone


def _same_zone(zone: Zone | None, claimed: set[int], shapes_in_file: set[str]) -> Zone | None:
    """Find the stored zone that a row speaks of: the same line, else one of its kind and day that no row draws."""
    if zone is None:
        return None
    alike = Zone.objects.filter(site=zone.site, kind=zone.kind, valid_from=zone.valid_from).exclude(
        pk__in=claimed
    )
    by_shape = {_shape_key(stored): stored for stored in alike.order_by("-pk")}
    if _shape_key(zone) in by_shape:
        return by_shape[_shape_key(zone)]
    moved = [stored for key, stored in by_shape.items() if key not in shapes_in_file]
    return moved[-1] if moved else None


def _shape_key(zone: Zone) -> str:
    return json.dumps([zone.site_id, zone.kind, zone.lat, zone.lon, zone.radius_m, zone.polygon])


def _told_name(file_name: str) -> str:
    """Return the name of the file as the trail keeps it: not if that identifies a person."""
    plain = file_name.replace("_", " ")
    return "sites" if not file_name or what_identifies(plain) else file_name[-80:]


def _record(by: Actor, file_name: str, count: _Count) -> None:
    verdicts = {table: dict(counter) for table, counter in count.verdicts.items()}
    if any(counter.get("new") or counter.get("changed") for counter in verdicts.values()):
        record_event(
            by=by, action="import.run", object_type="registry", object_key=_told_name(file_name),
            detail={**verdicts, "refused": len({(refusal.table, refusal.row) for refusal in count.refusals})},
        )  # fmt: skip
