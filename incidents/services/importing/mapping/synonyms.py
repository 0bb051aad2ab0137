"""What offices call each thing, in Korean and English, in the order in which a header is held against it."""

from __future__ import annotations

SYNONYMS: dict[str, tuple[str, ...]] = {
    "date": (
        "일시", "발생일시", "발생일자", "발생일", "일자", "날짜", "촬영일시", "촬영일자", "촬영일", "사건일시", "사건일자", "사건발생일시", "적발일시",
        "적발일자", "목격일시", "목격일자", "관측일시", "탐지일시", "식별일시", "인지일시", "신고일시", "접수일시", "확인일시", "년월일", "발생날짜", "시작일시",
        "시작일", "date", "day", "datetime", "date of sighting", "day of sighting", "event date", "incident date",
        "date of incident", "date time", "date/time", "occurred", "occurred at", "occurred on", "date occurred", "when",
        "timestamp", "start date", "sighting date", "observed on", "date observed", "report date", "일시 및 장소", "event datetime", "event date time",
        "datetime of sighting", "date time of sighting", "date time of event", "date of event", "date of occurrence", "occurrence date",
        "local date", "local datetime", "date time local", "date local",
    ),
    "date_until": ("종료일시", "종료일자", "종료일", "종료", "까지", "end date", "end", "until", "date to", "to date"),
    "occurred_time": (
        "시간", "시각", "발생시각", "발생시간", "촬영시각", "촬영시간", "적발시각", "적발시간", "목격시각", "목격시간", "사건시각", "시분", "time",
        "time of day", "occurred time", "incident time", "event time", "time of incident", "hour", "local time", "시작시간",
    ),
    "site": (
        "기지명", "시설명", "부대명", "공항명", "항만명", "청사명", "기지", "시설", "공항", "항만", "부대", "대상시설", "보호시설", "보호구역명", "대상기지", "시설물",
        "군사시설", "군사기지", "해당시설", "해당기지", "관할부대", "중요시설", "site", "site name", "site code", "base", "base name", "facility",
        "facility name", "installation", "airport", "port", "protected site",
    ),
    "site_type": ("시설유형", "시설종류", "시설구분", "기지유형", "대상구분", "site type", "facility type", "type of site"),
    "place_as_reported": (
        "장소", "발생장소", "촬영장소", "사건장소", "적발장소", "목격장소", "위치", "발생위치", "촬영위치", "지점", "발생지점", "촬영지점", "발생지", "현장", "촬영지",
        "소재지", "구역", "place", "location", "where", "place of incident", "location description", "spot", "area", "scene",
        "incident location", "촬영자위치",
    ),
    "position": (
        "좌표", "위경도", "위도경도", "gps", "gps좌표", "mgrs", "mgrs좌표", "군사좌표", "격자좌표", "국가지점번호", "지점번호", "발생좌표", "촬영좌표", "위치좌표",
        "coordinates", "coordinate", "coords", "position", "lat lon", "latlon", "lat long", "latitude longitude", "grid",
        "grid reference", "utm", "plus code",
    ),
    "lat": ("위도", "latitude", "lat", "y좌표", "위도y", "observer lat", "gps위도", "북위"),
    "lon": ("경도", "longitude", "lon", "long", "lng", "x좌표", "경도x", "observer lon", "gps경도", "동경"),
    "uncertainty_m": ("오차", "위치오차", "오차범위", "정확도", "accuracy", "uncertainty", "accuracy m", "position error"),
    "behaviours": (
        "행위", "행위유형", "행위구분", "행위내용", "위반유형", "위반행위", "사건유형", "유형", "활동유형", "촬영유형", "behaviour", "behavior", "behaviours",
        "activity", "activity type", "type of activity", "conduct", "incident type", "type of incident",
    ),
    "equipment_as_reported": (
        "장비", "촬영장비", "사용장비", "장비명", "보유장비", "소지장비", "촬영기기", "사용기기", "기기", "기종", "드론기종", "카메라", "장비종류", "촬영도구", "촬영수단",
        "소지품", "equipment", "gear", "device", "devices", "camera", "equipment used", "equipment type", "uas type",
        "drone type", "type of equipment",
    ),
    "actions": (
        "조치", "조치사항", "조치내용", "현장조치", "초동조치", "대응", "대응조치", "대응사항", "조치내역", "actions", "action taken", "actions taken",
        "response", "measures", "measures taken", "action",
    ),
    "outcome_as_reported": (
        "결과", "조치결과", "처리결과", "처분", "처분결과", "처리", "처리현황", "수사결과", "최종결과", "종결", "처리상태", "조사결과", "outcome", "result",
        "disposition", "final outcome", "result of inquiry", "status of case",
    ),
    "summary": (
        "개요", "사건개요", "요약", "제목", "사건명", "주요내용", "요지", "summary", "title", "headline", "brief", "short description",
        "synopsis", "subject line",
    ),
    "note": (
        "내용", "상세내용", "세부내용", "사건내용", "경위", "발생경위", "사건경위", "상황", "상황내용", "촬영내용", "보고내용", "특이사항", "비고", "참고", "참고사항", "메모",
        "설명", "기타사항", "note", "notes", "narrative", "description", "details", "detail", "remarks", "comments", "comment",
        "report", "report text", "event description", "incident description", "event narrative", "event report narrative", "report narrative",
        "event summary", "incident narrative", "description of event", "description of sighting",
    ),
    "row_ref": (
        "관리번호", "접수번호", "사건번호", "보고번호", "문서번호", "등록번호", "일련번호", "고유번호", "식별번호", "사건id", "id", "ref", "reference", "reference no",
        "case number", "case no", "report number", "report no", "incident number", "incident no", "incident id", "record id",
        "event id", "log number",
    ),
    "case_ref": ("사건군", "사건묶음", "연계사건", "case", "case ref", "case group", "group id"),
    "group_size": ("인원", "인원수", "명수", "대상인원", "촬영인원", "인원명", "group size", "persons", "number of persons", "people", "headcount"),
    "media_count": ("사진수", "촬영매수", "매수", "촬영장수", "사진매수", "파일수", "number of pictures", "photos", "media count", "no of photos"),
    "media": ("매체", "촬영물", "촬영물종류", "촬영형태", "사진영상구분", "media", "media type", "type of media"),
    "subject_of_view": ("촬영대상", "피사체", "촬영대상물", "관측대상", "subject of view", "what was photographed", "subject of photos"),
    "vantage": ("촬영자세", "촬영위치유형", "관측지점유형", "vantage", "vantage point"),
    "detected_by": (
        "인지경위", "인지경로", "발견경위", "적발경위", "적발방법", "인지방법", "인지수단", "식별수단", "탐지수단", "발견방법", "신고경로", "detected by",
        "noticed by", "how detected", "detection method",
    ),
    "vehicle_type": ("차량", "차종", "이동수단", "차량종류", "vehicle", "vehicle type", "means of transport"),
    "stated_purpose": ("목적", "촬영목적", "촬영이유", "촬영사유", "사유", "진술목적", "purpose", "stated purpose", "reason given"),
    "visitor_category": ("방문자유형", "방문유형", "방문구분", "visitor category", "visitor type"),
    "warning": ("경고여부", "경고", "제지여부", "warning", "warning given"),
    "context_event": ("관련행사", "훈련여부", "당시상황행사", "context event", "context"),
    "flight_approval": ("비행승인", "승인여부", "비행승인여부", "드론승인", "flight approval", "approval"),
    "sign_present": ("표지판", "표지판유무", "경고표지", "안내판유무", "sign present", "signage"),
    "minor_involved": ("미성년", "미성년자", "미성년여부", "minor", "minor involved"),
    "publisher": ("출처", "언론사", "매체명", "보도매체", "publisher", "newspaper", "source name", "source"),
    "source_title": ("기사제목", "보도제목", "source title", "article title"),
    "source_url": ("링크", "주소url", "기사링크", "url", "link", "source url", "web address"),
    "published_on": ("보도일", "보도일자", "게재일", "published", "published on", "publication date"),
    "announced_on": ("발표일", "공개일", "announced on", "announced"),
}  # fmt: skip
# Parts of a date in columns of their own.
YEARS, MONTHS, DAYS = ("년", "연도", "년도", "year"), ("월", "month"), ("일", "day")
RUNNING_NUMBERS = ("순번", "연번", "번호", "no", "nr", "num", "number", "순", "row", "seq", "일련", "#")
