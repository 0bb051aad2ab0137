"""Words for a part of a site that only means something at that site: its gates, its fence, "the base"."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A gate is found again under its key, however it was written.
_KINDS = {
    "MAIN": r"정문|주\s*출입[문구]|(?:main|front)\s*(?:gate|entrance)",
    "REAR": r"후문|뒷문|(?:rear|back)\s*(?:gate|entrance)",
    "SIDE": r"측문|옆문|쪽문|side\s*(?:gate|entrance)",
    "NORTH": r"북문|north(?:ern)?\s*(?:gate|entrance)",
    "EAST": r"동문|east(?:ern)?\s*(?:gate|entrance)",
    "SOUTH": r"남문|south(?:ern)?\s*(?:gate|entrance)",
    "WEST": r"서문|west(?:ern)?\s*(?:gate|entrance)",
    "NUMBER": (
        r"(?:제\s*)?(?P<n1>\d{1,2})\s*번?\s*(?:출입[문구]|게이트|문)"
        r"|(?:gate|게이트)\s*(?:no\.?|number|#)?\s*(?P<n2>\d{1,2})(?:\s*번)?|(?P<n3>\d{1,2})(?:st|nd|rd|th)\s*gate"
    ),
    "GATE": r"게이트|출입[문구]|입구|위병소|초소|gate|entrance|guard\s*(?:post|house)|gatehouse",
    "FENCE": r"울타리|철조망|담장|펜스|외곽|(?:perimeter\s*|boundary\s*)?(?:fence|wall)|perimeter",
    "SITE": (
        r"기지|부대|영내|공항|비행장|활주로|항구|항만|청사|본청|시설|터미널"
        r"|(?:air\s*)?base|airport|air\s*field|runway|harbou?r|port|site|facility|building|terminal|installation"
    ),
}
_BEFORE = r"(?:(?:the|our)\s+|(?:본|당|우리)\s*)?"
_BEHIND = r"(?:\s*(?:위병소|초소|앞|입구|guard\s*(?:post|house)))?"
_BARE = {kind: re.compile(rf"{_BEFORE}(?:{words}){_BEHIND}", re.I) for kind, words in _KINDS.items()}
_NAMED = {
    kind: re.compile(
        rf"{_BEFORE}(?P<site>\S.*?)(?:\s*[,의]\s*|\s+|(?=[가-힣]))(?:{words}){_BEHIND}"
        rf"|{_BEFORE}(?:{words.replace('?P<n', '?P<m')})\s+(?:of|at)\s+(?:the\s+)?(?P<of>\S.*)",
        re.I,
    )
    for kind, words in _KINDS.items()
}


@dataclass(frozen=True, slots=True)
class SitePart:
    """A part of a site: its key, such as MAIN or 3, and the site where the words name one."""

    key: str
    site: str = ""


def site_part(name: str) -> SitePart | None:
    """Take "오산기지 정문" or "gate 3 of Osan AB" apart; None where the words name no part of a site."""
    words = name.strip()
    for patterns in (_BARE, _NAMED):
        for kind, pattern in patterns.items():
            if (match := pattern.fullmatch(words)) is not None:
                return _part(kind, {key: value for key, value in match.groupdict().items() if value})
    return None


def _part(kind: str, found: dict[str, str]) -> SitePart:
    number = next((value for key, value in found.items() if key[0] in "nm"), "")
    site = (found.get("of") or found.get("site") or "").strip()
    # "본 부대 정문" is the gate of this base, not of one called 부대.
    is_here = any(pattern.fullmatch(site) for pattern in _BARE.values())
    return SitePart(str(int(number)) if number else kind, "" if is_here else site)


def gate_keys(note: str) -> list[str]:
    """Return the keys of a gate whose names an operator wrote, such as "정문; Main gate; Gate 1"."""
    parts = (site_part(name) for name in re.split(r"[;/,|]", note))
    return [part.key for part in parts if part is not None and not part.site]
