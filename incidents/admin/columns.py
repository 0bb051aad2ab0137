"""How a report reads in lists and on the page of somebody who may not change it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incidents.admin.report_form import SECTIONS
from incidents.enums import ZoneRelation
from incidents.models import Incident
from incidents.records import IncidentRecord
from incidents.rendering.dates import moment_words, when_words
from incidents.rendering.labels import in_language, label
from sites.enums import ZoneAccuracy

# What is stored as codes or comes from several columns is read in words.
_SHOWN = {
    "behaviours": "behaviours_shown",
    "photo_indicators": "indicators_shown",
    "media": "media_shown",
    "occurred_from": "when",
    "zone_relation": "zone_shown",
}
_ONLY_TYPED = frozenset({"expected_version", "time_precision", "occurred_to"})


class IncidentColumns:
    """Columns and read-only fields in words."""

    @admin.display(description=_("review state"), ordering="status")
    def state(self, obj: Incident) -> SafeString:
        return format_html(
            '<span class="state state-{}">{}</span>', obj.status.lower(), obj.get_status_display()
        )

    @admin.display(description=_("when"), ordering="occurred_from")
    def when(self, obj: Incident) -> str:
        # A row carries the same columns of time as the record that these words are written for.
        return when_words(cast(IncidentRecord, obj))

    @admin.display(description=_("what was seen"))
    def line(self, obj: Incident) -> SafeString:
        return format_html("<bdi>{}</bdi>", in_language(obj.summary, obj.summary_ko) or str(_("not stated")))

    @admin.display(description=_("equipment"))
    def equipment_seen(self, obj: Incident) -> str:
        kinds = [str(item.get_category_display()) for item in obj.equipment.all()]
        return ", ".join(kinds) or str(_("not stated"))

    @admin.display(description=_("behaviour"))
    def behaviours_shown(self, obj: Incident) -> str:
        return _in_words("behaviour", obj.behaviours)

    @admin.display(description=_("indicators seen"))
    def indicators_shown(self, obj: Incident) -> str:
        return _in_words("photo_indicator", obj.photo_indicators)

    @admin.display(description=_("media"))
    def media_shown(self, obj: Incident) -> str:
        return _in_words("media", obj.media)

    @admin.display(description=_("zone relation"))
    def zone_shown(self, obj: Incident) -> str:
        words = label("zone_relation", obj.zone_relation or ZoneRelation.UNKNOWN)
        if obj.distance_m is not None:
            words = _("%(relation)s, %(metres)d m from the line") % {
                "relation": words, "metres": round(obj.distance_m),
            }  # fmt: skip
        if obj.zone and obj.zone.accuracy == ZoneAccuracy.APPROXIMATE:
            words = _("%(relation)s. Zone approximate: no legal conclusion.") % {"relation": words}
        return str(words)

    def sections_to_read(self) -> list[tuple[Any, dict[str, Any]]]:
        """Return the sections of the form, in words, without what only guides typing."""
        return [
            (title, {"classes": section.get("classes", ()), "fields": _readable(section["fields"])})
            for title, section in SECTIONS
        ]

    def get_readonly_fields(self, request: Any, obj: Incident | None = None) -> tuple[str, ...]:
        """Name the columns in words, so that Django looks for them here."""
        return () if self.has_change_permission(request, obj) else tuple(_SHOWN.values())  # type: ignore[attr-defined]


def _readable(fields: tuple[Any, ...]) -> tuple[Any, ...]:
    lines = [_readable(line) if isinstance(line, tuple) else _SHOWN.get(line, line) for line in fields]
    return tuple(line for line in lines if line and line not in _ONLY_TYPED)


def _in_words(list_name: str, codes: list[str]) -> str:
    return ", ".join(label(list_name, code) for code in codes) or str(_("not stated"))


def steps_so_far(record: IncidentRecord | None) -> list[dict[str, str]]:
    """Return the road of a record in words; names of staff only where the reader may know them."""
    if record is None:
        return []
    return [
        {
            "at": moment_words(step.at),
            "state": label("status", step.to_status),
            "by": step.by,
            "reason": step.rationale,
            "considered": ", ".join(label("explanation", code) for code in step.explanations),
        }
        for step in record.transitions
    ]  # fmt: skip
