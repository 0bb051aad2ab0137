"""The columns an import file may have, and those that are dropped unread because they would name a person."""

from __future__ import annotations

import re

WORDS_OF_THE_SOURCE = (
    "date", "date_precision", "place_as_reported", "site_type", "equipment_as_reported", "outcome_as_reported",
    "source_title", "source_url", "note",
)  # fmt: skip
CODES_AND_VALUES = (
    "row_ref", "record_kind", "case_ref", "site", "publisher", "published_on", "occurred_time", "date_derived",
    "announced_on", "behaviours", "photo_indicators", "media", "media_count", "subject_of_view", "vantage",
    "zone_relation", "zone_reason", "sign_present", "stated_purpose", "visitor_category", "minor_involved",
    "group_size", "vehicle_type", "context_event", "detected_by", "warning", "airspace_class", "flight_approval",
    "lat", "lon", "uncertainty_m", "geocode_method", "geo_precision", "summary", "summary_ko",
)  # fmt: skip
LISTS = ("equipment", "actions", "dispositions", "sources", "claims")
COLUMNS = frozenset((*WORDS_OF_THE_SOURCE, *CODES_AND_VALUES, *LISTS))
ALWAYS_NEEDED = ("date", "date_precision")

_IDENTITY_WORDS = frozenset({
    "nationality", "citizenship", "ethnicity", "race", "religion", "language", "passport", "surname", "rrn", "ssn",
    "dob", "birthday", "birthdate", "birth", "age", "gender", "sex", "phone", "telephone", "mobile", "email",
    "address", "occupation",
})  # fmt: skip
_NAME_OF_A_PERSON = re.compile(r"(?:(?:first|last|full|family|given|middle|person|subject|visitor)_?)?names?")
_KOREAN_IDENTITY = re.compile(
    r"이름|성명|국적|여권|주민등록|생년|나이|연령|성별|전화|연락처|휴대폰|이메일|주소|인종|민족|종교|언어|직업"
)


def names_a_person(header: str) -> bool:
    """Whether a column that the format does not know would identify or describe a person."""
    words = re.split(r"[^a-z]+", header)
    return (
        _NAME_OF_A_PERSON.fullmatch(re.sub(r"[^a-z]+", "_", header).strip("_")) is not None
        or not _IDENTITY_WORDS.isdisjoint(words)
        or _KOREAN_IDENTITY.search(header) is not None
    )
