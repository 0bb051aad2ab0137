"""The case of an incident: the other reports of the same group of people."""

from __future__ import annotations

from incidents.access import Reader
from incidents.records import IncidentRecord
from incidents.selectors.incidents import all_records_visible_to, by_time, incidents_visible_to, standing


def numbers_of_case(record: IncidentRecord, *, reader: Reader) -> list[str]:
    """Return the numbers of all incidents of the record's case, itself included, newest first.

    Reports grouped under a lead are not told beside it. Somebody who may not read the case's name learns nothing of who belongs together.
    """
    if record.case_ref is None:
        return []
    rows = standing(incidents_visible_to(reader)).filter(log__code=record.log_code, case__ref=record.case_ref)
    return list(by_time(rows).values_list("number", flat=True))


def numbers_known(numbers: list[str], *, reader: Reader) -> frozenset[str]:
    """Return which of these numbers the reader may know of."""
    known = all_records_visible_to(reader).filter(number__in=numbers)
    return frozenset(known.values_list("number", flat=True))
