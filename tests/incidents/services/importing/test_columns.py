"""The columns of the format are documented, and none of them is about a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidents.services.importing.columns import COLUMNS, names_a_person
from incidents.services.importing.mapping.headers import SYNONYMS


def test_no_column_of_the_format_looks_like_one_about_a_person() -> None:
    assert [name for name in sorted(COLUMNS) if names_a_person(name)] == []


ABOUT_A_PERSON = """
name|names|name(s)|given_name|full name|name of the person|reporter's name|pilot name|witness name|contact|contact number
age|sex|gender|d.o.b.|date of birth|place of birth|nationality|country of origin|passport no.|national id|id card number
reporter|photographer name|reported by|id no|country|nation|citizen of|ethnic group|mother tongue|year of birth|yob|m/f|alias
e mail|phone number|cell|hp|kakao id|wechat|resident no|social security|license plate|vehicle registration|visa type|skin colour|hotel
e-mail|email address|home address|tel.|mobile phone|native language|religion|race
이름|성명|성명(한글)|신고자 성명|성함|국적|국적/여권번호|여권번호|주민등록번호|주민번호|외국인등록번호|생년월일|생일|나이|연령대|성별|직업|종교
전화번호|휴대전화|연락처|핸드폰|이메일|주소|거주지|출신국|인적사항|인적 사항|인적사항(성명, 국적)|신상|신상정보|개인신상|신원사항|신분증 번호|운전면허
피의자|피의자명|촬영자|신고자|조종자|담당자|작성자 정보|국가|국가명|외국인 여부|내외국인|중국인 여부|남/여|성|영문명|본국|출신지|체류자격|비자|숙소|직장
학교|카톡|위챗|아이디|계좌번호|차량번호|차번호|면허번호|인상착의|외모|폰번호|hp번호|메일주소|만나이|출생연도|사용언어
姓名|國籍|旅券番号
"""
ABOUT_SOMETHING_ELSE = """
site_name|site name|base name|file name|vantage point|stage|colour|image|summary|manage|site address|incident address|web address
기지명|기지 이름|시설명|시설 이름|부대명|소속 부대|신고자 소속 부대|장비명|장비 이름|위성명|특성별 구분|발생지 주소|현장 주소|주소url|기사 주소
통신상태|통신상황|교신상태|나이트비전|나이프|확인종결|승인종류|종교시설|휴대폰 기종|전화접수 시각|다국적군 시설|인적사항 확인|신원확인 여부|신분증 제시
발생일시|발생일자|발생년월일|발생년도|검출신호|기본적 사항|참여권한|안전화
국가지점번호|국가중요시설|촬영자 위치|신고자 소속|위반자 수|관련자 조치|아이디어|차량|차종|신고 경로|촬영대상|비행자격|유형별|성과
case id|record id|vehicle type|number of persons|detected height|call sign|operator|subject|drone registration|cell tower
일시|장소|내용|조치|비고|인원|촬영대상|등록번호|번호|위도|경도
"""


@pytest.mark.parametrize("header", ABOUT_A_PERSON.strip().replace("\n", "|").split("|"))
def test_a_column_about_a_person_is_known_by_its_header(header: str) -> None:
    assert names_a_person(header)


@pytest.mark.parametrize("header", ABOUT_SOMETHING_ELSE.strip().replace("\n", "|").split("|"))
def test_a_column_about_a_thing_a_place_or_an_act_is_kept(header: str) -> None:
    assert not names_a_person(header)


def test_no_header_that_the_mapping_knows_is_taken_for_one_about_a_person() -> None:
    assert [word for words in SYNONYMS.values() for word in words if names_a_person(word)] == []


def test_every_column_is_documented() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "data.md").read_text(encoding="utf-8")
    table = page[page.index("### Columns") : page.index("**Other columns**")]
    assert [name for name in sorted(COLUMNS) if f"`{name}`" not in table] == []
