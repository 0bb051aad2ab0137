"""One spelling for the ways dates are typed, and the words that say that nothing is known."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
_SAME = str.maketrans(
    {
        **dict.fromkeys("~∼〜～˜", "~"),
        **dict.fromkeys("‐‑‒–—−－", "-"),
        **dict.fromkeys("‘’´`′", "'"),
        **dict.fromkeys("年", "년"),
        **dict.fromkeys("月", "월"),
        **dict.fromkeys("日", "일"),
        **dict.fromkeys("時", "시"),
        **dict.fromkeys("分", "분"),
        **dict.fromkeys("。．", "."),
        **dict.fromkeys("：", ":"),
        **dict.fromkeys("，、", ","),
    }
)
_UNKNOWN = frozenset(
    "미상 불명 불상 미확인 확인불가 모름 알수없음 일시미상 일자미상 날짜미상 시간미상 시각미상 일시불명 일시불상 시각불명 없음 해당없음 "
    "unknown unk n/a na none nil tbd ? ?? ??? x - -- --- . … ...".split()
)
_UNKNOWN_PART = re.compile(
    r"\(?\s*(?:일시|일자|날짜|시간|시각|이하)?\s*(?:미상|불명|불상|미확인)\s*\)?$|\s*\?+$"
    r"|\s*\(?\s*(?:주말|평일|주중|휴일|공휴일|연휴|명절)\s*(?:기간|중|간)?\s*\)?$"
)
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return a cell in one spelling and small letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    return _SPACES.sub(" ", text).strip().lower()


def says_unknown(words: str) -> bool:
    """Whether plain words say that nothing is known."""
    return words.replace(" ", "").strip("()") in _UNKNOWN


def without_unknown_part(words: str) -> tuple[str, bool]:
    """Return plain words without a remark such as 시간 미상 or 주말 behind a date, and whether there was one."""
    known = _UNKNOWN_PART.sub("", words)
    return (known.strip(), True) if known != words and any(map(str.isdigit, known)) else (words, False)
