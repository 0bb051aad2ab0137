"""Several reviewers group, move and take out the same reports at once: no circle, no lost state, no deadlock."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from incidents.enums import LinkKind, Status
from incidents.errors import IncidentError
from incidents.models import Account, Incident, IncidentLink
from incidents.services.grouping import group_reports, lead_the_group, mark_duplicate, ungroup_report
from tests.factories import make_account, make_submitted
from tests.journeys.conftest import AtOnce

WHY = "Same event, told twice"
N_REPORTS = 5


def prepare() -> tuple[list[Incident], list[Account]]:
    reporter = make_account("reporter")
    return [make_submitted(reporter) for _ in range(N_REPORTS)], [make_account("reviewer") for _ in range(4)]


def groups_are_sound() -> bool:
    """Whether every grouped report points at one lead that stands, and no lead is grouped."""
    links = IncidentLink.objects.filter(kind=LinkKind.DUPLICATE_OF)
    members = list(links.values_list("incident__number", flat=True))
    grouped = set(Incident.objects.filter(status=Status.DUPLICATE).values_list("number", flat=True))
    standing = links.filter(other__status=Status.SUBMITTED).count()
    return len(members) == len(set(members)) == standing and set(members) == grouped


def test_a_circle_of_duplicates_cannot_be_closed(at_once: AtOnce) -> None:
    [(reports, reviewers)] = at_once([prepare])
    ring = [*pairwise(reports), (reports[-1], reports[0])]
    done = at_once([
        partial(mark_duplicate, by=reviewers[0], incident=one, of=other, rationale=WHY) for one, other in ring
    ])  # fmt: skip
    assert all(isinstance(one, Incident | IncidentError) for one in done), done
    assert at_once([groups_are_sound]) == [True]
    assert at_once([Incident.objects.exclude(status=Status.DUPLICATE).count]) == [1]


def test_group_move_and_undo_at_once_leave_sound_groups(at_once: AtOnce) -> None:
    [(reports, reviewers)] = at_once([prepare])
    first, second, third, fourth, fifth = reports
    at_once([partial(group_reports, by=reviewers[0], lead=first, reports=[second, third], rationale=WHY)])
    done = at_once([
        partial(group_reports, by=reviewers[0], lead=fourth, reports=[first, fifth], rationale=WHY),
        partial(ungroup_report, by=reviewers[1], incident=second, rationale="Two events"),
        partial(lead_the_group, by=reviewers[2], incident=third, rationale="It says more"),
        partial(ungroup_report, by=reviewers[3], incident=second, rationale="Two events"),
    ])  # fmt: skip
    assert all(isinstance(one, Incident | IncidentError) for one in done), done
    assert at_once([groups_are_sound]) == [True]
    again = at_once([partial(_take_all_out, reviewers[0])])
    assert again == [[Status.SUBMITTED] * N_REPORTS]


def _take_all_out(by: Account) -> list[str]:
    for row in Incident.objects.filter(status=Status.DUPLICATE):
        ungroup_report(by=by, incident=row, rationale="Two events")
    return list(Incident.objects.values_list("status", flat=True))
