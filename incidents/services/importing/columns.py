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
    "nationality", "nationalities", "nation", "citizenship", "citizenships", "citizen", "citizens", "ethnicity", "ethnic",
    "race", "religion", "language", "languages", "complexion", "skin", "hair", "passport", "passports", "visa", "nric", "rrn", "ssn",
    "surname", "forename", "nickname", "initials", "dob", "yob", "birthday", "birthdate", "birth", "born", "age", "ages",
    "gender", "sex", "phone", "phones", "telephone", "tel", "mobile", "cellphone", "handphone", "phonenumber", "hp", "email",
    "mail", "kakao", "kakaotalk", "wechat", "instagram", "twitter", "facebook", "address", "addr", "residence", "hotel",
    "lodging", "occupation", "profession", "employer", "school", "university", "plate", "plates",
})  # fmt: skip
_ROLE = (
    r"(?:pilot|reporter|observer|witness|officer|suspect|offender|photographer|driver|caller|informant|complainant|author"
    r"|investigator|owner)s?"
)
_PERSON = rf"(?:{_ROLE}|(?:first|last|full|family|given|middle|person|subject|visitor|operator|guard|individual|contact)s?)"
# Held against the header with anything but letters as one underscore.
_ENGLISH_IDENTITY = re.compile(
    rf"{_ROLE}|(?:full|first|last|given|family|middle|user|nick)names?|(?:{_PERSON}_(?:s_)?)?names?(?:_s)?(?:_(?:of_)?(?:the_)?{_PERSON})?|person|alias(?:es)?|job|h_p|mr_ms|cell(?:_no)?|d_o_b|m_f"
    r"|contacts?(?:_(?:no|number|info|details))?|(?:reported|written|entered|prepared|submitted|investigated|approved)_by"
    r"|(?:home_)?country|(?:country|place|year)_of_(?:origin|birth|residence)|mother_tongue|sns(?:_id)?|y_o_b"
    r"|(?:national|personal|foreign)_id.*|id_(?:no|number|card.*)|identity_(?:card|no|number|document).*"
    r"|resident_(?:no|number|registration).*|social_security.*|alien_registration.*|(?:car|vehicle)_(?:no|number|registration.*)"
)
_KOREAN_IDENTITY = re.compile(
    r"이름|(?<![위특])성명|성함|존함|국적|(?<!참)여권|주민등록|주민번호|외국인|내국인|[중한미]국인|일본인|(?<![발학])생(?:년|일)|출생|출신(?!호)"
    r"|(?<!하)나이(?!상|프|트)|연령|(?<!특)성별|남\W?녀|남\W여|(?<!안)전화|연락처|휴대폰|핸드폰|휴대번호|(?:폰|hp)\s*번호|메일|카톡|카카오톡|위챗|계정|아이디(?!어)"
    r"|계좌|주소|거주|숙소|주거지|체류(?:지|국|자격)|비자|(?<!기)본적|(?<![확승])인종|민족|종교(?!\s*시설)|언어|직업|직장|학교|학력|인적\s*(?:사항|정보)"
    r"|인상착의|외모|(?<![통수송발교])신상(?!태|황|품)|신원|신분증|운전면허|면허번호|차량\s*번호|차번호|번호판|별명|본명"
    r"|姓名|氏名|国籍|國籍|护照|護照|旅券|性別|性别|生年|住所|地址|電話|电话"
)
# Short words that are about a person only where nothing else stands beside them: 국가 is, 국가지점번호 is not.
_KOREAN_WHOLE = re.compile(
    r"성|본국|가명|얼굴|국가(?:명|별)?|(?:영문|한글|중문|한자)\s*명"
    r"|(?:피의|용의|혐의|대상|촬영|행위|위반|신고|제보|목격|관련|당사|조종|담당|근무|작성|보고|조사|발견|적발|접수|확인|보호|동행|동반)자(?:명|들|\s*정보)?"
    r"|조종사(?:명)?|동행인|인솔자"
)
# What is called or located here is a thing, or what is told is what somebody did.
_ABOUT_A_THING = re.compile(
    r"(?:기지|부대|시설|시설물|공항|항만|항구|청사|기관|장비|기종|장소|지역|지점|사이트|파일|제품|모델|드론|카메라|행사|건물)\s*이름"
    r"|(?:기지|부대|시설|공항|항만|항구|청사|장소|사이트|현장|발생지?|촬영지?|사건|건물|웹|홈페이지|인터넷|링크|기사|ip|url|mac)\s*주소|주소\s*\(?url\)?"
    r"|(?:휴대전화|휴대폰|핸드폰)\s*(?:기종|모델|제조사|카메라)|전화\s*(?:접수|신고|보고|통보)|다국적군|(?:인적\s*사항|신분증|신원)\s*(?:확인|조회|제시)"
    r"|\b(?:site|base|facility|airport|port|incident|location|place|venue|event|web|internet|ip|mac)s?\W*address\b"
)


def names_a_person(header: str) -> bool:
    """Whether a column that the format does not know would identify or describe a person."""
    told = _ABOUT_A_THING.sub(" ", header).strip()
    words = re.split(r"[^a-z]+", told)
    return (
        _ENGLISH_IDENTITY.fullmatch("_".join(word for word in words if word)) is not None
        or not _IDENTITY_WORDS.isdisjoint(words)
        or _KOREAN_IDENTITY.search(told) is not None
        or _KOREAN_WHOLE.fullmatch(told) is not None
    )
