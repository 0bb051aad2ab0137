"""Where persons come from, what they speak or believe: never kept here, so words that say it of somebody are asked about."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from incidents.services.personal_data.grading import Rule, Worth, always

_ORIGIN = _("the nationality, origin, language or religion of a person")
# A country alone is an embassy, a flight, a make: only together with a person does it say who somebody is.
_COUNTRIES_KO = (
    "한국", "중국", "일본", "미국", "러시아", "대만", "홍콩", "북한", "베트남", "필리핀", "태국", "몽골", "인도", "파키스탄", "네팔",
    "방글라데시", "미얀마", "우즈베키스탄", "우즈벡", "카자흐스탄", "인도네시아", "말레이시아", "싱가포르", "우크라이나", "영국", "프랑스",
    "독일", "이탈리아", "스페인", "호주", "캐나다", "브라질", "멕시코", "이란", "이라크", "시리아", "사우디", "이스라엘", "튀르키예", "터키",
)  # fmt: skip
_GROUPS_KO = (
    "조선족",
    "고려인",
    "동양인",
    "서양인",
    "백인",
    "흑인",
    "아랍인",
    "무슬림",
    "이슬람교",
    "불교 신자",
    "기독교 신자",
)
_LANGUAGES_KO = (
    "중국",
    "일본",
    "러시아",
    "베트남",
    "몽골",
    "태국",
    "아랍",
    "프랑스",
    "독일",
    "스페인",
    "한국",
    "영",
)
_DEMONYMS = (
    "korean", "chinese", "japanese", "american", "russian", "taiwanese", "vietnamese", "filipino", "thai", "mongolian",
    "indian", "pakistani", "nepalese", "bangladeshi", "burmese", "uzbek", "kazakh", "indonesian", "malaysian",
    "singaporean", "ukrainian", "british", "french", "german", "italian", "spanish", "australian", "canadian",
    "brazilian", "mexican", "iranian", "iraqi", "syrian", "saudi", "israeli", "turkish",
)  # fmt: skip
_GROUPS = ("asian", "caucasian", "hispanic", "arab", "african", "middle eastern", "muslim", "jewish")
# Vans and drones are white and black, too: a closer look only where a word for a person may follow.
_COLOURS = tuple(f"{colour} {letter}" for colour in ("white", "black") for letter in "cfgmpw")
_PERSON_KO = r"남성|여성|남자|여자|청년|학생|유학생|관광객|여행객|방문객|부부|커플|일행|선원|승객|가족|노인|근로자|사업가|기자"
_PERSON = (
    r"(?:nationals?|citizens?|tourists?|students?|m[ae]n|wom[ae]n|males?|females?|couples?|guys?|persons?|people|famil(?:y|ies)"
    r"|teens?|teenagers?|visitors?|travell?ers?|residents?|speakers?|passports?)"
)
_BETWEEN = r"(?:-looking)?\s(?:(?:young|old|elderly|adult|middle-aged)\s)?"

ORIGIN_RULES: tuple[Rule, ...] = (
    Rule(
        "origin", _ORIGIN,
        re.compile(
            rf"(?:{'|'.join(_COUNTRIES_KO)})(?:인(?![가-힣]{{2}})|인\s?(?:{_PERSON_KO})|\s?국적(?!기)|계?\s?(?:{_PERSON_KO}|사람))"
            rf"|(?<![가-힣])(?:{'|'.join(_GROUPS_KO)})(?!\s?(?:자치|거리|음식))"
        ),
        always(Worth.DOUBTFUL), words=(*_COUNTRIES_KO, *_GROUPS_KO),
    ),
    Rule(
        "origin", _ORIGIN,
        re.compile(
            r"(?<!선박 )(?<!항공기 )(?<!선박)(?<![가-힣])국적\s?(?:[:=]|은|는)\s{0,2}"
            r"(?!미상|모름|불상|불명|미확인|확인|알 수|묻지|비공개)[가-힣a-z]{2}"
        ),
        always(Worth.DOUBTFUL), words=("국적",),
    ),
    Rule(
        "origin", _ORIGIN,
        re.compile(rf"(?<![가-힣])(?:{'|'.join(_LANGUAGES_KO)})어(?:로|를)?\s?(?:대화|말|통화|사용|구사|이야기|답변|소통)"),
        always(Worth.DOUBTFUL), words=tuple(f"{language}어" for language in _LANGUAGES_KO),
    ),
    Rule(
        "origin", _ORIGIN, re.compile(rf"\b(?:{'|'.join((*_DEMONYMS, *_GROUPS, 'white', 'black'))}){_BETWEEN}{_PERSON}\b"),
        always(Worth.DOUBTFUL), words=(*_DEMONYMS, *_GROUPS, *_COLOURS),
    ),
    Rule(
        "origin", _ORIGIN,
        re.compile(rf"\b(?:spoke|speaks?|speaking|talked in|talking in) (?:{'|'.join(_DEMONYMS)})\b"),
        always(Worth.DOUBTFUL), words=("spoke", "speak", "talked in", "talking in"),
    ),
    Rule(
        "origin", _ORIGIN,
        re.compile(
            r"(?<!vessel )(?<!ship )(?<!aircraft )\bnationality(?: is| was)?\s?[:=]?\s(?!unknown|not|unstated|of the|was not)[a-z]{4}"
        ),
        always(Worth.DOUBTFUL), words=("nationality",),
    ),
)  # fmt: skip
