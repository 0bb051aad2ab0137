"""What reports say in words, matched to codes by small tables; what no table knows keeps its words."""

from __future__ import annotations

import re
from typing import Any

from incidents.enums import EquipmentBasis, EquipmentCategory, Outcome, RecordKind, TimePrecision
from incidents.services.importing.readable import readable

_Category = EquipmentCategory
_EQUIPMENT = tuple(
    (category, re.compile(pattern, re.IGNORECASE))
    for category, pattern in (
        (_Category.UAS, r"\bdrones?\b|\bUA[SV]s?\b|quadcopter|multicopter|드론|무인기"),
        (_Category.INTERCHANGEABLE_LENS, r"\bD?SLRs?\b|mirrorless|interchangeable|미러리스|렌즈교환"),
        (_Category.COMPACT, r"compact camera|point-and-shoot|콤팩트|컴팩트"),
        (_Category.VIDEO_CAMERA, r"video camera|camcorder|캠코더|비디오카메라"),
        (_Category.TELEPHOTO, r"telephoto|long lens|망원\s?렌즈"),
        (_Category.PHONE, r"phones?\b|휴대\s?전화|휴대폰|스마트폰"),
        (_Category.TWO_WAY_RADIO, r"two-way radio|walkie-talkie|\btransceiver|무전기"),
        (_Category.RADIO_SCANNER, r"radio scanner|\bscanner|스캐너"),
        (_Category.BINOCULAR_SCOPE, r"binocular|spotting scope|telescope|쌍안경|망원경"),
        (_Category.TRIPOD, r"\btripod|삼각대"),
        (_Category.NIGHT_VISION, r"night[- ]vision|야간\s?투시|야시경"),
        (
            _Category.LAPTOP_STORAGE,
            r"laptop|notebook|memory card|\bUSB\b|hard dis[ck]|노트북|저장\s?장치|메모리",
        ),
    )
)
_CAMERA = re.compile(r"camera|카메라", re.IGNORECASE)
_NAMED_CAMERAS = frozenset(
    {_Category.COMPACT, _Category.INTERCHANGEABLE_LENS, _Category.VIDEO_CAMERA, _Category.TELEPHOTO}
)
_APART = re.compile(r"(?:[;,]|\band\b)(?![^(]*\))")  # a remark in brackets stays with its thing
_CASE = re.compile(r"\bcase:\s*([^\s;,]{1,40})\s*[;,]?\s*")
_TOTAL = re.compile(
    r"reported as a total|\b(?:a )?total (?:over|of) \w+ (?:occasions|visits)|합계", re.IGNORECASE
)


def equipment_in(words: str) -> list[dict[str, Any]]:
    """Return the kinds of equipment that the words name, each with the words it was named by."""
    found: dict[str, str] = {}
    for part in _APART.split(readable(words)):
        for category in _categories(part):
            found.setdefault(category, part.strip())
    return [
        {"category": category, "basis": EquipmentBasis.REPORTED, "note": note}
        for category, note in found.items()
    ]


def _categories(part: str) -> list[str]:
    named: list[str] = [category for category, pattern in _EQUIPMENT if pattern.search(part)]
    if _CAMERA.search(part) and _NAMED_CAMERAS.isdisjoint(named):
        named.append(_Category.UNKNOWN)
    if not named and part.strip():
        named.append(_Category.OTHER)
    return named


def disposition_in(words: str) -> list[dict[str, Any]]:
    """Return one line of outcome: the code if the words are one, else UNKNOWN with the words kept."""
    if not words:
        return []
    code = words.strip().upper()
    is_code = code in Outcome.values
    return [
        {
            "outcome": code if is_code else Outcome.UNKNOWN,
            "date_precision": TimePrecision.UNKNOWN,
            "note": "" if is_code else words,
        }
    ]


def case_in(note: str) -> tuple[str, str]:
    """Return the case that a note names as `case:REF`, and the note without it."""
    match = _CASE.search(note)
    if match is None:
        return "", note
    return match.group(1), (note[: match.start()] + note[match.end() :]).strip()


def record_kind_in(note: str, *, is_interval: bool) -> str:
    """Return SUMMARY for an interval whose note says that it is a total of occasions, else INCIDENT."""
    return RecordKind.SUMMARY if is_interval and _TOTAL.search(note) else RecordKind.INCIDENT
