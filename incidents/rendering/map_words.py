"""The words that the map's modules write, translated for the page that carries them as JSON."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from incidents.enums import Status

# Braces are filled in by the page: {pair} is "3 / 2", incidents before cases.
_WORDS = {
    "by_day": _("By day"),
    "by_week": _("By week"),
    "by_month": _("By month"),
    "by_year": _("By year"),
    "case": _("case {case}"),
    "close": _("Close"),
    "date_text": _("Date"),
    "equipment_text": _("Equipment"),
    "group": _("Group of incidents"),
    "known_as_interval": _("{pair}, known only as an interval: not tested"),
    "more_intervals": _("{pair} more known only as intervals: not tested"),
    "no_site": _("Site not stated"),
    "more_rows": _("Show {n} more of {left}"),
    "none_found": _("No incident fits all filters."),
    "none_in_view": _("None in this part of the map."),
    "open_record": _("Open the record"),
    "outcome_text": _("Outcome"),
    "outside_view": _("{incidents} / {cases} outside this part of the map."),
    "site_name": _("Site"),
    "timeline_label": _(
        "Incidents / cases from {from} to {to}: {dated} with a date, {undated} known only as an interval"
    ),
    "zone_text": _("Zone relation"),
}


def map_words() -> dict[str, str]:
    """Every word of the map in the active language, by key; for `json_script` under the id `map-strings`."""
    states = {f"status_{status.value}": str(status.label) for status in Status}
    return {key: str(word) for key, word in _WORDS.items()} | states | _counted()


def _counted() -> dict[str, str]:
    one, many = 1, 2
    return {
        "incidents_one": ngettext("{n} incident", "{n} incidents", one),
        "incidents_other": ngettext("{n} incident", "{n} incidents", many),
        "cases_one": ngettext("{n} case", "{n} cases", one),
        "cases_other": ngettext("{n} case", "{n} cases", many),
    }
