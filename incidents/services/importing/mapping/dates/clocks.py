"""Times of day: 09:00, 0900, 9시 30분경, 오후 3시, 3:05 PM, 21:00~22:00, 야간."""

from __future__ import annotations

import re
from functools import lru_cache

from incidents.services.importing.mapping.dates.plain import LONGEST, plain, says_unknown
from incidents.services.importing.mapping.dates.told import Clock, UnreadableTime

HALVES = {
    "오전": 0, "am": 0, "a.m.": 0, "아침": 0, "새벽": 0, "오후": 12, "pm": 12, "p.m.": 12, "저녁": 12, "낮": 12, "밤": 12, "야간": 12,
    "심야": 12, "한밤": 12, "주간": 12,
}  # fmt: skip
_OF_NIGHT = ("밤", "저녁", "야간", "심야", "한밤")
PARTS_OF_DAY = (
    "야간|주간|심야|새벽|아침|오전|오후|점심|저녁|한낮|낮|한밤중|한밤|밤|일출|일몰|해질녘|해질무렵|정오무렵|종일|하루종일|수시|"
    "morning|noonish|afternoon|evening|night|nighttime|daytime|dawn|dusk"
)
_HALF = r"오전|오후|아침|새벽|저녁|낮|야간|심야|한밤|밤|주간|a\.m\.|p\.m\.|am|pm"
_ABOUT = r"약|대략|한|about|approx\.?|around|ca\.?"
_ABOUT_BEHIND = r"경|쯤|무렵|전후|정도|께|이후|이전|頃"
_ZONE = r"z|utc(?:[+-]\d{1,2}(?::?\d{2})?)?|gmt(?:[+-]\d{1,2}(?::?\d{2})?)?|kst|\+\d{2}:?\d{2}"
# One time of day; the block of four digits needs something round it, see `_BLOCK`.
_ONE = (
    rf"(?:(?:{_ABOUT})\s*)?(?:(?P<before>{_HALF})\s*)?"
    r"(?:(?P<h>\d{1,2})\s*:\s*(?P<m>\d{1,2})(?:\s*:\s*\d{1,2}(?:[.,]\d+)?)?"
    r"|(?P<h2>\d{1,2})\s*시\s*(?:(?P<m2>\d{1,2})\s*분?|(?P<half>반))?(?:\s*\d{1,2}\s*초)?"
    r"|(?P<h3>\d{1,2})(?=\s*(?:am|pm|a\.m\.|p\.m\.)))(?:\s*(?:hrs?|hours)\b)?"
    rf"\s*(?P<behind>am|pm|a\.m\.|p\.m\.)?\s*(?P<about>{_ABOUT_BEHIND})?\s*(?P<zone>{_ZONE})?"
)
_CLOCK = re.compile(_ONE)
_BLOCK = re.compile(
    rf"(?P<h>\d{{2}})(?P<m>\d{{2}})\s*(?:시|hrs?|h)?\s*(?P<about>{_ABOUT_BEHIND})?\s*(?P<zone>{_ZONE}|[a-z])?"
)
_SHORT_BLOCK = re.compile(r"(?P<h>\d)(?P<m>\d{2})")
_SHARE_OF_DAY = re.compile(r"0?\.\d{1,17}")
_ZONE_IN_BRACKETS = re.compile(rf"\s*\(({_ZONE})\)$")
# 야간(22시경), 22시(야간)
_IN_BRACKETS = re.compile(rf"^({PARTS_OF_DAY}|)\s*\(\s*(\d[^()]*?)\s*\)$")
_BEHIND = re.compile(rf"(?<=[\d시분경])\s*\((?:{PARTS_OF_DAY})\)$")
_HOUR = re.compile(r"\d{1,2}")
_SPREADSHEET_DAY = re.compile(r"^(?:1899-12-3[01]|1900-01-0[01]|1904-01-01)[ t]")
_WORDS = re.compile(
    rf"(?:(?:{_ABOUT})\s*)?(?:{PARTS_OF_DAY}|자정|밤\s*12시|12시\s*밤)\s*(?:시간대|시간)?\s*(?:{_ABOUT_BEHIND})?"
)
_NOON = re.compile(rf"정오\s*(?P<about>{_ABOUT_BEHIND})?")
_APART = re.compile(r"\s*(?:~|-|부터|에서|to|until|till)\s*")
_END = re.compile(r"\s*까지$")


@lru_cache(maxsize=20_000)
def read_clock_cell(text: str) -> Clock | None:
    """Read a cell that holds a time alone; None where it says that none is known."""
    if len(text) > LONGEST:
        raise UnreadableTime("UNREADABLE_CLOCK")
    words = _ZONE_IN_BRACKETS.sub(r" \1", _SPREADSHEET_DAY.sub("", plain(text)))
    if not words or says_unknown(words):
        return None
    if _SHARE_OF_DAY.fullmatch(words):
        return Clock(round(float(words) * 1440))
    if _HOUR.fullmatch(words):
        return Clock(_minutes(int(words), 0, words), is_about=True)
    short = _SHORT_BLOCK.fullmatch(words)
    if short:
        return Clock(_minutes(int(short["h"]), int(short["m"]), words))
    clock = read_clock(words)
    if clock is None:
        raise UnreadableTime("UNREADABLE_CLOCK")
    return clock


@lru_cache(maxsize=20_000)
def read_clock(words: str) -> Clock | None:
    """Read plain words as a time or a span of times; None where they are neither."""
    words = _BEHIND.sub("", _IN_BRACKETS.sub(r"\1 \2", words.strip(" .,/"))).strip(" ()")
    parts = _APART.split(_END.sub("", words)) if re.search(r"[~\-부에tu]", words) else [words]
    if len(parts) == 2 and (begin := _one(parts[0])) is not None and begin.minute is not None:
        if not parts[1]:
            return Clock(begin.minute, None, begin.offset_min, is_about=True)
        until = _one(parts[1], like=begin)
        if until is not None and until.minute is not None:
            return Clock(begin.minute, until.minute, begin.offset_min or until.offset_min, begin.is_about)
    return _one(words)


def _one(words: str, like: Clock | None = None) -> Clock | None:
    match = _CLOCK.fullmatch(words) or _BLOCK.fullmatch(words)
    if match is not None:
        return _of(match, words)
    if (noon := _NOON.fullmatch(words)) is not None:
        return Clock(720, is_about=bool(noon["about"]))
    if like is not None and re.fullmatch(r"\d{1,2}", words):
        return Clock(_minutes(int(words), 0, words))
    return Clock() if _WORDS.fullmatch(words) else None


def _of(match: re.Match[str], words: str) -> Clock | None:
    groups = match.groupdict()
    half = groups.get("before") or groups.get("behind")
    hour = int(groups["h"] or groups.get("h2") or groups.get("h3") or 0)
    minute = 30 if groups.get("half") else int(groups["m"] or groups.get("m2") or 0)
    if half in ("밤", "야간", "심야", "한밤") and hour == 12:
        return Clock()
    is_about = bool(groups["about"]) or bool(re.match(rf"(?:{_ABOUT})\s*\d", words))
    return Clock(
        _minutes(_whole_day(hour, half, words), minute, words), None, offset_of(groups["zone"]), is_about
    )


def _whole_day(hour: int, half: str | None, words: str) -> int:
    """Return the hour on a clock of 24: 밤 2시 is two in the morning, 밤 11시 is 23."""
    if half is None:
        return hour
    if half in _OF_NIGHT and hour < 5:
        return hour
    afternoon = HALVES[half]
    if hour == 12:
        return 12 if afternoon else 0
    if afternoon == 0 and hour > 12:
        raise UnreadableTime("NO_SUCH_TIME", words)
    if half in ("낮", "주간") and 7 <= hour < 12:
        return hour
    return hour + afternoon if hour < 12 else hour


def _minutes(hour: int, minute: int, words: str) -> int:
    if hour * 60 + minute > 1440 or minute > 59:
        raise UnreadableTime("NO_SUCH_TIME", words)
    return hour * 60 + minute


def offset_of(zone: str | None) -> int | None:
    """Return the minutes east of UTC of a zone as it is written behind a time: z, kst, +09:00, or a military letter."""
    if not zone:
        return None
    if zone == "kst":
        return 540
    if len(zone) == 1:
        return _military(zone)
    digits = re.search(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if digits is None:
        return 0
    return (1 if digits[1] == "+" else -1) * (int(digits[2]) * 60 + int(digits[3] or 0))


def _military(letter: str) -> int | None:
    """Return the zone of a letter; J is the local one."""
    if letter == "j":
        return None
    east = "abcdefghiklm".find(letter)
    west = "nopqrstuvwxy".find(letter)
    return 0 if letter == "z" else 60 * (east + 1) if east >= 0 else -60 * (west + 1)
