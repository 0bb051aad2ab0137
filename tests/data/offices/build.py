"""Build the three made-up office tables; run once, the results are committed beside their known answers.

    .venv/bin/python tests/data/offices/build.py

Nothing in them happened, nobody in them exists. They are written as offices write: titles above the header, merged
cells, ditto marks, a code page of Windows, dates in every form.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).resolve().parent

AIR_BASE = [
    ["순번", "발생 일시", "기지명", "촬영 장소", "사건 내용", "촬영장비(기종)", "조치 사항", "조치결과", "비 고"],
    ["1", "25.4.21. 09:00경", "오산기지", "정문 앞 도로", "활주로 방향으로 전투기 이륙 장면을 촬영함. 약 20분간 머물렀음.", "DSLR, 망원렌즈", "신원확인 후 퇴거 요청", "혐의점 없음", "-"],
    ["2", "2025. 4. 23(수) 오후 3시 30분", "오산기지", "정문 북동 300 m", "드론 1대가 북측 울타리 상공을 비행함.", "드론", "경찰 신고", "수사 중", ""],
    ["3", "'25.5.2", "수원 공군기지", "후문 인근 야산", "쌍안경으로 주기장을 관찰.", "쌍안경", "이동조치", "경고", "차량은 흰색"],
    ["4", "250503 2110", "오산기지", "37.0912, 127.0345", "휴대전화로 격납고를 촬영.", "휴대폰", "사진 삭제", "훈방", ""],
    ["5", "25.5.10~12", "오산기지", "서측 농로", "같은 차량이 사흘간 반복하여 활주로를 촬영.", "카메라", "미상", "미상", ""],
    ["6", "2025년 6월 중순", "수원 공군기지", "남측 아파트 옥상", "항공기 사진을 촬영한 것으로 보임.", "미상", "-", "-", "주민 제보"],
    ["7", "25.6.31", "오산기지", "정문", "정문을 촬영.", "휴대폰", "퇴거", "경고", ""],
    ["8", "미상", "오산기지", "동측 울타리", "울타리 사진이 발견됨.", "미상", "", "", ""],
]  # fmt: skip

PORT_TITLE = ["2025년 항만 보안 위반(촬영) 현황", "작성: 보안과 (대외비 아님)"]
PORT = [
    ["연번", "발생일자", "발생시각", "시설명", "위도", "경도", "행위유형", "사용장비", "인원(명)", "조치", "처리결과"],
    [1, dt.date(2025, 7, 3), dt.time(14, 20), "부산 해군기지", 35.0982, 129.1061, "사진 촬영", "미러리스 카메라", 2, "임의제출, 사진 삭제", "기소유예"],
    [2, dt.date(2025, 7, 3), "오후 4시경", "부산 해군기지", "35°05'54\"N", "129°06'20\"E", "드론 비행", "드론(소형)", 1, "경찰 인계", "송치"],
    [3, "7.15", "야간", "부산 해군기지", 129.1061, 35.0982, "배회", "없음", 1, "검문", "특이점 없음"],
    [4, 45870, "0530", "인천항", 37.4563, 126.5970, "무단 진입 시도", "휴대전화", "3명", "퇴거 조치", "과태료"],
    [5, "2025-08-09", "24:00", "인천항", "미상", "미상", "사진 촬영", "망원렌즈(400mm)", "다수", "계도", "경고"],
]  # fmt: skip

GUARD_LOG = [
    ["일자", "시간", "장소", "상황", "장비", "조치"],
    ["2025.3.1", "09:10", "정부세종청사 북문", "청사 외벽을 촬영하던 1명 발견", "스마트폰", "퇴거 요청"],
    ["상동", "11:40", "상동", "드론 비행음 청취, 육안 확인 안 됨", "드론", "경찰 신고"],
    ["〃", "〃", "정부세종청사 옥상정원", "〃", "〃", "〃"],
    ["3/4/2025", "0900~0930", "국회", "질문을 하며 내부 배치를 문의", "없음", "신원확인"],
    ["20250317", "새벽 2시경", "정부세종청사 정문", "정문을 영상으로 촬영", "캠코더", "상동"],
    ["17MAR2025", "23:50", "정부세종청사 정문", "차량에서 정문을 촬영", "카메라", "이동조치"],
    ["2025-02-29", "10:00", "정부세종청사", "사진 촬영", "휴대폰", "계도"],
]


def main() -> None:
    """Write the three files."""
    with (HERE / "air_base_cp949.csv").open("w", encoding="cp949", newline="") as file:
        csv.writer(file).writerows(AIR_BASE)
    _port()
    with (HERE / "guard_post_log.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(GUARD_LOG)


def _port() -> None:
    """Write the workbook: two title lines over merged cells, and the site's name merged over the rows of one site."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2025"
    for line in (*([title] for title in PORT_TITLE), [], *PORT):
        sheet.append(line)
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("D5:D7")
    sheet.merge_cells("D8:D9")
    book.properties.created = book.properties.modified = dt.datetime(2025, 9, 1)
    book.save(HERE / "port_office.xlsx")


if __name__ == "__main__":
    main()
