"""Formatting for the pages: codes, days, figures, typed words. No tag asks a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from incidents.records import DispositionRecord, IncidentRecord, LegalBasisRef, Pair
from incidents.rendering import audit_words, dates, figures, labels, wording
from incidents.rendering import typed as typing_marks
from sites.geometry import Point

register = template.Library()


@register.filter
def label(code: object, list_name: str) -> str:
    """Return a code's words: {{ record.status|label:"status" }}."""
    return labels.label(list_name, code)


@register.filter
def audit_action(code: str) -> str:
    """Return what was done, in words."""
    return str(audit_words.WORDS.get(code, code))


@register.filter
def label_all(codes: Iterable[object], list_name: str) -> str:
    """Return the words of several codes, joined."""
    return ", ".join(labels.label(list_name, code) for code in codes)


@register.filter
def name(thing: labels.HasNames) -> str:
    """Return the name in the page's language."""
    return labels.name_of(thing)


@register.filter
def other_name(thing: labels.HasNames) -> str:
    """Return the name in the language that the page is not in."""
    return thing.name_en if labels.speaks_korean() else thing.name_ko


@register.filter
def area(thing: labels.HasArea) -> str:
    """Return province and district in the page's language."""
    return labels.area_of(thing)


@register.filter
def log_name(record: labels.HasLog) -> str:
    """Return the name of the log of a record or a run in the page's language."""
    return labels.log_name(record)


@register.filter
def summary(record: IncidentRecord) -> str:
    """Return the one line of what was seen in the page's language."""
    return labels.summary_of(record)


@register.filter
def equipment(record: IncidentRecord) -> str:
    """Return the kinds of equipment in words."""
    return labels.equipment_words(record)


@register.filter
def basis_title(basis: LegalBasisRef) -> str:
    """Return the title of a provision."""
    return labels.legal_basis_title(basis)


@register.filter
def when(record: IncidentRecord) -> str:
    """Return when it happened, as exactly as it is known."""
    return dates.when_words(record)


@register.filter
def when_note(record: IncidentRecord) -> str:
    """Return how the time is known."""
    return dates.precision_note(record)


@register.filter
def day(value: dt.date | None) -> str:
    """Return a date, or nothing."""
    return dates.day_words(value) if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Return date and time by the office's clock, or nothing."""
    return dates.moment_words(value) if value else ""


@register.filter
def decided(line: DispositionRecord) -> str:
    """Return the date of an outcome with its own precision."""
    return dates.dated_words(line.decided_on, line.date_precision)


@register.filter
def valid_between(thing: object) -> str:
    """Return between which days a zone, a site or a provision holds."""
    return dates.validity_words(getattr(thing, "valid_from", None), getattr(thing, "valid_to", None))


@register.filter
def days_apart(days: int) -> str:
    """Return how many days before or after."""
    return dates.days_apart_words(days)


@register.filter
def length_of(metres: float) -> str:
    """Return a length in metres or kilometres."""
    return figures.length_words(metres)


@register.filter
def distance(record: IncidentRecord) -> str:
    """Return the distance to the zone line with the uncertainty of the point."""
    return figures.distance_words(record.distance_m, record.uncertainty_m)


@register.filter
def coordinates(point: Point) -> str:
    """Return latitude and longitude."""
    return figures.coordinates_words(point)


@register.filter
def is_web_address(text: str) -> bool:
    """Whether a stored address may become a link."""
    return text.startswith(("https://", "http://"))


@register.filter
def typed(text: object) -> SafeString:
    """Return words that a person typed, as typed."""
    return typing_marks.typed(text)


@register.simple_tag
def pair(counted: Pair) -> SafeString:
    """Return the signature of every count: incidents / cases."""
    return pair_of(counted.incidents, counted.cases)


@register.simple_tag
def pair_of(incidents: int, cases: int) -> SafeString:
    """Return two counts as incidents / cases."""
    return format_html('<span class="pair"><b>{}</b><i>/</i><span>{}</span></span>', incidents, cases)


@register.simple_tag
def pair_words(counted: Pair) -> SafeString:
    """Return a count with both units in words."""
    return format_html(
        '<span class="pair"><b>{}</b><i>/</i><span>{}</span></span>',
        wording.incidents_words(counted.incidents),
        wording.cases_words(counted.cases),
    )


@register.filter
def incidents_words(n: int) -> str:
    """Return a count of incidents with its unit."""
    return wording.incidents_words(n)


@register.filter
def cases_words(n: int) -> str:
    """Return a count of cases with its unit."""
    return wording.cases_words(n)


@register.simple_tag
def mark_error() -> SafeString:
    """Return the sign beside an error."""
    return mark_safe(
        '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        '<path d="M8 1.5L15 14H1z" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        '<path d="M8 6v4M8 11.4v1.2" stroke="currentColor" stroke-width="1.6"/></svg>'
    )
