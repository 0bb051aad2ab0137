"""Where a person can be reached: telephone, mail, messenger, home and hotel room."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from incidents.services.personal_data.grading import THINGS, Rule, Worth, always

_PHONE = _("a phone number")
_HOME = _("the address of a home or a hotel room")

# A duty office may be written down; whoever called may not.
_OFFICES = re.compile(
    r"경찰|지구대|파출소|소방|관제|상황실|지휘|당직|경비|초소|사무|부대|대대|사령부|공항|공사|시청|구청|군청|센터|기관|대표"
    r"|안내|민원|police|office|desk|tower|station|control|hotline|guard|security|duty|centre|center|embassy"
)
_PERSONAL = re.compile(
    r"신고자|목격자|촬영자|조종자|소유자|(?<!일)본인|보호자|운전자|일행|자택|(?<![가-힣])집\s?전화|당사자"
    r"|\bhome\b|\bowner|\bpilot|\bwitness|\bcaller|\bhis\b|\bher\b|\btheir\b|personal"
)
_PHONE_KEY = re.compile(
    r"연락처|전화\s?번호|(?:휴대폰|핸드폰|휴대\s?전화)\s?번호|전번"
    r"|(?:tele)?phone\s?(?:no|num|#|:)|(?:mobile|cell)\s?(?:no|num|:)|\btel\b|contact (?:no|num)|whatsapp"
)

_LODGING = re.compile(
    r"호텔|모텔|여관|여인숙|숙소|객실|투숙|숙박|게스트\s?하우스|펜션|민박|원룸|오피스텔|아파트|빌라|자택|거주|주거지|기숙사"
    r"|hotel|motel|hostel|guest\s?house|\binn\b|dormitor|apartment|residence|staying|lodging|airbnb|\blives?\b"
)
_WORK_ROOMS = re.compile(
    r"청사|본관|별관|사무|회의|강의|연구|경비|초소|함정|함|정|선박|유도로|briefing|conference|meeting|control|ops|guard"
    r"|office|server|taxiway|gate"
)
_RESIDES = re.compile(
    r"자택|거주지|주거지|집\s?주소|(?<![가-힣])본가|home address|\blives at|resid(?:es|ing) at|\blived at"
)

CONTACT_RULES: tuple[Rule, ...] = (
    Rule(
        "email", _("an e-mail address"),
        # Names of picture files ("icon@2x.png") are not addresses.
        re.compile(
            r"(?<=[\w.+-])(?:@|\s?[\[(]\s?(?:at|골뱅이|@)\s?[\])]\s?|\s?골뱅이\s?)"
            r"(?!\dx\.)(?:[\w-]{1,63}(?:\.|\s?[\[(]\s?(?:dot|\.|점)\s?[\])]\s?)){1,5}[a-z]{2,24}"
        ),
        always(Worth.CERTAIN), words=("@", "(at)", "[at]", "( at )", "[ at ]", "골뱅이"),
    ),
    Rule(
        "mobile_phone", _("a mobile phone number"),
        re.compile(
            r"(?<![\d+])(?<!\d[-.])(?:010\s?[-./~]\s?\d{4}\s?[-./~]\s?\d{4}|010\)\s?\d{4}[-\s.]?\d{4}"
            r"|\(010\)\s?\d{4}[-\s.]?\d{4})(?!\d)"
            r"|\+\s?82[-\s.]{0,2}\(?0?\)?1[016789][-\s.]{0,2}\d{3,4}[-\s.]{0,2}\d{4}(?!\d)"
            r"|\+\s?86[-\s.]{0,2}1[3-9]\d[-\s.]?\d{4}[-\s.]?\d{4}(?!\d)"
        ),
        always(Worth.CERTAIN),
    ),
    Rule(
        "email", _("an e-mail address"),
        re.compile(r"[\w.+-]{2,40}\s(?:at|골뱅이|앳)\s[\w-]{2,30}\s?(?:dot|점|닷|쩜)\s?(?:com|net|org|co|kr|cn)\b"),
        always(Worth.HARD), words=(" dot", "골뱅이", "앳"),
    ),
    Rule(
        "mobile_phone", _("a mobile phone number"),
        re.compile(r"(?<![\da-z.-])(?:00\s?)?82[-\s.]{1,2}\(?0?\)?10[-\s.]?\d{4}[-\s.]?\d{4}(?!\d)"),
        always(Worth.HARD), key=_PHONE_KEY,
    ),
    Rule(
        "mobile_phone", _("a mobile phone number"), re.compile(r"(?<!\d )(?<!\d)0 1 0(?: \d){8}(?! \d)(?!\d)"), always(Worth.HARD),
    ),
    Rule(
        "mobile_phone", _("a mobile phone number"),
        re.compile(r"[공영]일[공영][\s-]?[공영일이삼사오육륙칠팔구]{4}[\s-]?[공영일이삼사오육륙칠팔구]{4}"),
        always(Worth.HARD), words=("공일공", "영일영"),
    ),
    Rule(
        "mobile_phone", _("a mobile phone number"), re.compile(r"(?<![\da-z.+-])010[-\s.]?\d{4}[-\s.]?\d{4}(?![\da-z]|[-.]\d)"),
        always(Worth.HARD), key=_PHONE_KEY, others=re.compile(rf"{THINGS.pattern}|방위|bearing|heading|sector"),
    ),
    Rule(
        "mobile_phone", _("a mobile phone number"),
        re.compile(r"(?<![\d-])01[16789][-.\s]\d{3,4}[-.\s]\d{4}(?![\d-])"), always(Worth.DOUBTFUL),
        key=re.compile(rf"{_PHONE_KEY.pattern}|휴대폰|핸드폰|휴대\s?전화|mobile|cell|연락|전화|phone"),
    ),
    Rule(
        "phone", _PHONE,
        re.compile(r"(?<![\d-])\(?0(?:2|[3-6][1-5]|70|50\d)[-).]\s?\d{3,4}[-.\s]\d{4}(?![\d-])"), always(Worth.DOUBTFUL),
        key=_PERSONAL, others=_OFFICES,
    ),
    Rule(
        "phone", _PHONE, re.compile(r"\+\s?\d{1,3}(?:[-\s.]\(?\d{1,5}\)?){2,5}(?![\d.])"),
        lambda match: Worth.DOUBTFUL if 10 <= sum(map(str.isdigit, match[0])) <= 15 else Worth.POSSIBLE,
        key=_PHONE_KEY, others=_OFFICES,
    ),
    Rule(
        "phone", _PHONE, re.compile(r"(?<![\d-])\d(?:[-\s.]?\d){8,12}(?![\d-])"), always(Worth.POSSIBLE),
        key=_PHONE_KEY, others=re.compile(rf"{_OFFICES.pattern}|imei|serial|일련|시리얼|s/n|증거|custody"),
        words=("연락처", "전화", "전번", "폰", "phone", "mobile", "cell", "tel", "contact", "whatsapp"), reach=16,
    ),
    Rule(
        "home_address", _HOME, re.compile(r"(?<!\d)(?P<house>\d{1,4}동\s?)?b?\d{2,4}\s?호(?![기선차함정실봉급])"),
        lambda match: Worth.DOUBTFUL if match["house"] else Worth.POSSIBLE,
        key=_LODGING, others=_WORK_ROOMS, words=("호",),
    ),
    Rule(
        "home_address", _HOME,
        re.compile(
            r"\b(?:room|rm)\b\.?\s?(?:no\.?\s?|number\s)?#?\d{1,4}[a-z]?,? (?:of |at |in )?(?:[a-z'-]{1,20} ){0,3}"
            r"(?:hotel|motel|hostel|guest\s?house|dormitory|residence)\b"
        ),
        always(Worth.HARD), words=("room", "rm"),
    ),
    Rule(
        "home_address", _HOME, re.compile(r"\b(?:room|rm|apt|apartment|flat)\b\.?\s?(?:no\.?\s?|number\s)?#?\d{1,4}[a-z]?\b"),
        always(Worth.POSSIBLE), key=_LODGING, others=_WORK_ROOMS, words=("room", "rm", "apt", "apartment", "flat"), reach=32,
    ),
    Rule(
        "home_address", _HOME,
        re.compile(
            r"(?:[가-힣\d]{1,12}(?:로|길)\s?\d{1,4}(?:-\d{1,4})?|[가-힣\d]{1,8}[동리가]\s?\d{1,4}-\d{1,4})"
            r"(?![\d-]|\s?(?:m|k|미터|킬로|시|분|초|대|명|회|장|차|발|도|층|ft))"
        ),
        always(Worth.POSSIBLE), key=_RESIDES, words=("자택", "거주지", "주거지", "집 주소", "집주소", "본가"), reach=32,
    ),
    Rule(
        "home_address", _HOME,
        re.compile(
            r"\b\d{1,5}[a-z]?,? [a-z][\w .'-]{1,30}\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|ro|gil)\b"
        ),
        always(Worth.POSSIBLE), key=_RESIDES, words=("home address", "lives at", "resid", "lived at"), reach=32,
    ),
)  # fmt: skip
