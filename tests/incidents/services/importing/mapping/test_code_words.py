"""Words of offices and the codes they mean."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import ModuleType

import pytest

from incidents.services.importing.mapping import states
from incidents.services.importing.mapping.code_words import ENUMS, codes_in
from incidents.services.importing.mapping.faa import references


@pytest.mark.parametrize(
    ("target", "words", "codes"),
    [
        ("behaviours", "사진 촬영", ["PHOTO"]),
        ("behaviours", "드론으로 촬영", ["PHOTO", "AVIATION"]),
        ("behaviours", "무단 진입 시도", ["INTRSN"]),
        ("behaviours", "배회하며 경비 인원에게 문의", ["SURVL", "ELICIT"]),
        ("behaviours", "촬영 사실 없음", []),
        ("behaviours", "촬영하지 않음", []),
        ("behaviours", "감시카메라에 포착", []),
        ("behaviours", "PHOTO|SURVL", ["PHOTO", "SURVL"]),
        ("actions", "신원확인 후 퇴거 요청, 경찰 인계", ["ASKED_TO_LEAVE", "ID_CHECK", "POLICE_CALLED"]),
        ("actions", "사진 삭제", ["IMAGES_DELETED"]),
        ("actions", "게시물 삭제 요청", []),
        ("actions", "이동을 요청하였고 바로 응함", ["ASKED_TO_LEAVE"]),
        ("actions", "신분증 확인", ["ID_CHECK"]),
        ("outcome_as_reported", "과태료 부과", ["ADMIN_FINE"]),
        ("outcome_as_reported", "과태료 부과 의뢰", []),
        ("outcome_as_reported", "대공혐의점 없음", ["NO_OFFENCE"]),
        ("outcome_as_reported", "혐의없음", ["NO_OFFENCE"]),
        ("outcome_as_reported", "기소유예", ["NOT_PROSECUTED"]),
        ("outcome_as_reported", "불구속 기소", ["INDICTED"]),
        ("outcome_as_reported", "불송치", ["NOT_REFERRED"]),
        ("outcome_as_reported", "검찰 송치", ["REFERRED"]),
        ("outcome_as_reported", "징역 1년에 집행유예 2년", ["CONVICTED_SUSPENDED"]),
        ("outcome_as_reported", "훈방", ["WARNED"]),
        ("outcome_as_reported", "비 온 뒤 맑음", []),
        ("detected_by", "초병이 육안으로", ["GUARD"]),
        ("detected_by", "주민 신고", ["RESIDENT"]),
        ("site_type", "공군기지", ["MIL_BASE"]),
        ("minor_involved", "없음", ["N"]),
        ("sign_present", "있음", ["Y"]),
        ("vehicle_type", "렌터카", ["HIRE_CAR"]),
    ],
)
def test_words_mean_their_codes(target: str, words: str, codes: list[str]) -> None:
    assert codes_in(target, words) == codes


@pytest.mark.parametrize("target", sorted(ENUMS))
def test_every_code_of_ours_means_itself(target: str) -> None:
    for code in ENUMS[target].values:
        assert codes_in(target, str(code)) == [str(code)]


@pytest.mark.parametrize("package", [states, references])
def test_the_tables_of_places_are_the_ones_that_were_built(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parent
    manifest = json.loads((folder / "MANIFEST.json").read_text())
    packed = (folder / manifest["file"]).read_bytes()
    assert (len(packed), hashlib.sha256(packed).hexdigest()) == (manifest["bytes"], manifest["sha256"])
