"""What offices call the columns and the codes of a registry, in Korean and in spreadsheets' English."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from sites.enums import Operator, SiteType, ZoneAccuracy, ZoneKind

_COLUMNS = {
    "code": ("코드", "시설코드", "기호", "관리번호", "id", "site code"),
    "name_en": ("영문명", "영문이름", "영문명칭", "영문시설명", "english name", "name"),
    "name_ko": ("이름", "명칭", "시설명", "시설명칭", "국문명", "한글명", "한글이름", "korean name"),
    "aliases": ("별칭", "별명", "이명", "다른이름", "other names"),
    "site_type": ("유형", "시설유형", "시설종류", "시설구분", "type", "site type"),
    "subtype": ("세부유형", "하위유형", "세부종류"),
    "operator": ("운영주체", "운영자", "관리주체"),
    "sector_code": ("분야", "부문"),
    "lat": ("위도", "latitude", "중심위도"),
    "lon": ("경도", "longitude", "lng", "중심경도"),
    "position": ("좌표", "위치", "위경도", "coordinates"),
    "admin1": ("시도", "광역", "province"),
    "admin2": ("시군구", "city"),
    "source_title": ("출처", "근거", "source"),
    "source_url": ("출처주소", "근거주소", "링크", "url", "source address"),
    "valid_from": ("시작일", "유효시작일", "유효시작", "적용일", "지정일"),
    "valid_to": ("종료일", "유효종료일", "유효종료", "해제일"),
}
_ZONE_COLUMNS = {
    "site": ("시설", "시설코드", "코드", "site code"),
    "kind": ("구역종류", "구역구분", "구역", "종류"),
    "accuracy": ("정확도",),
    "radius_m": ("반경", "반지름", "반경m", "반지름m", "radius"),
    "polygon": ("외곽선", "경계선", "도형", "outline"),
    "note": ("비고", "메모", "설명"),
}
_CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "site_type": {
        "MIL_BASE": ("base", "military base", "기지", "군기지", "군사기지", "군부대", "부대", "군사시설"),
        "AIRPORT": ("airport", "공항", "비행장"),
        "PORT": ("port", "harbour", "harbor", "항만", "항구", "항"),
        "AGENCY_BUILDING": ("agency building", "government building", "청사", "정부청사", "기관청사"),
        "OTHER_NIF": ("other", "other protected facility", "기타", "그 밖의 보호 시설"),
    },
    "operator": {
        "ROK": ("국군", "한국군"), "USFK": ("주한미군",), "JOINT": ("공동",), "CIVIL": ("민간",), "GOV": ("정부",),
    },
    "kind": {
        "PERIMETER": ("경계", "울타리", "외곽"),
        "CONTROL": ("통제보호구역",),
        "RESTRICTED": ("제한보호구역",),
        "FLIGHT_SAFETY": ("비행안전구역",),
        "AIR_DEFENCE_COOP": ("대공방어협조구역",),
        "PROHIBITED_AIRSPACE": ("비행금지구역",),
        "RESTRICTED_AIRSPACE": ("비행제한구역",),
        "CONTROL_ZONE": ("관제권",),
        "OTHER": ("기타",),
    },
    "accuracy": {"SURVEYED": ("측량", "실측"), "APPROXIMATE": ("개략", "근사", "추정")},
}  # fmt: skip
_DATE = re.compile(r"(\d{4})\s*(?:[.\-/]|년)\s*(\d{1,2})\s*(?:[.\-/]|월)\s*(\d{1,2})\s*(?:[.]|일)?")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _turned(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {_folded(word): name for name, words in table.items() for word in words}


_FIELD_OF = _turned(_COLUMNS)
_ZONE_FIELD_OF = _FIELD_OF | _turned(_ZONE_COLUMNS)
_CHOICES = {
    "site_type": SiteType.choices,
    "operator": Operator.choices,
    "kind": ZoneKind.choices,
    "accuracy": ZoneAccuracy.choices,
}
_CODE_OF = {field: _turned(words) for field, words in _CODES.items()}


def field_of(header: str, *, is_zone: bool) -> str:
    """Return the field that a header names, or the header as it stands."""
    return (_ZONE_FIELD_OF if is_zone else _FIELD_OF).get(_folded(header), header.strip())


def speaks_of_zones(headers: list[str]) -> bool:
    """Whether columns belong to a table of zones."""
    names = {field_of(header, is_zone=True) for header in headers}
    return bool(names & {"radius_m", "polygon", "accuracy"}) or {"site", "kind"} <= names


def code_of(field: str, value: Any) -> Any:
    """Return the code behind a word, Korean or as our own screens say it, else the value as it stands."""
    if not isinstance(value, str):
        return value
    word = _folded(value)
    return _CODE_OF.get(field, {}).get(word) or _labels(field).get(word, value)


def words_of(field: str) -> dict[str, str]:
    """Return the code behind each word that offices write for a field."""
    return {word: code for code, words in _CODES.get(field, {}).items() for word in words}


@cache
def _labels(field: str) -> dict[str, str]:
    """Return the code behind each label of a field, in every language of the screens."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {_folded(str(label)): code for code, label in _CHOICES.get(field, ())}
    return found


def date_of(value: Any) -> Any:
    """Return a date as ISO 8601 where it is plainly one, such as 2025.4.21., else the value as it stands."""
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return value
    try:
        return dt.date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return value
