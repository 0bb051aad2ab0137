"""Two coordinates in degrees, in any of the usual writings.

A text is cut into numbers, unit signs, letters of direction and separators; whatever does not fit into that
is another notation. Where a comma may be a decimal sign or a separator, both ways are tried.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sites.notations.angles import Angle, Axis, angle, pair
from sites.notations.degree_words import comma_variants, plain_degrees
from sites.notations.errors import InvalidPosition, PositionError
from sites.notations.readings import Alternative, Reading
from sites.notations.wording import Phrase

Token = tuple[str, str]
_TOKEN = re.compile(
    r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))|(?P<unit>[°'\"])|(?P<letter>[NSEW])"
    r"|(?P<label>[ΦΛ])|(?P<stop>[,;/|])|(?P<space>[\s:]+)"
)
# 12:30 and 22:15-23:10 are hours of a day.
_HOURS = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[-~,]?\s*\d{1,2}:\d{2})?")
_LETTER_AXIS: dict[str, tuple[Axis, int]] = {
    "N": ("latitude", 1),
    "S": ("latitude", -1),
    "E": ("longitude", 1),
    "W": ("longitude", -1),
}
_LABEL_AXIS: dict[str, Axis] = {"Φ": "latitude", "Λ": "longitude"}


def read(text: str) -> Reading | None:
    """Read two coordinates in degrees, or say None where the text is something else."""
    if _HOURS.fullmatch(text):
        return None
    spelled, had_height = plain_degrees(text)
    problem: PositionError | None = None
    readings: list[Reading] = []
    for variant in comma_variants(spelled):
        try:
            reading = _read_tokens(_tokens(variant))
        except PositionError as error:
            problem = problem or error
            continue
        if reading is not None:
            readings.append(reading)
    if not readings:
        if problem is not None:
            raise problem
        return None
    return _with_notes(readings, had_height=had_height)


def _with_notes(readings: list[Reading], *, had_height: bool) -> Reading:
    best, *others = readings
    notes = [Phrase("ALTITUDE_IGNORED")] if had_height else []
    offers = tuple(Alternative(other.point, "DECIMAL_COMMA") for other in others if other.point != best.point)
    if offers:
        notes.append(Phrase("SEPARATOR_GUESSED"))
    return replace(best, alternatives=best.alternatives + offers, warnings=(*best.warnings, *notes))


def _tokens(text: str) -> list[Token] | None:
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        kind, value = str(match.lastgroup), match.group()
        if kind == "number" and not _may_follow(value, tokens):
            return None
        tokens.append((kind, value))
        position = match.end()
    return _tidied(tokens)


def _may_follow(number: str, tokens: list[Token]) -> bool:
    """Refuse 1.2.3.4, and 37.2-127.0, which might be a range: only +37.2-127.0 says that it is none."""
    if not tokens or tokens[-1][0] not in {"number", "unit"}:
        return True
    if number[0] in "+-":
        return tokens[0][1][0] in "+-"
    return tokens[-1][0] == "unit"


def _tidied(tokens: list[Token]) -> list[Token]:
    """Drop spaces, and separators beside a letter, a label or an end, where they separate nothing new."""
    kept = [token for token in tokens if token[0] != "space"]
    return [
        token
        for place, token in enumerate(kept)
        if token[0] != "stop"
        or (0 < place < len(kept) - 1 and not {kept[place - 1][0], kept[place + 1][0]} & {"letter", "label"})
    ]


def _read_tokens(tokens: list[Token] | None) -> Reading | None:
    groups = _groups(tokens) if tokens else None
    if groups is None:
        return None
    first, second = (_angle_of(group) for group in groups)
    if first is None or second is None:
        return None
    if first.parts != second.parts and not any(
        kind in {"unit", "letter", "label"} for kind, _ in tokens or ()
    ):
        return None  # 37, 127 0: one of the commas or spaces means something else
    return pair(first, second)


def _groups(tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Cut the tokens into the two coordinates."""
    kinds = [kind for kind, _ in tokens]
    if "label" in kinds:
        cuts = [place for place, kind in enumerate(kinds) if kind == "label"]
        cut = cuts[1] if len(cuts) == 2 and cuts[0] == 0 else None
    elif "letter" in kinds:
        cut = _cut_at_letters(kinds)
    elif "stop" in kinds:
        cut = kinds.index("stop") if kinds.count("stop") == 1 else None
    else:
        cut = _cut_between_numbers(tokens)
    if cut is None:
        return None
    first, second = tokens[:cut], tokens[cut:]
    if second[0][0] == "stop":
        del second[0]
    # A separator left inside a coordinate is a decimal comma, which the other variant reads.
    return None if ("stop" in {kind for kind, _ in first + second}) else (first, second)


def _cut_at_letters(kinds: list[str]) -> int | None:
    letters = [place for place, kind in enumerate(kinds) if kind == "letter"]
    if len(letters) != 2:
        return None
    if letters[0] == 0:
        # N 37 E 127, or N 37 127 E with one letter at each end, which says too little
        return letters[1] if letters[1] < len(kinds) - 1 else None
    return letters[0] + 1 if letters[1] == len(kinds) - 1 else None


def _cut_between_numbers(tokens: list[Token]) -> int | None:
    numbers = [place for place, (kind, _) in enumerate(tokens) if kind == "number"]
    degree_signs = [place for place, token in enumerate(tokens) if token == ("unit", "°")]
    if len(degree_signs) == 2 and tokens[degree_signs[1] - 1][0] == "number":
        return degree_signs[1] - 1
    if degree_signs or len(numbers) not in {2, 4, 6}:
        return None
    return numbers[len(numbers) // 2]


def _angle_of(group: list[Token]) -> Angle | None:
    letters = [value for kind, value in group if kind == "letter"]
    labels = [_LABEL_AXIS[value] for kind, value in group if kind == "label"]
    numbers = _numbers_in_order([token for token in group if token[0] in {"number", "unit"}])
    if numbers is None or len(letters) > 1:
        return None
    sign = numbers[0][0] if numbers[0][0] in "+-" else ""
    if letters and sign:
        raise InvalidPosition("SIGN_AND_LETTER")
    axis, direction = _LETTER_AXIS[letters[0]] if letters else (None, 1)
    if labels and axis not in {None, labels[0]}:
        raise InvalidPosition("SAME_AXIS", what=axis)
    numbers[0] = numbers[0].lstrip("+-")
    return angle(numbers, negative=sign == "-" or direction < 0, axis=labels[0] if labels else axis)


def _numbers_in_order(tokens: list[Token]) -> list[str] | None:
    """Return degrees, minutes and seconds, or None where units or digits do not fit together."""
    parts: list[str] = []
    for place, (kind, value) in enumerate(tokens):
        if kind == "number":
            unit = tokens[place + 1][1] if place + 1 < len(tokens) and tokens[place + 1][0] == "unit" else ""
            slot = "°'\"".index(unit) if unit else len(parts)
            if slot < len(parts) or slot > 2 or (slot > 0 and not parts):
                return None
            parts += ["0"] * (slot - len(parts))
            parts.append(value)
        elif place == 0 or tokens[place - 1][0] != "number":
            return None
    return parts if parts and _well_formed(parts) else None


def _well_formed(parts: list[str]) -> bool:
    digits = [part.lstrip("+-").partition(".")[0] for part in parts]
    if any(part[0] in "+-" for part in parts[1:]) or any("." in part for part in parts[:-1]):
        return False
    return len(digits[0]) <= 3 and all(1 <= len(more) <= 2 for more in digits[1:])
