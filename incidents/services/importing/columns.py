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
    "nationality", "nationalities", "citizenship", "ethnicity", "race", "religion", "language", "passport", "passports",
    "surname", "forename", "nickname", "rrn", "ssn", "dob", "birthday", "birthdate", "birth", "age", "gender", "sex",
    "phone", "telephone", "tel", "mobile", "cellphone", "email", "mail", "address", "occupation",
})  # fmt: skip
_PERSON = (
    r"(?:first|last|full|family|given|middle|person|subject|visitor|pilot|operator|owner|reporter|observer|witness|officer"
    r"|guard|suspect|offender|photographer|driver|individual|contact|caller|informant|complainant)s?"
)
# Held against the header with anything but letters as one underscore.
_ENGLISH_IDENTITY = re.compile(
    rf"(?:{_PERSON}_(?:s_)?)?names?(?:_s)?(?:_(?:of_)?(?:the_)?{_PERSON})?|d_o_b|contacts?(?:_(?:no|number|info|details))?"
    r"|(?:home_country|(?:country|place)_of_(?:origin|birth|residence))|(?:national|personal|foreign)_id.*"
    r"|id_card.*|identity_(?:card|no|number|document).*"
)
_KOREAN_IDENTITY = re.compile(
    r"이름|(?<![위특])성명|성함|존함|국적|(?<!참)여권|주민등록|주민번호|외국인등록|(?<![발학])생(?:년|일)|출생|출신(?!호)|(?<!하)나이(?!상|프|트)|연령|(?<!특)성별"
    r"|(?<!안)전화|연락처|휴대폰|핸드폰|휴대번호|메일|주소|거주지|(?<!기)본적|(?<![확승])인종|민족|종교(?!\s*시설)|언어|직업|인적\s*사항|인적\s*정보"
    r"|(?<![통수송발교])신상(?!태|황|품)|신원\s*(?:사항|정보)|신분증|면허번호|운전면허|姓名|氏名|国籍|國籍|护照|護照|旅券|性別|性别|生年|住所|電話"
)
# What is called or located here is a thing, or what is told is what somebody did.
_ABOUT_A_THING = re.compile(
    r"(?:기지|부대|시설|시설물|공항|항만|항구|청사|기관|장비|기종|장소|지역|지점|사이트|파일|제품|모델|드론|카메라|행사|건물)\s*이름"
    r"|(?:기지|부대|시설|공항|항만|항구|청사|장소|사이트|현장|발생지?|촬영지?|사건|건물|웹|홈페이지|인터넷|링크|기사|ip|url|mac)\s*주소|주소\s*\(?url\)?"
    r"|(?:휴대전화|휴대폰|핸드폰)\s*(?:기종|모델|제조사|카메라)|전화\s*(?:접수|신고|보고|통보)|다국적군|(?:인적\s*사항|신분증|신원)\s*(?:확인|제시)"
    r"|\b(?:site|base|facility|airport|port|incident|location|place|venue|event|web|internet|ip|mac)s?\W*address\b"
)


def names_a_person(header: str) -> bool:
    """Whether a column that the format does not know would identify or describe a person."""
    told = _ABOUT_A_THING.sub(" ", header)
    words = re.split(r"[^a-z]+", told)
    return (
        _ENGLISH_IDENTITY.fullmatch("_".join(word for word in words if word)) is not None
        or not _IDENTITY_WORDS.isdisjoint(words)
        or _KOREAN_IDENTITY.search(told) is not None
    )
