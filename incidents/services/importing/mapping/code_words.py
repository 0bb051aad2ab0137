"""Words of offices matched to our codes; what no table knows keeps its words in the narrative."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils import translation

from incidents import enums
from incidents.services.importing.mapping.code_patterns import PATTERNS
from incidents.services.importing.readable import readable
from sites.enums import SiteType
from sites.services.headers import words_of

ENUMS: dict[str, Any] = {
    "behaviours": enums.Behaviour,
    "photo_indicators": enums.PhotoIndicator,
    "media": enums.Media,
    "actions": enums.ActionType,
    "outcome_as_reported": enums.Outcome,
    "site_type": SiteType,
    "detected_by": enums.DetectedBy,
    "vehicle_type": enums.VehicleType,
    "stated_purpose": enums.StatedPurpose,
    "visitor_category": enums.VisitorCategory,
    "vantage": enums.Vantage,
    "subject_of_view": enums.SubjectOfView,
    "warning": enums.WarningGiven,
    "context_event": enums.ContextEvent,
    "flight_approval": enums.Approval,
    "sign_present": enums.YesNo,
    "minor_involved": enums.YesNo,
    "zone_relation": enums.ZoneRelation,
}
MANY = frozenset({"behaviours", "photo_indicators", "media", "actions"})
# 촬영 사실 없음, 촬영하지 않음, no photographs: a word denied is not a word said.
_NOT_DENIED = r"(?!\s*(?:을|를|은|는|이|가|도|한|하지|된|되지|의)?\s*(?:사실|흔적|기록|내역|정황)?\s*(?:이|은|은|도)?\s*(?:없|않|안\s?함|미확인|아님))"


@lru_cache(maxsize=1)
def _compiled() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    return {
        target: tuple((code, re.compile(_guarded(target, words), re.IGNORECASE)) for code, words in patterns)
        for target, patterns in PATTERNS.items()
    }


def _guarded(target: str, words: str) -> str:
    return rf"(?:{words}){_NOT_DENIED}" if target in ("behaviours", "actions", "media") else words


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    """Return our codes and their labels in both languages, as exports and screens show them."""
    found: dict[str, dict[str, str]] = {target: {} for target in ENUMS}
    for language in ("en", "ko"):
        with translation.override(language):
            for target, choices in ENUMS.items():
                for code, label in choices.choices:
                    found[target][str(code).casefold()] = str(code)
                    found[target].setdefault(str(label).casefold(), str(code))
    found["site_type"] |= words_of("site_type")
    return found


def codes_in(target: str, words: str) -> list[str]:
    """Return the codes that words mean, each once; for a target of one code, the first that fits."""
    words = readable(words)
    exact = _labels().get(target, {}).get(words.strip().casefold())
    if exact is not None:
        return [exact]
    parts = [part.strip().casefold() for part in re.split(r"[|,;/\n]", words) if part.strip()]
    known = [_labels().get(target, {}).get(part) for part in parts]
    if parts and all(known) and (target in MANY or len(set(known)) == 1):
        return list(dict.fromkeys(filter(None, known)))
    found = [code for code, pattern in _compiled().get(target, ()) if pattern.search(words)]
    return found if target in MANY else found[:1]
