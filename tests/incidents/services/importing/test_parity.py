"""Many rows at once are stored exactly as reports filed one by one: every column and every child row."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.enums import LogKind
from incidents.errors import IncidentError, SiteError
from incidents.models import Account, CaseGroup, Incident, Log
from incidents.services.children import ROW_SETS
from incidents.services.demo import PRESS_FILE
from incidents.services.importing import Choices, Row, Verdict, run_import
from incidents.services.importing.files import read_file
from incidents.services.importing.mapping import identity, rows_of
from incidents.services.importing.registry import Registry
from incidents.services.importing.row import read_row
from incidents.services.legal_bases import load_legal_bases
from incidents.services.reporting import file_incident, submit_incident
from incidents.services.substance import missing_for_submission
from sites.geometry import Circle, destination, geojson
from sites.services import import_sites
from tests.factories import make_log, make_site, make_zone
from tests.incidents.services.importing.rows import MadeRows

EVERYTHING = Choices(enter_duplicates=True, confirmed_doubts=True)
# What no two stored reports have in common.
OWN = {
    "id", "uuid", "number", "log_id", "created_at", "changed_at", "submitted_at", "case_id", "case_linked_at",
    "import_batch_id", "import_row", "import_key", "import_digest",
}  # fmt: skip


@pytest.fixture
def sites(db: None) -> tuple[tuple[str, float, float], ...]:
    """Three sites: with a circle, with an outline and a circle of another time, and bare."""
    load_legal_bases()
    osan, port, bare = (
        make_site(),
        make_site(
            "busan-port", name_en="Busan Port", name_ko="부산항", site_type="PORT", lat=35.1, lon=129.04
        ),
        make_site(
            "sejong", name_en="Sejong", name_ko="세종", site_type="AGENCY_BUILDING", lat=36.5, lon=127.26
        ),
    )
    make_zone(osan)
    outline = geojson(Circle(centre=destination(port.point, 200, 45), radius_m=900))
    make_zone(port, lat=None, lon=None, radius_m=None, polygon=outline)
    make_zone(port, kind="RESTRICTED", radius_m=2_500, valid_from="2020-01-01", valid_to="2023-06-30")
    return tuple((site.code, site.lat, site.lon) for site in (osan, port, bare))


def one_by_one(by: Account, log: Log, rows: list[Row]) -> dict[int, str]:
    """File rows as a person would, and return why some were refused."""
    refusals = {}
    registry = Registry()
    for row in rows:
        try:
            read = read_row(row.cells, registry=registry, is_press=log.kind == LogKind.PRESS)
            case = CaseGroup.objects.get_or_create(log=log, ref=read.case_ref)[0] if read.case_ref else None
            incident = file_incident(
                by=by,
                fields=read.fields | {"case": case},
                children=read.children,
                log=log,
                import_row=row.number,
            )
            if not missing_for_submission(incident):
                submit_incident(by=by, incident=incident)
        except (IncidentError, SiteError) as error:
            refusals[row.number] = str(error)
    return refusals


def stored(log: Log) -> dict[int, dict[str, Any]]:
    """Return everything that is stored of a log, by the row it came from."""
    found = {}
    for incident in Incident.objects.filter(log=log).order_by("import_row"):
        columns = {
            name: value for name, value in vars(incident).items() if name not in OWN and name[0] != "_"
        }
        has = {name: getattr(incident, name) is not None for name in ("submitted_at", "case_linked_at")}
        case = incident.case.ref if incident.case else ""
        found[incident.import_row] = columns | has | {"case": case, **_children(incident), **_steps(incident)}
    return found


def _children(incident: Incident) -> dict[str, Any]:
    sources = {source.pk: position for position, source in enumerate(incident.sources.order_by("pk"), 1)}
    rows: dict[str, Any] = {}
    for name in ROW_SETS:
        rows[name] = []
        for child in getattr(incident, name).order_by("pk"):
            values = {
                key: value for key, value in vars(child).items() if key not in ("_state", "id", "incident_id")
            }
            if "source_id" in values:
                values["source_id"] = sources.get(values["source_id"])
            if name == "dispositions":
                values["legal_bases"] = sorted(child.legal_bases.values_list("pk", flat=True))
            rows[name].append(values)
    return rows


def _steps(incident: Incident) -> dict[str, Any]:
    names = ("record_version", "from_status", "to_status", "by", "rationale", "explanations_considered")
    return {"steps": list(incident.transitions.order_by("pk").values_list(*names))}


def compare(by: Account, kind: str, rows: list[Row]) -> int:
    """Store rows both ways and return how many entered."""
    first, second = (make_log(code, kind=kind, is_default=False) for code in ("one-by-one", "at-once"))
    refusals = one_by_one(by, first, rows)
    verdicts = []
    run_import(
        by=by, log=second, file_name="made.csv", sha256="0" * 64, n_rows=len(rows), choices=EVERYTHING,
        rows_from=lambda from_row: iter(rows), on_verdict=verdicts.append,
    )  # fmt: skip
    outside = {verdict.row_number for verdict in verdicts if verdict.verdict is Verdict.REFUSED}
    assert outside == set(refusals)
    expected, found = stored(first), stored(second)
    assert found.keys() == expected.keys()
    for number in expected:
        assert found[number] == expected[number]
    return len(found)


def test_made_up_rows_are_stored_as_if_filed_one_by_one(reporter: Account, sites: tuple) -> None:
    n_entered = compare(reporter, LogKind.OWN, list(MadeRows(150, sites)()))
    assert n_entered > 120


def test_the_rows_of_the_press_are_stored_as_if_filed_one_by_one(
    reporter: Account, reviewer: Account
) -> None:
    load_legal_bases()
    folder = PRESS_FILE.parents[2] / "sites" / "demo"
    import_sites(
        sites=(folder / "sites.csv").read_bytes(), zones=(folder / "zones.csv").read_bytes(), by=reviewer,
        file_name="demo",
    )  # fmt: skip
    table = read_file(PRESS_FILE, file_name=PRESS_FILE.name)
    rows = list(rows_of(table, identity(table.columns)))
    assert compare(reporter, LogKind.PRESS, rows) == len(rows)
