"""Makers of real objects, by the product's own services; nothing here is random."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from incidents.enums import LogKind, Role, TimePrecision
from incidents.models import Account, CaseGroup, Incident, Log
from incidents.services.accounts import open_account
from incidents.services.children import Children
from incidents.services.reporting import file_incident, submit_incident
from incidents.services.review import confirm_incident, release_incident
from sites.models import ProtectedSite, Zone

SEOUL = ZoneInfo("Asia/Seoul")
PASSWORD = "correct horse battery staple"
RATIONALE = "Seen by the gate guard from the post; place, time and equipment agree."
_serial = count(1)


def make_account(*roles: str, username: str = "") -> Account:
    """Open an account with roles."""
    account, _ = open_account(
        username=username or f"{'-'.join(roles) or 'stranger'}-{next(_serial)}",
        roles=roles,
        password=PASSWORD,
    )
    return account


def make_site(code: str = "osan-air-base", **values: Any) -> ProtectedSite:
    """Store a site; without values it is Osan Air Base."""
    defaults = {
        "name_en": "Osan Air Base", "name_ko": "오산 공군기지", "site_type": "MIL_BASE", "lat": 37.0906, "lon": 127.03,
        "admin1": "경기도", "admin2": "평택시",
    }  # fmt: skip
    return ProtectedSite.objects.get_or_create(code=code, defaults=defaults | values)[0]


def make_zone(site: ProtectedSite, **values: Any) -> Zone:
    """Store an approximate circle of 1,500 m round the site's reference point."""
    defaults = {
        "kind": "PERIMETER",
        "accuracy": "APPROXIMATE",
        "lat": site.lat,
        "lon": site.lon,
        "radius_m": 1_500,
    }
    return Zone.objects.create(site=site, **(defaults | values))


def make_log(
    code: str = "own", *, kind: str = LogKind.OWN, is_default: bool = True, is_demo: bool = False
) -> Log:
    """Store a log."""
    defaults = {
        "name_en": "Own log",
        "name_ko": "자체 기록",
        "kind": kind,
        "is_default": is_default,
        "is_demo": is_demo,
    }
    return Log.objects.get_or_create(code=code, defaults=defaults)[0]


def make_case(ref: str, log: Log | None = None) -> CaseGroup:
    """Store a case of a log."""
    return CaseGroup.objects.get_or_create(log=log or make_log(), ref=ref)[0]


def report_fields(**values: Any) -> dict[str, Any]:
    """Return the values of a complete report."""
    return {
        "site": make_site(),
        "occurred_from": dt.datetime(2025, 4, 21, 9, 0, tzinfo=SEOUL),
        "time_precision": TimePrecision.MINUTE,
        "behaviours": ["PHOTO"],
        "photo_indicators": ["AIRCRAFT_VESSEL_MOVEMENT"],
        "summary": "Aircraft photographed from the road outside the fence",
        "place_as_reported": "Road outside the fence",
    } | values


def report_children(**rows: Any) -> Children:
    """Return the child rows of a complete report."""
    defaults: dict[str, Any] = {
        "equipment": [{"category": "TELEPHOTO", "basis": "SEEN"}],
        "sources": [{"type": "OWN_OBSERVATION", "reliability": "B", "credibility": "2"}],
    }
    return Children(**(defaults | rows))


def make_draft(
    by: Account, *, log: Log | None = None, children: Children | None = None, **values: Any
) -> Incident:
    """File a draft."""
    return file_incident(
        by=by, fields=report_fields(**values), children=children or report_children(), log=log
    )


def make_submitted(by: Account, **values: Any) -> Incident:
    """File a report and hand it in."""
    return submit_incident(by=by, incident=make_draft(by, **values))


def make_confirmed(by: Account, *, reviewer: Account, **values: Any) -> Incident:
    """File a report and have another person confirm it."""
    incident = make_submitted(by, **values)
    return confirm_incident(by=reviewer, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"])


def make_released(
    by: Account, *, reviewer: Account, releaser: Account, tlp: str = "CLEAR", **values: Any
) -> Incident:
    """File a report, have it confirmed and released."""
    incident = make_confirmed(by, reviewer=reviewer, **values)
    return release_incident(by=releaser, incident=incident, rationale="Facts are public already.", tlp=tlp)


def noon(day: str) -> dt.datetime:
    """Return twelve o'clock in Seoul of an ISO day."""
    return dt.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=SEOUL)


PLACES = {
    "osan": (37.09, 127.03),
    "busan": (35.10, 129.09),
    "jeju": (33.51, 126.49),
    "sejong": (36.50, 127.26),
}
_DAYS = {
    "osan": ["2025-04-21", "2025-04-23", "2025-05-10"],
    "busan": ["2024-06-20", "2024-09-01", "2024-12-01"],
    "jeju": ["2024-07-15", "2024-11-20", "2025-08-10"],
    "sejong": ["2024-10-10", "2025-02-14"],
}


def make_log_of_a_returning_group(by: Account, *, reviewer: Account) -> Log:
    """Store eleven confirmed incidents: one group twice at Osan, another once, the rest spread over a year."""
    log = make_log()
    for code, dates in _DAYS.items():
        lat, lon = PLACES[code]
        site = make_site(code, name_en=code, lat=lat, lon=lon)
        for position, day in enumerate(dates):
            case = make_case("OSAN-2025-04", log) if code == "osan" and position < 2 else None
            make_confirmed(by, reviewer=reviewer, site=site, occurred_from=noon(day), case=case)
    return log


ALL_ROLES = tuple(role for role in Role.values if role != Role.SERVICE)
