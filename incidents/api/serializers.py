"""The shapes of answers, for the schema alone: rows are written by the selectors, and a test compares the two."""

from __future__ import annotations

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers as s


def _text(help_text: str = "") -> s.Field:
    return s.CharField(help_text=help_text)


def _text_or_null(help_text: str = "") -> s.Field:
    return s.CharField(allow_null=True, help_text=help_text)


def _texts(help_text: str = "") -> s.Field:
    return s.ListField(child=s.CharField(), help_text=help_text)


def _number(help_text: str = "", *, null: bool = False) -> s.Field:
    return s.FloatField(allow_null=null, help_text=help_text)


def _count(help_text: str = "", *, null: bool = False) -> s.Field:
    return s.IntegerField(allow_null=null, help_text=help_text)


_DATE = "YYYY-MM-DD where every source is the press, else YYYY-MM. Never a time of day."

SOURCE = inline_serializer(
    "ReleasedSource",
    {
        "type": _text(),
        "publisher": _text("Empty if not stated. Titles and addresses do not leave."),
        "published_on": _text_or_null(_DATE),
        "reliability": _text("Admiralty grade A to F; F cannot be judged."),
        "credibility": _text("Admiralty grade 1 to 6; 6 cannot be judged."),
    },
    many=True,
)
INCIDENT = {
    "number": _text("Readable and never reused, such as UPR-2026-00042."),
    "uuid": s.UUIDField(),
    "record_version": _count(),
    "log": _text("Code of the log. Logs are gathered in different ways; do not add them up."),
    "status": _text("Always RELEASED."),
    "case": _count(
        "Number of the case (one group of people) within this one answer; it means nothing in another."
    ),
    "occurred_from": _text_or_null(_DATE),
    "occurred_to": _text_or_null(_DATE),
    "date_precision": _text("DAY, WEEK, MONTH, INTERVAL or UNKNOWN."),
    "date_derived": s.BooleanField(help_text="The date was derived from the text of a source."),
    "announced_on": _text_or_null(_DATE),
    "released_on": _text_or_null("Date of release."),
    "site": _text_or_null("Code of the site."),
    "site_name_en": _text_or_null(),
    "site_name_ko": _text_or_null(),
    "site_type": _text_or_null(),
    "admin1": _text_or_null(),
    "admin2": _text_or_null(),
    "lat": _number("Latitude of the site's public reference point, never of an observer. WGS 84.", null=True),
    "lon": _number(
        "Longitude of the site's public reference point, never of an observer. WGS 84.", null=True
    ),
    "geo_precision": _text("How sharply the place was known to the office; the point here is the site's."),
    "zone_relation": _text("INSIDE, BOUNDARY, OUTSIDE, AIRSPACE_ONLY, UNKNOWN; empty if not stated."),
    "zone_kind": _text_or_null(),
    "zone_accuracy": _text_or_null("APPROXIMATE allows no legal conclusion."),
    "summary": _text(),
    "summary_ko": _text(),
    "behaviours": _texts("Activity codes of NIEM 6.0."),
    "photo_indicators": _texts(),
    "media": _texts(),
    "media_count": _count(null=True),
    "subject_of_view": _text(),
    "airspace_class": _text(),
    "flight_approval": _text(),
    "photo_approval": _text(),
    "context_event": _text(),
    "warning": _text(),
    "detected_by": _text(),
    "equipment": _texts(),
    "outcome": _text("The last line of what was concluded; UNKNOWN if nothing is."),
    "outcome_on": _text_or_null(_DATE),
    "legal_bases": _texts("Codes of the provisions the outcome names."),
    "sources": SOURCE,
    "tlp": _text("Label of this row, without the prefix TLP:."),
}
ZONE = inline_serializer(
    "SiteZone",
    {
        "kind": _text(),
        "accuracy": _text("APPROXIMATE allows no legal conclusion."),
        "lat": _number(null=True),
        "lon": _number(null=True),
        "radius_m": _number(null=True),
        "polygon": s.JSONField(allow_null=True, help_text="GeoJSON Polygon, where the zone is not a circle."),
        "valid_from": _text_or_null(),
        "valid_to": _text_or_null(),
        "source_title": _text(),
        "source_url": _text(),
    },
    many=True,
)
SITE = {
    "code": _text(),
    "uuid": s.UUIDField(),
    "name_en": _text(),
    "name_ko": _text(),
    "aliases": _texts(),
    "site_type": _text(),
    "subtype": _text(),
    "operator": _text(),
    "sector_code": _text(),
    "lat": _number("Latitude of the public reference point."),
    "lon": _number("Longitude of the public reference point."),
    "admin1": _text(),
    "admin2": _text(),
    "source_title": _text(),
    "source_url": _text(),
    "valid_from": _text_or_null(),
    "valid_to": _text_or_null(),
    "zones": ZONE,
}
FINDING = {
    "uuid": s.UUIDField(),
    "label": _text(),
    "log": _text(),
    "run": s.UUIDField(),
    "run_number": _count(),
    "method": _text(),
    "centre": _text("Code of the site at the centre."),
    "centre_name_en": _text(),
    "centre_name_ko": _text(),
    "lat": _number(),
    "lon": _number(),
    "radius_m": _number(),
    "sites": _texts(),
    "date_from": _text(_DATE),
    "date_to": _text(_DATE),
    "observed": _count("Incidents in the window."),
    "expected": _number(),
    "relative_risk": _number(null=True),
    "llr": _number(),
    "p_incidents": _number("p on incidents; shown, never called significant."),
    "observed_cases": _count("Cases in the window."),
    "expected_cases": _number(),
    "llr_cases": _number(),
    "p_cases": _number(
        "p on cases; only this one may be called significant. Null if there were too few cases.", null=True
    ),
    "p_cases_adjusted": _number(
        "The same, adjusted for every question that the run asked at once (Holm). Null in runs that asked one.",
        null=True,
    ),
    "p_kind": _text(),
    "is_significant": s.BooleanField(help_text="Whether the adjusted p on cases is at most .05."),
    "sentence_en": _text("What the p on cases means."),
    "sentence_ko": _text("What the p on cases means, in Korean."),
    "runs_tried": _count("Runs of this log so far, this one included."),
    "seed": _count(),
    "replicates": _count(),
    "parameters": s.DictField(),
    "digest": _text("Hash of the result."),
    "engine_version": _text(),
    "n_members": _count("Incidents in the finding, released or not."),
    "members": _texts("Numbers of those members that are released."),
    "input_erased_on": _text_or_null("A member was erased on this day; the run cannot be repeated."),
    "tlp": _text("The strictest label among the members."),
}
RUN = {
    "uuid": s.UUIDField(),
    "log": _text(),
    "number": _count(),
    "method": _text(),
    "parameters": s.DictField(),
    "seed": _count(),
    "replicates": _count(),
    "digest": _text(),
    "engine_version": _text(),
    "n_incidents": _count(),
    "n_cases": _count(),
    "excluded": s.DictField(child=s.IntegerField(), help_text="How many records were left out, by reason."),
    "assumptions": s.ListField(child=s.DictField()),
    "power": s.DictField(help_text="What a log of this size could have shown."),
    "refusal": _text("Why the test was not made; empty if it was."),
    "started_on": _text(),
    "runs_tried": _count(),
    "findings": s.ListField(child=s.UUIDField()),
    "tlp": _text(),
}
ROWS = {
    "incidents": ("Incident", INCIDENT),
    "sites": ("Site", SITE),
    "findings": ("Finding", FINDING),
    "runs": ("Run", RUN),
}

META = {
    "resource": _text(),
    "label": _text("The strictest TLP label in the answer."),
    "ceiling": _text("Rows above this label were not asked for: the token's tier."),
    "as_of": s.DateTimeField(),
    "dataset_version": _text(),
    "filters": s.DictField(child=s.ListField(child=s.CharField())),
    "export": s.UUIDField(help_text="Key of this export in the register."),
    "number_returned": _count(),
}
LINKS: dict[str, s.Field] = {"self": s.URLField(), "next": s.URLField(required=False)}
PROBLEM_ERROR = {
    "field": _text(),
    "value": _text_or_null("As given, shortened."),
    "message": _text("What is wrong and what to do."),
}


# One class per name: the schema refuses two.
_ROWS = {resource: type(inline_serializer(name, dict(fields))) for resource, (name, fields) in ROWS.items()}
_ABOUT = {"meta": inline_serializer("Meta", dict(META)), "links": inline_serializer("Links", LINKS)}
PROBLEM = inline_serializer(
    "Problem",
    {
        "type": _text(),
        "title": _text(),
        "status": _count(),
        "detail": _text(),
        "errors": inline_serializer("ProblemError", PROBLEM_ERROR, many=True, required=False),
    },
)


def page(resource: str) -> s.Serializer:
    """Return the shape of a page of rows."""
    return inline_serializer(f"{ROWS[resource][0]}Page", _ABOUT | {"items": _ROWS[resource](many=True)})


def item(resource: str) -> s.Serializer:
    """Return the shape of a single record."""
    return inline_serializer(f"{ROWS[resource][0]}Item", _ABOUT | {"item": _ROWS[resource]()})
