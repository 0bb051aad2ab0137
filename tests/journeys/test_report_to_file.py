"""The whole road, once: a report is filed, reviewed, released, tested, and taken out, by different people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from django.test import Client

from incidents.models import Account, AuditEvent, Dissemination, Incident
from incidents.services.detection import run_detection
from incidents.services.review import confirm_incident, release_incident
from tests.factories import RATIONALE, make_log_of_a_returning_group, make_submitted, noon

GROUND = "purpose=yearly+brief&legal_ground=Act+1&recipient=policy+office"


def test_report_to_file(
    reporter: Account,
    reviewer: Account,
    releaser: Account,
    analyst: Account,
    signed_in: Callable[[Account], Client],
) -> None:
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    incident = make_submitted(
        reporter, occurred_from=noon("2025-06-01"), narrative="By the bus stop", observer_lat=37.12, observer_lon=127.03,
        uncertainty_m=30.0,
    )  # fmt: skip
    files = signed_in(analyst)

    confirm_incident(by=reviewer, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"])
    run = run_detection(by=reviewer, log=log, replicates=199)
    assert (run.n_incidents, run.n_cases) == (12, 11)
    assert json.loads(body(files.get(f"/api/v1/incidents?format=geojson&{GROUND}")))["features"] == []

    release_incident(by=releaser, incident=incident, rationale="Facts are public already.", tlp="CLEAR")
    (feature,) = json.loads(body(files.get(f"/api/v1/incidents?format=geojson&{GROUND}")))["features"]
    (row,) = csv.DictReader(io.StringIO(body(files.get(f"/api/v1/incidents?format=csv&{GROUND}"))))
    site = Incident.objects.get(pk=incident.pk).site
    assert feature["geometry"]["coordinates"] == [site.lon, site.lat]
    assert feature["properties"]["number"] == row["number"] == incident.number
    assert "bus stop" not in json.dumps(feature) + json.dumps(row)
    assert Dissemination.objects.filter(is_complete=True, n_rows=1, purpose="yearly brief").count() == 2

    actions = list(
        AuditEvent.objects.filter(object_key=incident.number).order_by("id").values_list("action", flat=True)
    )
    assert actions == ["incident.filed", "incident.submitted", "incident.confirmed", "incident.released"]


def body(response: object) -> str:
    """Return a streamed or plain answer as text."""
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode("utf-8-sig")
