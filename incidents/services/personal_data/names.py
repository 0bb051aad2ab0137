"""Names of persons: never certain from text alone, so they are asked about and not refused."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from incidents.services.personal_data.grading import Rule, Worth, always

_NAME = _("the name of a person")
# No list of surnames: the form of address gives a name away, in whatever language the name is.
_OTHER_WORDS = (
    "날씨",
    "글씨",
    "솜씨",
    "말씨",
    "맘씨",
    "마음씨",
    "불씨",
    "볍씨",
    "홀씨",
    "꽃씨",
    "아저씨",
    "아가씨",
    "성씨",
)
_NOT_STATED = (
    "미상",
    "모름",
    "미확",
    "확인",
    "불상",
    "비공",
    "생략",
    "기재",
    "없음",
    "진술",
    "말하",
    "모르",
    "묻지",
    "거부",
    "밝히",
    "알 수",
    "가명",
)


_ROLES = (
    "조종자|조종사|촬영자|신고자|목격자|용의자|관광객|등산객|행인|학생|직원|시민|주민|남성|여성|운전자|보호자|당사자|대상자|인원|외국인|민간인|일행"
    "|남자|여자|청년|노인|부부"
)
_RANKS = "병장|상병|일병|이병|하사|중사|원사|준위|소위|중위|대위|소령|중령|대령|과장|대리|주임|경위|경사|경장|순경|경감|교수|선생|군무원"


def _weigh_address(match: re.Match[str]) -> Worth:
    word = re.sub(r"\s", "", match[0])
    return Worth.NOTHING if word.endswith(_OTHER_WORDS) else Worth.DOUBTFUL


def _weigh_label(match: re.Match[str]) -> Worth:
    return Worth.NOTHING if match["name"].startswith(_NOT_STATED) else Worth.DOUBTFUL


NAME_RULES: tuple[Rule, ...] = (
    Rule(
        "person_name", _NAME, re.compile(r"(?<![가-힣])[가-힣]{1,4}\s?씨(?![앗족줄름])"), _weigh_address, words=("씨",),
    ),
    Rule(
        "person_name", _NAME,
        re.compile(r"(?<!선박 )(?<!함정 )(?:(?:성명|실명|성함)\s?[:=은는]|이름\s?[:=])\s{0,2}(?P<name>[가-힣]{2}[가-힣 ]?)"),
        _weigh_label, words=("성명", "실명", "성함", "이름"),
    ),
    Rule(
        "person_name", _NAME,
        # The title in two cases only: "MS" ends the names of towns, "ms" is a time.
        re.compile(r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx)\b(?:\.|(?=\s))|MR\.?(?=\s)|MRS\.?(?=\s)|Dr\.|Prof\.)\s{0,2}(?!Speaker)[A-Z][\w'-]{1,30}"),
        always(Worth.DOUBTFUL), words=("mr", "ms", "miss", "mx", "dr.", "prof."), keeps_case=True,
    ),
    Rule(
        "person_name", _NAME, re.compile(r"이름은\s?(?P<name>[가-힣]{2,4}?)(?:이라고|라고|이라는|라는|임(?![가-힣])|입니다)"),
        _weigh_label, words=("이름은",),
    ),
    Rule(
        # 김모(35), 홍길동(남, 35세)
        "person_name", _NAME,
        re.compile(
            r"(?<![가-힣])[가-힣]모\s?(?:\(\d{2}|[군양](?![가-힣]))"
            rf"|(?<![가-힣])(?!(?:{_ROLES})\s?\()[가-힣]{{2,4}}\s?\((?:남|여|만)?\s?,?\s?\d{{2}}\s?세\)"
        ),
        always(Worth.DOUBTFUL), words=("모", "세)"),
    ),
    Rule(
        # Only surnames that begin no other word of a report; a rank or an office makes them a name.
        "person_name", _NAME, re.compile(rf"(?<![가-힣])(?:김|박|최|윤|홍|황|권|송)[가-힣]{{0,2}}\s?(?:{_RANKS})(?![가-힣]{{2}})"),
        always(Worth.DOUBTFUL), words=("김", "박", "최", "윤", "홍", "황", "권", "송"),
    ),
    Rule(
        "person_name", _NAME,
        re.compile(
            r"\b(?:Sgt|SGT|Cpl|Pvt|Pfc|PFC|SSG|Lt|LT|Capt|CPT|Maj|Col|Officer|Inspector|Constable)\b\.?\s"
            r"(?!Of|On|In|At|And|The|Was|Called|Post|Gate|Team|Duty|Desk|Report)[A-Z][a-z'-]{1,30}\b"
        ),
        always(Worth.DOUBTFUL), keeps_case=True,
        words=("sgt", "cpl", "pvt", "pfc", "ssg", " lt ", "lt. ", "capt", "cpt", " maj", " col ", "col. ", "officer", "inspector", "constable"),
    ),
    Rule(
        "person_name", _NAME,
        re.compile(
            r"\b(?:[Nn]amed|[Ff]ull name|[Ss]urname|[Ff]irst name|[Ff]amily name|(?:[Hh]is|[Hh]er|[Tt]heir) name)"
            r"(?: is| was|:)?\s{1,2}[A-Z][a-z'-]{1,30}"
        ),
        always(Worth.DOUBTFUL), words=("name",), keeps_case=True,
    ),
)  # fmt: skip
