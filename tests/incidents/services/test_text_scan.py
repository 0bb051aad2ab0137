"""Hard matches in context are refused; what only looks like a number passes."""

from __future__ import annotations

import pytest

from incidents.errors import PersonalDataFound
from incidents.services.text_scan import scan_text


@pytest.mark.parametrize(
    "text",
    [
        "23일 0900 정문 북동 300 m, 드론 1대",
        "52SCG2491506738, seen twice",
        "Serial 1581F5BK000000000001 on the drone, custody no. 2025-0042",
        "월미도 방향, 210421 1300 보고",
        "900101-1234567 is not a valid number, its check digit is wrong",
        "차량은 회색 승용차, 번호 확인 안 됨",
        "Two people with a tripod; the patrol called 112",
    ],
)
def test_ordinary_notes_pass(text: str) -> None:
    scan_text("narrative", text)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("주민번호 900101-1234568 확인", "1234568"),
        ("연락처 010-1234-5678", "5678"),
        ("wrote from somebody@example.org", "somebody"),
        ("passport no. M12345678 shown", "M12345678"),
        ("여권번호 M12345678", "M12345678"),
        ("차량 12가 3456", "3456"),
        ("주민번호 ９００１０１－１２３４５６８", "１２３４５６８"),
    ],
)
def test_identifying_values_are_refused_without_repeating_them(text: str, secret: str) -> None:
    with pytest.raises(PersonalDataFound) as refused:
        scan_text("narrative", text)
    assert secret not in str(refused.value)
