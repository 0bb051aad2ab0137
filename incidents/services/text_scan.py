"""Free text must not carry what identifies a person: hard matches in context are refused, the value is never repeated."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from incidents.errors import PersonalDataFound

_RRN = re.compile(r"(?<![\dA-Za-z])(\d{6})\s?-?\s?([1-8]\d{6})(?![\dA-Za-z])")
_RRN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
# Only these stand on Korean plates, so that “23일 0900” is a date.
_PLATE_LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호바사아자배"
_RULES = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"), _("an e-mail address")),
    (re.compile(r"(?<!\d)01[016789][-\s.]?\d{3,4}[-\s.]?\d{4}(?!\d)"), _("a mobile phone number")),
    (
        re.compile(r"(?:passport|여권)\W{0,12}(?:no\.?|number|번호)?\W{0,6}[A-Z]{1,2}\d{7,8}\b", re.I),
        _("a passport number"),
    ),
    (
        re.compile(rf"(?<!\d)\d{{2,3}}\s?[{_PLATE_LETTERS}]\s?\d{{4}}(?!\d)"),
        _("a vehicle registration in full"),
    ),
)


def scan_text(field: str, text: str) -> None:
    """Refuse the text if a rule matches."""
    folded = unicodedata.normalize("NFKC", text)
    if any(_is_resident_number(*match.groups()) for match in _RRN.finditer(folded)):
        raise PersonalDataFound(field, _message(_("a resident registration number")))
    for pattern, name in _RULES:
        if pattern.search(folded):
            raise PersonalDataFound(field, _message(name))


def _message(name: object) -> str:
    return str(_("This text holds %(what)s. Take it out; what you typed is kept.") % {"what": name})


def _is_resident_number(born: str, rest: str) -> bool:
    """Check month and day, then the check digit; numbers issued since October 2020 carry none, so a hyphenless run needs it."""
    digits = [int(digit) for digit in born + rest]
    month, day = int(born[2:4]), int(born[4:6])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(weight * digit for weight, digit in zip(_RRN_WEIGHTS, digits, strict=False))
    return (11 - total % 11) % 10 == digits[12]
