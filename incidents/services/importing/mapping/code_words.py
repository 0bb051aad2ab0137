"""Words of offices matched to our codes; what no table knows keeps its words in the narrative."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils import translation

from incidents import enums
from incidents.services.importing.readable import readable
from incidents.services.importing.words import SITE_TYPES
from sites.enums import SiteType

ENUMS: dict[str, Any] = {
    "behaviours": enums.Behaviour,
    "photo_indicators": enums.PhotoIndicator,
    "media": enums.Media,
    "actions": enums.ActionType,
    "outcome_as_reported": enums.Outcome,
    "site_type": SiteType,
    "detected_by": enums.DetectedBy,
    "vehicle_type": enums.VehicleType,
    "stated_purpose": enums.StatedPurpose,
    "visitor_category": enums.VisitorCategory,
    "vantage": enums.Vantage,
    "subject_of_view": enums.SubjectOfView,
    "warning": enums.WarningGiven,
    "context_event": enums.ContextEvent,
    "flight_approval": enums.Approval,
    "sign_present": enums.YesNo,
    "minor_involved": enums.YesNo,
    "zone_relation": enums.ZoneRelation,
}
MANY = frozenset({"behaviours", "photo_indicators", "media", "actions"})
# 촬영 사실 없음, 촬영하지 않음, no photographs: a word denied is not a word said.
_NOT_DENIED = r"(?!\s*(?:을|를|은|는|이|가|도|한|하지|된|되지|의)?\s*(?:사실|흔적|기록|내역|정황)?\s*(?:이|은|은|도)?\s*(?:없|않|안\s?함|미확인|아님))"
_YES_NO = (
    ("Y", r"^(?:y|yes|true|o|ㅇ|예|네|유|있음|있었음|해당|설치|1)$"),
    ("N", r"^(?:n|no|false|x|아니오|아니요|무|없음|없었음|비해당|미설치|0)$"),
)
_PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "behaviours": (
        ("PHOTO", r"촬영|사진|영상(?!\s*감시)|찍|셀카|스마트폰으로\s*담|photo|film(?:ing|ed)|pictur|video"),
        ("AVIATION", r"드론|무인기|비행체|비행\s*물체|\bUA[SV]\b|\bdrones?\b|quadcopter"),
        ("INTRSN", r"침입|월담|무단\s*(?:출입|진입|침범)|진입\s*시도|출입\s*시도|담을\s*넘|intru|trespass|enter(?:ed|ing) without"),
        ("SURVL", r"배회|서성|주시|관찰|관측|정찰|염탐|감시(?!\s*(?:카메라|장비|병|초소|시스템))|쌍안경으로|observ|loiter|surveil|watch(?:ed|ing)"),
        ("ELICIT", r"문의|질문|탐문|캐묻|물어|elicit|asked about|questions about"),
        ("TESTSEC", r"(?:경비|보안|대응)\s*(?:태세)?\s*(?:시험|떠보)|반응\s*확인|test(?:ed|ing) (?:of )?security|probing"),
        ("MISREP", r"사칭|허위\s*신분|위조|impersonat|misrepresent|false identity"),
        ("CYBER", r"해킹|무선망\s*침입|와이파이\s*침입|cyber|hack(?:ed|ing)"),
        ("THEFT", r"절도|도난|절취|theft|stole"),
        ("SABOT", r"파괴|훼손|방화|sabotage|vandal"),
        ("THREAT", r"협박|위협|폭파\s*예고|threat"),
        ("WPNS", r"총기|흉기|폭발물|weapon|explosive"),
    ),
    "media": (
        ("UAS_VIDEO", r"드론\s*(?:영상|촬영|사진)|항공\s*촬영|drone (?:video|footage)"),
        ("VIDEO", r"(?<!드론)(?<!드론 )(?:동영상|영상)|비디오|video|footage"),
        ("STILL", r"사진|스틸|정지\s*화면|photo|picture|still|image"),
        ("SKETCH", r"스케치|그림|도면|sketch|drawing"),
        ("AUDIO", r"녹음|음성|audio|recording of sound"),
        ("NONE_FOUND", r"^(?:없음|미발견|미확인|none(?: found)?)$"),
    ),
    "actions": (
        ("ASKED_TO_LEAVE", r"퇴거|이동\s*(?:을|를)?\s*(?:조치|요청|요구|유도|권유)|이석|퇴장|퇴각|철수\s*(?:요청|조치|유도)|해산|귀가\s*(?:조치|권유)|계도|asked to leave|moved on|told to leave"),
        ("ID_CHECK", r"신원\s*(?:확인|파악|조회)|신분증?\s*(?:을|를)?\s*(?:확인|조회)|인적\s*사항\s*확인|검문|identity check|id check|identified"),
        ("POLICE_CALLED", r"경찰\s*(?:에)?\s*(?:신고|인계|통보|출동|협조|이첩)|112|police (?:called|notified|informed)|지구대|파출소|handed to (?:the )?police"),
        ("JOINT_INQUIRY", r"합동\s*(?:신문|심문|조사)|합신|관계\s*기관\s*(?:합동|통보)|안보지원사|방첩사|국정원\s*통보|joint (?:inquiry|interrogation)"),
        ("DEVICE_VOLUNTARY", r"임의\s*제출|자진\s*제출|handed over"),
        ("DEVICE_SEIZED", r"압수|영치|seiz|confiscat"),
        ("IMAGES_DELETED", r"(?:사진|영상|촬영물|파일|데이터|자료)?\s*(?:을|를)?\s*삭제(?!\s*(?:을|를)?\s*(?:요청|요구|권고|권유|거부|불응|예정))|deleted|erased"),
        ("EXIT_BAN", r"출국\s*(?:정지|금지)|exit ban"),
        ("RELEASED", r"훈방|귀가(?!\s*(?:조치|권유)\s*요청)|석방|방면|let go|released"),
    ),
    "outcome_as_reported": (
        ("NO_OFFENCE", r"무\s*혐의|혐의\s*(?:점)?\s*(?:없|無)|대공\s*혐의점?\s*없|용의점\s*없|이상\s*없|특이\s*(?:사항|점)\s*없|위법\s*(?:사항)?\s*없|no offen[cs]e|nothing found|unfounded"),
        ("CONVICTED_SUSPENDED", r"집행\s*유예|suspended sentence"),
        ("CONVICTED_CUSTODIAL", r"실형|징역|금고형|custodial|prison|imprison"),
        ("SUMMARY_FINE", r"약식\s*(?:기소|명령)|벌금|summary (?:fine|order)"),
        ("NOT_PROSECUTED", r"기소\s*유예|불기소|not prosecuted|charges dropped"),
        ("INDICTED", r"기소|indicted|charged"),
        ("ACQUITTED", r"무죄|acquitt"),
        ("NOT_REFERRED", r"불\s*송치|불입건|내사\s*종결|자체\s*종결|not referred|closed without"),
        ("REFERRED", r"송치|이첩|referred"),
        ("BOOKED", r"입건|booked"),
        ("DEPORTED", r"강제\s*(?:퇴거|출국|추방)|추방|deport"),
        ("ADMIN_FINE", r"과태료(?!\s*(?:를|을)?\s*(?:부과|처분)?\s*(?:의뢰|요청|예정|검토))|administrative fine"),
        ("UNDER_INVESTIGATION", r"수사\s*(?:중|의뢰|착수|진행)|조사\s*(?:중|의뢰|착수|진행)|확인\s*중|under investigation|pending"),
        ("WARNED", r"경고|훈방|계도|주의\s*(?:조치|촉구)?|구두|교육\s*후|warned|warning|caution"),
        ("UNKNOWN", r"^(?:미상|불명|미확인|unknown)$"),
    ),
    "site_type": (
        ("AIRPORT", r"공항|airport"),
        ("PORT", r"항만|항구|부두|무역항|여객터미널|\bport\b|harbou?r"),
        ("MIL_BASE", r"기지|부대|사령부|비행단|함대|비행장|군사|군항|사단|여단|대대|base|garrison|camp\b"),
        ("AGENCY_BUILDING", r"청사|정부|기관|국정원|대사관|경찰서|법원|agency|government"),
        ("OTHER_NIF", r"원전|발전소|댐|정수장|변전소|기타|other|plant"),
    ),
    "detected_by": (
        ("CCTV", r"cctv|감시\s*카메라|영상\s*감시|관제\s*센터"),
        ("UAS_DETECTOR", r"드론\s*탐지|안티\s*드론|탐지\s*장비|레이더|drone detect|radar"),
        ("PATROL", r"순찰|기동\s*(?:타격|순찰)|patrol"),
        ("GUARD", r"초병|위병|경계병|경비|보초|초소|헌병|군사경찰|guard|sentry"),
        ("POLICE", r"경찰|112|police"),
        ("RESIDENT", r"주민|민간인|시민|행인|목격자|제보|resident|public|passer"),
        ("STAFF", r"직원|근무자|장병|간부|병사|군무원|승무원|조종사|관제사|staff|employee|pilot|controller"),
        ("PRESS", r"언론|기자|보도|press|media"),
        ("OTHER", r"기타|other"),
    ),
    "vehicle_type": (
        ("NONE", r"^(?:없음|무|도보|none|on foot)$"),
        ("HIRE_CAR", r"렌터?카|렌트|대여\s*차|hire car|rental"),
        ("TAXI", r"택시|taxi"),
        ("MOTORCYCLE", r"오토바이|이륜차|스쿠터|motorcycle|scooter"),
        ("BICYCLE", r"자전거|bicycle|\bbike"),
        ("BUS", r"버스|bus\b"),
        ("LORRY", r"화물|트럭|lorry|truck"),
        ("VAN", r"승합|밴\b|봉고|스타렉스|카니발|van\b"),
        ("CAR", r"승용|세단|suv|차량|자가용|\bcar\b|sedan"),
        ("VESSEL", r"선박|보트|어선|요트|boat|vessel|ship"),
        ("UNKNOWN", r"^(?:미상|불명|unknown)$"),
        ("OTHER", r"기타|other"),
    ),
    "stated_purpose": (
        ("HOBBY_SPOTTING", r"취미|동호회|출사|스포팅|항공기\s*(?:사진|촬영)|비행기\s*(?:사진|촬영)|hobby|spott"),
        ("TRAVEL", r"여행|관광|기념|추억|travel|touris|holiday|souvenir"),
        ("HERITAGE", r"문화재|유적|역사|풍경|야경|heritage|landscape"),
        ("PRESS", r"취재|보도|press"),
        ("WORK", r"업무|공사|측량|조사\s*업무|작업|work|survey"),
        ("UNAWARE", r"몰랐|모르고|인지\s*못|did not know|unaware"),
        ("CURIOSITY", r"호기심|신기|궁금|curio"),
        ("NONE_GIVEN", r"진술\s*(?:거부|없)|답변\s*(?:거부|없)|묵비|none given|refused"),
        ("OTHER", r"기타|other"),
    ),
    "visitor_category": (
        ("TOURIST", r"관광객|여행객|tourist"),
        ("STUDENT", r"학생|유학|student"),
        ("RESIDENT", r"주민|거주|resident"),
        ("WORKER", r"근로자|직장인|회사원|worker|employee"),
        ("MEDIA", r"기자|언론|유튜버|media|press|youtuber"),
        ("UNKNOWN", r"^(?:미상|불명|unknown)$"),
        ("OTHER", r"기타|other"),
    ),
    "vantage": (
        ("ROOFTOP", r"옥상|rooftop"),
        ("HILL_LOOKOUT", r"산\b|야산|언덕|고지|전망대|둘레길|hill|lookout|mountain"),
        ("BEACH_HARBOUR", r"해변|해안|방파제|갯바위|선착장|부두|beach|harbou?r|pier"),
        ("CAR_PARK", r"주차장|car park|parking"),
        ("FIELD", r"논|밭|들판|농로|공터|field|farm"),
        ("ROAD", r"도로|길가|갓길|국도|대로|인도|육교|교량|road|street|bridge"),
        ("INSIDE_SITE", r"영내|기지\s*내|시설\s*내|inside"),
        ("VESSEL", r"선상|배\s*위|vessel|boat"),
        ("AIR", r"공중|상공|기내|in the air|airborne"),
        ("OTHER", r"기타|other"),
    ),
    "subject_of_view": (
        ("AIRCRAFT", r"항공기|전투기|비행기|헬기|수송기|정찰기|aircraft|fighter|helicopter|plane"),
        ("VESSEL", r"함정|군함|항공모함|항모|잠수함|선박|vessel|warship|carrier|ship"),
        ("PERSONNEL", r"장병|병력|근무자|인원|personnel|guard|soldier"),
        ("SKYLINE_HERITAGE", r"풍경|야경|문화재|경치|skyline|landscape"),
        ("FACILITY", r"시설|건물|청사|정문|울타리|활주로|격납고|레이더|초소|기지|facility|building|fence|runway"),
        ("UNKNOWN", r"^(?:미상|불명|unknown)$"),
    ),
    "warning": (
        ("IGNORED", r"불응|무시|거부|ignored"),
        ("HEEDED", r"순응|응함|응하|수용|heeded|complied"),
        ("NONE", r"^(?:없음|무|none|no)$"),
    ),
    "context_event": (
        ("EXERCISE", r"훈련|연습|exercise|drill"),
        ("SHIP_VISIT", r"입항|기항|ship visit|port call"),
        ("VIP", r"행사|방문|vip|official visit"),
        ("AIRSHOW", r"에어쇼|항공\s*축제|air ?show"),
        ("NONE", r"^(?:없음|무|none|no)$"),
        ("UNKNOWN", r"^(?:미상|불명|unknown)$"),
    ),
    "flight_approval": (
        ("NOT_APPROVED", r"미승인|무승인|무허가|비승인|승인\s*없|허가\s*없|not approved|unapproved|^(?:n|no|x|무|없음)$"),
        ("NOT_NEEDED", r"불필요|대상\s*아님|not needed"),
        ("APPROVED", r"승인|허가|approved|^(?:y|yes|o|유|있음)$"),
        ("UNKNOWN", r"^(?:미상|불명|확인\s*중|unknown)$"),
    ),
    "sign_present": _YES_NO,
    "minor_involved": _YES_NO,
}  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    return {
        target: tuple((code, re.compile(_guarded(target, words), re.IGNORECASE)) for code, words in patterns)
        for target, patterns in _PATTERNS.items()
    }


def _guarded(target: str, words: str) -> str:
    return rf"(?:{words}){_NOT_DENIED}" if target in ("behaviours", "actions", "media") else words


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    """Return our codes and their labels in both languages, as exports and screens show them."""
    found: dict[str, dict[str, str]] = {target: {} for target in ENUMS}
    for language in ("en", "ko"):
        with translation.override(language):
            for target, choices in ENUMS.items():
                for code, label in choices.choices:
                    found[target][str(code).casefold()] = str(code)
                    found[target].setdefault(str(label).casefold(), str(code))
    found["site_type"] |= {words: str(code) for words, code in SITE_TYPES.items()}
    return found


def codes_in(target: str, words: str) -> list[str]:
    """Return the codes that words mean, each once; for a target of one code, the first that fits."""
    words = readable(words)
    exact = _labels().get(target, {}).get(words.strip().casefold())
    if exact is not None:
        return [exact]
    parts = [part.strip().casefold() for part in re.split(r"[|,;/\n]", words) if part.strip()]
    known = [_labels().get(target, {}).get(part) for part in parts]
    if parts and all(known) and (target in MANY or len(set(known)) == 1):
        return list(dict.fromkeys(filter(None, known)))
    found = [code for code, pattern in _compiled().get(target, ()) if pattern.search(words)]
    return found if target in MANY else found[:1]
