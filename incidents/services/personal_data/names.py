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
    "거부",
    "밝히",
    "알 수",
    "가명",
)


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
        re.compile(r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx)\b\.?|MR\.?|MRS\.?|Dr\.|Prof\.)\s{1,2}(?!Speaker)[A-Z][\w'-]{1,30}"),
        always(Worth.DOUBTFUL), words=("mr", "ms", "miss", "mx", "dr.", "prof."), keeps_case=True,
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
