"""Numbers of what a person owns: a vehicle by its full plate, a card, an account."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from incidents.services.personal_data.grading import THINGS, Rule, Worth, always

_PLATE = _("a vehicle registration in full")
# Only these stand on Korean plates, so that “23일 0900” is a date. The second row also counts or joins numbers in
# plain notes (제98조 1953년, 103호 1530, 방위 270도 1500 m, 37사 0900) and says little alone.
_PLATE_LETTERS = "가나다라마거너더러머버어저고노모소오두누루무우수하허바아"
_COUNTING_LETTERS = "서로보조구도부주호사자배"
_REGION = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
_UNIT_FOLLOWS = r"(?!\d|\s?(?:m\b|km|ft|미터|킬로|피트|년|월|시|분|명|대|회|장|톤|급|원|번|호|밀|mhz))"
_PLATE_KEY = re.compile(
    r"번호판|차량|승용차|승합차|화물차|트럭|택시|렌터카|렌트카|자동차|차번호|차\s?번|오토바이|이륜차|등록번호"
    r"|\bplates?\b|vehicle|\bcar\b|\bvan\b|\btruck\b|\btaxi\b|\bsuv\b|sedan"
)
_NOT_A_PLATE = re.compile(rf"{THINGS.pattern}|제\s?\d{{0,4}}$|방위|고도|함|정\b|초소|중대|대대|사단")


def _weigh_plate(match: re.Match[str]) -> Worth:
    if match["letter"] in _PLATE_LETTERS:
        return Worth.HARD
    is_one_word = not any(letter.isspace() for letter in match[0])
    return Worth.DOUBTFUL if is_one_word else Worth.POSSIBLE


def _weigh_card(match: re.Match[str]) -> Worth:
    """Weigh 13 to 19 digits: in groups they look like a card, in one run like any number."""
    digits = [int(letter) for letter in match[0] if letter.isdigit()]
    if not 13 <= len(digits) <= 19 or not _passes_luhn(digits):
        return Worth.NOTHING
    return Worth.DOUBTFUL if len(match[0]) > len(digits) else Worth.POSSIBLE


def _passes_luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


POSSESSION_RULES: tuple[Rule, ...] = (
    Rule(
        "plate", _PLATE,
        re.compile(
            rf"(?<![\d.,])\d{{2,3}}\s?(?P<letter>[{_PLATE_LETTERS}{_COUNTING_LETTERS}])\s?\d{{4}}{_UNIT_FOLLOWS}"
        ),
        _weigh_plate, key=_PLATE_KEY, others=_NOT_A_PLATE,
    ),
    Rule(
        "plate", _PLATE,
        re.compile(rf"(?:{_REGION})\s?(?:[가-힣]{{2,3}}\s)?\d{{1,3}}\s?[{_PLATE_LETTERS}{_COUNTING_LETTERS}]\s?\d{{4}}{_UNIT_FOLLOWS}"),
        always(Worth.HARD),
    ),
    Rule(
        "plate", _PLATE, re.compile(r"(?:외교|영사|준외|준영|국기|협정)\s?\d{3}\s?-\s?\d{3}(?!\d)"), always(Worth.HARD),
    ),
    Rule(
        "plate", _PLATE,
        re.compile(
            r"(?:(?:licen[cs]e|number|registration|vehicle|car)\s?plate|번호판)\W{0,3}(?:no\.?|number|was|is|read)?\W{0,3}"
            r"(?=[a-z -]{0,6}\d)(?=[\d -]{0,6}[a-z])[a-z\d]{2,4}[- ]?[a-z\d]{3,5}(?![a-z\d])"
        ),
        always(Worth.HARD), words=("plate", "번호판"),
    ),
    Rule(
        "card", _("a card number"),
        re.compile(r"(?<![\d-])[2-6]\d{3}(?:[- ]?\d{4}){2}[- ]?\d{1,7}(?![\d-])|(?<![\d-])3\d{3}[- ]?\d{6}[- ]?\d{5}(?![\d-])"),
        _weigh_card,
        key=re.compile(r"카드|card\b|\bvisa\b|mastercard|amex|결제|신용"),
        others=re.compile(rf"{THINGS.pattern}|sd\s?(?:card|카드)|(?:메모리|유심|출입)\s?카드|(?:memory|sim|access) card|유심"),
    ),
    Rule(
        "bank_account", _("a bank account number"),
        re.compile(r"(?<![\da-z-])(?:\d{2,6}(?:-\d{2,8}){1,3}|\d{10,14}|[a-z]{2}\d{2}(?: ?[\da-z]{4}){3,7})(?![\da-z-])"),
        always(Worth.POSSIBLE), key=re.compile(r"계좌|bank account|account (?:no|number)|\biban\b"),
        words=("계좌", "account", "iban"),
    ),
)  # fmt: skip
