"""Numbers that an authority gave to a person, and dates of birth."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from incidents.services.personal_data.grading import Rule, Worth, always

_RESIDENT_KEY = re.compile(
    r"주민|외국인\s?등록|거소\s?신고|신분증|\brrn\b|resident reg|alien reg|\barc\b|identity|national id|\bid no|(?<!발)생년월일"
)
_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
# The eighteenth of an identity number of ISO 7064 MOD 11-2 follows from the first seventeen.
_MOD_11_2_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _weigh_resident(match: re.Match[str]) -> Worth:
    """Weigh a number of thirteen digits.

    Those issued since October 2020 have no check digit, so without one only the hyphen speaks for it. Two numbers
    with a blank between them are more often degrees and minutes.
    """
    born, separator, rest = match["born"], match["separator"], match["rest"]
    if not _is_day(born[2:4], born[4:6]):
        return Worth.NOTHING
    if "*" in rest or "x" in rest:
        return Worth.CERTAIN if "-" in separator else Worth.POSSIBLE
    if _has_check_digit(born + rest):
        return Worth.DOUBTFUL if separator.isspace() else Worth.HARD
    return Worth.DOUBTFUL if "-" in separator else Worth.POSSIBLE


def _has_check_digit(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_RESIDENT_WEIGHTS, number, strict=False))
    base = 13 if number[6] in "5678" else 11
    return (base - total % 11) % 10 == int(number[12])


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _weigh_identity(match: re.Match[str]) -> Worth:
    number = match[0]
    total = sum(weight * int(digit) for weight, digit in zip(_MOD_11_2_WEIGHTS, number, strict=False))
    is_valid = "10x98765432"[total % 11] == number[17] and _is_day(number[10:12], number[12:14])
    return Worth.HARD if is_valid else Worth.NOTHING


def _resident_shape(seventh: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\da-z])(?<!\d-)(?P<born>\d{{6}})(?P<separator>\s{{0,2}}-\s{{0,2}}|\s?)"
        rf"(?P<rest>[{seventh}](?:\d{{6}}|[*x]{{6}}))(?![\da-z*]|-\d)"
    )


_PASSPORT_KEY = re.compile(r"여권|passport|travel document|护照")
_LICENCE_KEY = re.compile(r"면허|licen[cs]e(?!\s?plate)")
_REGION = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"  # as printed on licences and plates
# Other words hold these letters: 발생일시, 발생 년월일 (of an event), 재학생일행 (of students), 수출생산; and a birthday is kept.
_BIRTH_KEY = re.compile(
    r"(?<!발)생년\s?월일|(?:(?<![가-힣])|(?:양력|음력|본인|[자인명]의?)\s?)생일(?!\s?(?:파티|잔치|기념|축하|선물|여행|맞이))"
    r"|(?<![수배])출생(?!산|신고|률|증명)|(?<![发發発])(?:生年月日|生日|出生)|诞生日|誕生日"
    r"|\bdob\b|d\.o\.b|date of birth|birth\s?date|birthday(?! (?:party|present|trip|cake|photo|celebration))|\bborn\b"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"

DOCUMENT_RULES: tuple[Rule, ...] = (
    Rule(
        "resident_number", _("a resident registration number"), _resident_shape("0-49"), _weigh_resident,
        key=_RESIDENT_KEY,
    ),
    Rule(
        "foreigner_number", _("a foreigner registration number"), _resident_shape("5-8"), _weigh_resident,
        key=_RESIDENT_KEY,
    ),
    Rule(
        "identity_number", _("an identity number"), re.compile(r"(?<![\da-z])\d{6}(?:19|20)\d{9}[\dx](?![\da-z])"),
        _weigh_identity, key=_RESIDENT_KEY,
    ),
    Rule(
        "identity_number", _("an identity number"),
        re.compile(r"(?<![\da-z])[a-z]{0,3}-?(?:\d-?){5,17}[\da-z](?![\da-z])"), always(Worth.POSSIBLE),
        key=re.compile(
            r"신분증\s?번호|외국인\s?등록\s?번호|주민\s?(?:등록)?\s?번호|(?<!대)학번|(?<![해공아])군번|(?<!소)비자\s?번호|조종자\s?증명\s?번호"
            r"|student (?:id|no|number)|service (?:id|number)|(?:id|identity) card|national id|\bssn\b|social security"
            r"|visa (?:no|number)"
        ),
        words=(
            "신분증", "외국인", "주민", "학번", "군번", "비자", "조종자", "student", "service", "card", "national id", "ssn",
            "social security", "visa",
        ), reach=16,
    ),
    Rule(
        "passport", _("a passport number"), re.compile(r"(?<![\da-z])(?:[degmrs]\d{8}|m\d{3}[a-z]\d{4})(?![\da-z])"),
        always(Worth.DOUBTFUL), key=_PASSPORT_KEY,
    ),
    Rule(
        "passport", _("a passport number"),
        # A grid zone before two letters makes them a square of MGRS.
        re.compile(r"(?<![\da-z])(?<!\d[c-x] )(?:[a-z]{1,2}-?\d{6,8}|[a-z] ?\d{4} ?\d{4}|\d{9})(?![\da-z])"), always(Worth.POSSIBLE),
        key=_PASSPORT_KEY, words=("여권", "passport", "travel document", "护照"),
    ),
    Rule(
        "drivers_licence", _("a driver's licence number"),
        re.compile(r"(?<![\d-])(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}(?![\d-])"), always(Worth.DOUBTFUL),
        key=_LICENCE_KEY,
    ),
    Rule(
        "drivers_licence", _("a driver's licence number"),
        re.compile(rf"(?:{_REGION})\s?-?\s?\d{{2}}-\d{{6}}-\d{{2}}(?![\d-])"), always(Worth.HARD),
    ),
    Rule(
        "drivers_licence", _("a driver's licence number"),
        re.compile(r"(?<![\da-z])[a-z]{0,3}(?:\d[- ]?){6,14}[\da-z]{0,3}(?![\da-z])"), always(Worth.POSSIBLE),
        key=re.compile(r"면허\s?(?:증)?\s?번호|driv(?:er|ing)'?s? licen[cs]e"), words=("면허", "driv"), reach=24,
    ),
    Rule(
        "birth_date", _("a date of birth"),
        re.compile(
            r"(?<![\da-z])(?:(?:\d{4}|\d{2})\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}"
            rf"|\d{{8}}|\d{{6}}|\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})(?!\d)"
        ),
        always(Worth.POSSIBLE), key=_BIRTH_KEY, reach=14,
        words=("생년", "생일", "출생", "生年", "生日", "出生", "诞生", "誕生", "dob", "d.o.b", "birth", "born"),
    ),
)  # fmt: skip
