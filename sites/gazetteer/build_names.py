"""Names that the packages lack, have wrong, or have of another age. Used by build.py alone."""

from __future__ import annotations

# --- Korean airfields: code -> (Korean name, English name where the package has another, further names) ------
AIRFIELDS: dict[str, tuple[str, str, str]] = {
    "RKJB": ("무안국제공항", "", "무안공항"),
    "RKJJ": ("광주공항", "", "광주 공군기지|K-57|Gwangju Air Base"),
    "RKJK": ("군산 공군기지", "", "군산공항|K-8|Gunsan Air Base|Gunsan Airport"),
    "RKJY": ("여수공항", "", ""),
    "RKNC": ("춘천 비행장", "Chuncheon Airfield (A-306)", "A-306"),
    "RKND": ("속초 비행장", "", "속초공항"),
    "RKNN": ("강릉 공군기지", "Gangneung Air Base", "강릉공항|강릉비행장|K-18|Gangneung Airport"),
    "RKNW": ("원주공항", "", "원주 공군기지|횡성공항|K-46|Wonju Air Base"),
    "RKNY": ("양양국제공항", "", "양양공항"),
    "RKPC": ("제주국제공항", "", "제주공항|Cheju"),
    "RKPD": ("정석비행장", "", "정석공항"),
    "RKPE": ("진해 비행장", "", "진해공항|K-10"),
    "RKPK": ("김해국제공항", "", "김해공항|김해 공군기지|부산공항|K-1|Gimhae Air Base|Kimhae"),
    "RKPS": ("사천공항", "", "사천 공군기지|진주공항|K-4"),
    "RKPU": ("울산공항", "", ""),
    "RKRA": ("G-222 비행장", "", ""),
    "RKRB": ("G-103 비행장", "", ""),
    "RKRG": ("G-301 비행장", "", ""),
    "RKRK": ("G-213 비행장", "", ""),
    "RKRN": ("G-510 비행장", "", ""),
    "RKRO": ("G-217 비행장", "", ""),
    "RKRP": ("G-110 비행장", "", ""),
    "RKSG": (
        "캠프 험프리스",
        "Camp Humphreys",
        "A-511|K-6|평택 미군기지|USAG Humphreys|Desiderio Army Airfield",
    ),
    "RKSI": ("인천국제공항", "", "인천공항"),
    "RKSM": ("서울공항", "", "성남 공군기지|성남비행장|K-16|Seongnam Air Base|Seoul Airport"),
    "RKSO": ("오산 공군기지", "", "오산기지|오산비행장|K-55|Osan AB"),
    "RKSS": ("김포국제공항", "", "김포공항|K-14|Kimpo"),
    "RKSW": ("수원 공군기지", "Suwon Air Base", "수원공항|수원비행장|K-13|Suwon AB|Suwon Airport"),
    "RKTE": ("성무 비행장", "", "성무공항|공군사관학교 비행장"),
    "RKTH": ("포항경주공항", "Pohang Gyeongju Airport", "포항공항|K-3|Pohang Airport"),
    "RKTI": ("중원 비행장", "", "충주 공군기지|충주비행장|Chungju Air Base"),
    "RKTN": (
        "대구국제공항",
        "Daegu International Airport",
        "대구공항|대구 공군기지|K-2|Daegu Air Base|Taegu",
    ),
    "RKTP": ("서산 공군기지", "", "서산비행장|해미비행장|Seosan AB"),
    "RKTU": ("청주국제공항", "", "청주공항|청주 공군기지|Cheongju Air Base"),
    "RKTY": ("예천 비행장", "", "예천 공군기지|예천공항|Yecheon Air Base"),
    "RKUC": ("G-505 비행장", "", ""),
    "RKUL": ("G-536 비행장", "", ""),
}

# --- Provinces: code -> (English, further names) --------------------------------------------------------------
PROVINCES: dict[str, tuple[str, str]] = {
    "11": ("Seoul", "서울|서울시"),
    "26": ("Busan", "부산|부산시|Pusan"),
    "27": ("Daegu", "대구|대구시|Taegu"),
    "28": ("Incheon", "인천|인천시|Inchon"),
    "29": ("Gwangju", "광주|광주시|Kwangju"),
    "30": ("Daejeon", "대전|대전시|Taejon"),
    "31": ("Ulsan", "울산|울산시"),
    "36": ("Sejong", "세종|세종시"),
    "41": ("Gyeonggi-do", "경기"),
    "42": ("Gangwon-do", "강원|강원도"),
    "43": ("Chungcheongbuk-do", "충북|Chungbuk|North Chungcheong"),
    "44": ("Chungcheongnam-do", "충남|Chungnam|South Chungcheong"),
    "45": ("Jeonbuk-do", "전북|전라북도|Jeollabuk-do|North Jeolla"),
    "46": ("Jeollanam-do", "전남|Jeonnam|South Jeolla"),
    "47": ("Gyeongsangbuk-do", "경북|Gyeongbuk|North Gyeongsang"),
    "48": ("Gyeongsangnam-do", "경남|Gyeongnam|South Gyeongsang"),
    "50": ("Jeju-do", "제주|제주도|Jeju|Cheju"),
}
# The province has been renamed since the survey.
RENAMED_PROVINCES = {"45": "전북특별자치도"}

# --- Districts by code: the survey's names are of mixed age ----------------------------------------------------
DISTRICTS: dict[str, str] = {
    "11290": "성북구",
    "11320": "도봉구",
    "11350": "노원구",
    "28170": "미추홀구",  # 남구 until 2018
    "41281": "고양시 덕양구",
    "41285": "고양시 일산동구",
    "41287": "고양시 일산서구",
    "41461": "용인시 처인구",
    "41463": "용인시 기흥구",
    "41465": "용인시 수지구",
    "41730": "여주시",  # a county until 2013
    "43111": "청주시 상당구",
    "43112": "청주시 서원구",
    "43113": "청주시 흥덕구",
    "43114": "청주시 청원구",
}
OLD_NAMES: dict[str, str] = {
    "28170": "남구",
    "41730": "여주군",
    "43114": "청원군",
    "45130": "Kunsan",
    "50110": "Cheju",
    "41220": "Pyongtaek",
    "41570": "Kimpo",
}
# Districts of another province since the survey.
MOVED_TO_PROVINCE = {"47720": "27"}  # 군위군, 2023
# Listed although it is the province itself, or is no more.
DROPPED_DISTRICTS = {"36110", "43710"}
DROPPED_TOWNS = {"44830250"}  # 당진읍, dissolved in 2012, without a district in the survey

# --- Cheongju: the county of Cheongwon joined it in 2014 and four districts were cut anew -----------------------
CHEONGJU_OLD = {"43111", "43113", "43710"}
CHEONGJU_TOWNS: dict[str, str] = {
    **dict.fromkeys(["낭성면", "미원면", "가덕면", "남일면", "문의면"], "43111"),
    **dict.fromkeys(["남이면", "현도면"], "43112"),
    **dict.fromkeys(
        [
            "사직동",
            "사창동",
            "모충동",
            "산남동",
            "미평동",
            "분평동",
            "수곡동",
            "성화동",
            "개신동",
            "죽림동",
            "장암동",
            "장성동",
        ],
        "43112",
    ),
    **dict.fromkeys(["오송읍", "강외면", "강내면", "옥산면"], "43113"),
    **dict.fromkeys(["내수읍", "오창읍", "오창면", "북이면"], "43114"),
    **dict.fromkeys(
        [
            "우암동",
            "내덕동",
            "율량동",
            "사천동",
            "주성동",
            "주중동",
            "정상동",
            "정북동",
            "정하동",
            "외남동",
            "외평동",
            "외하동",
            "오동동",
        ],
        "43114",
    ),
}

# --- Cities that the survey knows only by their districts: the first digits of the code -> name ------------------
CITIES_OF_DISTRICTS: dict[str, str] = {
    "4111": "수원시",
    "4113": "성남시",
    "4117": "안양시",
    "4119": "부천시",
    "4127": "안산시",
    "4128": "고양시",
    "4146": "용인시",
    "4311": "청주시",
    "4413": "천안시",
    "4511": "전주시",
    "4711": "포항시",
    "4812": "창원시",
}

# --- Cities abroad that are called by their Korean names -------------------------------------------------------
CITIES_IN_KOREAN: dict[tuple[str, str], str] = {
    ("KP", "Pyongyang"): "평양",
    ("KP", "Kaesong"): "개성",
    ("KP", "Wonsan"): "원산",
    ("KP", "Hamhung"): "함흥",
    ("KP", "Chongjin"): "청진",
    ("KP", "Sinuiju"): "신의주",
    ("KP", "Haeju"): "해주",
    ("JP", "Tokyo"): "도쿄",
    ("JP", "Osaka"): "오사카",
    ("JP", "Fukuoka"): "후쿠오카",
    ("JP", "Hiroshima"): "히로시마",
    ("JP", "Nagasaki"): "나가사키",
    ("CN", "Beijing"): "베이징",
    ("CN", "Shanghai"): "상하이",
    ("CN", "Qingdao"): "칭다오",
    ("CN", "Dalian"): "다롄",
    ("CN", "Shenyang"): "선양",
    ("RU", "Vladivostok"): "블라디보스토크",
    ("TW", "Taipei"): "타이베이",
}
