"""English words for persons, what they are called, where they come from and how they are reached."""

from __future__ import annotations

import re

# One of these words among the others is enough.
WORDS = frozenset({
    "surname", "surnames", "forename", "forenames", "firstname", "lastname", "fullname", "nickname", "nicknames", "initials",
    "alias", "aliases", "aka", "username", "signature",
    "nationality", "nationalities", "nation", "nationals", "citizenship", "citizenships", "citizen", "citizens", "foreigner",
    "foreigners", "ethnicity", "ethnic", "ethnicities", "race", "religion", "religions", "faith", "denomination", "caste",
    "language", "languages", "dialect", "accent", "complexion", "skin", "hair", "hometown",
    "passport", "passports", "visa", "visas", "nric", "fin", "rrn", "ssn", "itin", "curp", "aadhaar", "arc",
    "dob", "yob", "pob", "birthday", "birthdate", "birthplace", "birth", "born", "age", "ages", "aged", "gender", "sex",
    "phone", "phones", "telephone", "tel", "telno", "phoneno", "mobile", "mobileno", "cellphone", "handphone", "smartphone",
    "phonenumber", "hp", "fax", "email", "emails", "mail", "whatsapp", "kakao", "kakaotalk", "wechat", "weixin", "weibo",
    "qq", "instagram", "insta", "facebook", "twitter", "tiktok", "telegram", "skype", "viber",
    "address", "addr", "residence", "residency", "domicile", "lodging", "accommodation", "hotel",
    "occupation", "occupations", "profession", "employer", "employers", "workplace", "school", "university", "college",
    "plate", "plates", "spouse", "marital", "family", "relatives", "tattoo", "tattoos", "fingerprint", "fingerprints",
    "mugshot", "appearance", "clothing", "physique",
})  # fmt: skip
# Put together in one word, however much stands round them: "passportnumber", "SubjectNationality".
GLUED = re.compile(
    r"passport|nationalit|citizenship|surname|firstname|lastname|fullname|givenname|familyname|middlename|maidenname|nickname"
    r"|personname|pilotname|suspectname|reportername|phoneno|phonenum|telephone|cellphone|mobilephone|mobileno|mobilenum"
    r"|contactno|contactnum|contactinfo|email|dateofbirth|birthdate|birthday|birthplace|placeofbirth|yearofbirth|ethnic|gender"
    r"|religion|mothertongue|nativelanguage|homeaddress|homephone|identitycard|identityno|nationalid|idcard|socialsecurity"
    r"|driver'?s?licen[cs]e|drivinglicen[cs]e|licen[cs]eplate|numberplate|platenumber|plateno|kakaotalk|wechat|whatsapp"
    r"|residentregistration|alienregistration|countryoforigin|countryofbirth|countryofresidence|skincolou?r|haircolou?r"
)
_ROLE = (
    r"(?:pilot|photographer|suspect|offender|perpetrator|culprit|violator|intruder|detainee|arrestee|accused|defendant"
    r"|reporter|observer|witness(?:es)?|informant|caller|complainant|tipster|driver|rider|author|writer|recorder|owner|possessor"
    r"|holder|investigator|inspector|interviewer|interpreter|translator|officer|supervisor|commander|escort|guardian|sponsor"
    r"|tourist|traveller|traveler|passenger|guest|resident|applicant|companion|accomplice|poc)s?"
)
_KIND = (
    r"(?:first|last|full|given|family|middle|maiden|real|legal|native|birth|person|subject|visitor|operator|guard|individual"
    r"|contact|staff|employee|member|crew|student|parent|father|mother|user|account|english|korean|chinese|japanese|hangul"
    r"|kanji|hanja|romani[sz]ed)s?"
)
_PERSON = rf"(?:(?:duty|reporting|investigating|arresting|drone|uas|uav|primary|main|lead|second|co|on|scene)_)*(?:{_ROLE}|{_KIND})"
_OF_A_PERSON = r"(?:name|id|info|information|data|details?|particulars|identity|profile|background|no|number|photo|face)s?"
# Held against the header with anything but letters as one underscore.
WHOLE = re.compile(
    rf"(?:{_PERSON}_(?:s_)?)?names?(?:_s)?(?:_(?:of_)?(?:the_)?{_PERSON}(?:_.*)?)?|first|last"
    rf"|(?:(?:duty|reporting|investigating|arresting|drone|uas|uav)_)?{_ROLE}(?:_(?:s_)?{_OF_A_PERSON})?"
    r"|(?:subject|individual|person|visitor|operator|foreign|personal|national|identity|kakao|user|sns|login|messenger|line)_(?:s_)?ids?(?:_.*)?"
    r"|persons?_(?:s_)?(?:name|info|information|data|details?|involved|concerned|in_charge)s?|person|identity(?:_.*)?"
    r"|(?:subject|individual|operator|visitor)_(?:s_)?(?:info|information|data|details?|particulars|identity|profile|background)"
    r"|(?:description|appearance|photo|picture)_of_(?:the_)?(?:person|subject|suspect|individual|pilot|photographer)s?"
    r"|eyes?(?:_colou?r)?|m_f|f_m|male_female|d_o_b|y_o_b|h_p|mr_ms|job(?:_title)?|handle|sns(?:_.*account)?|accounts?"
    r"|contacts?(?:_(?:no|number|info|information|details|person))?|cell(?:_(?:no|number|phone))?|in_charge|p_o_c"
    r"|(?:reported|written|entered|prepared|submitted|investigated|approved|recorded|handled|filed|signed|interviewed|logged)_by"
    r"|(?:home_)?country(?:_name)?|origin|(?:country|place|year|nation|state)_of_(?:origin|birth|residence|citizenship)"
    r"|(?:ids?_(?:no|num|number|card.*|document.*|type))|resident_(?:no|number|id|registration.*)|social_security.*"
    r"|alien_(?:no|number|registration.*)|(?:car|vehicle)_(?:no|number|registration.*|tag)|reg_plate|(?:driver|driving).*licen[cs]e.*"
    r"|licen[cs]e(?:_(?:no|number))?|blood_type|criminal_record|prior_(?:record|offences|offenses)|(?:bank_)?account_(?:no|number|name|id)"
    r"|(?:room|hotel_room)_(?:no|number)|foreign_nationals?.*|next_of_kin|emergency_contact.*"
)
# Part of a place where they do not stand alone: Country/City, first/last seen.
ALONE = frozenset({"country", "origin", "first", "last", "account"})
# What is called or located here is a thing, or it is counted, or what is told is what somebody did.
THINGS = re.compile(
    r"\b(?:site|base|facility|airport|port|incident|location|place|venue|event|scene|building|web|internet|ip|mac|url|street|hotel)s?"
    r"\W*address(?:es)?\b"
    r"|\b(?:mobile|cell|smart)?\W*phones?\W*(?:model|type|brand|make|maker|camera|used|seized|count)s?\b|\bsmartphones?\b(?=\W*\w)"
    r"|\b(?:mobile|cell)\W*(?:device|camera|equipment|radar|unit|patrol|station|post|tower|site)s?\b"
    r"|\b(?:race|skin)\W*(?:track|course|circuit)\b|\bage\W*of\W*(?:site|facility|equipment|the)\b|\bname\W*plates?\b|\bplates?\W*not\b"
    r"|\b(?:family|birth)\W*(?:visit|trip|event|day\W*party)\b|\b(?:post|posted|upload|uploaded|published|sent)\W*(?:to|on|by|via)?\W*(?:sns|instagram|facebook|twitter|tiktok|telegram|e?mail)\b"
    r"|\b(?:sns|instagram|facebook|twitter|tiktok|telegram|e-?mail|mail|phone)\W*(?:post|posting|upload|report|published|received)(?:ed|s)?\b"
    r"|\b(?:equipment|drone|uas|uav|camera|aircraft|vessel|ship|cargo|dress)\W*(?:age|appearance|skin)\b"
    r"|\bby\W*(?:phone|telephone|e-?mail|mail|fax)\b|\bmode\W*of\W*address\b|\bfin\W*(?:type|count)\b"
)
# Among equipment a telephone is a thing, unless its number is asked for.
EQUIPMENT = re.compile(r"\b(?:equipment|devices?|gear|cameras?|drones?|uas|items?|seized)\b")
TELEPHONES = re.compile(r"\b(?:mobile|cell|smart)?\W*phones?\b(?!\W*(?:no|num|#))|\bmobiles?\b")
# A role, and behind it a place, a count or an act; counted persons.
OF_A_ROLE = re.compile(
    rf"(?:{_ROLE}|persons?|people|visitors?|subjects?|operators?|guards?|individuals?)_(?:s_)?(?:location|position|lat|latitude|lon"
    r"|longitude|distance|bearing|height|altitude|count|category|categories|type|found|located|seen|detected|action|response|post|vantage"
    r"|direction|activity|behaviou?r|equipment|of_view|line)s?|(?:number|no|count|n)_of_[a-z]+|^(?:persons|people|visitors)$"
    r"|subject_of_[a-z]+|(?:detected|noticed)_by"
)
# Not copied into a narrative, though the column is kept: a name may stand there beside much else.
MAY = re.compile(
    r"reporter|officer|author|informant|witness|suspect|person|operator|pilot|photographer|offender|caller|visitor|tourist|guest"
    r"|subject|individual|driver|owner|guard|staff|crew|rank|unit_member|plate|visa|passport|country|nation|company|hotel"
    r"|organi[sz]ation|agency_name|employer|guide|travel_agen|room|signed|who|by$|^id_|name_of"
)
NAMED = re.compile(r"(?:^|_)names?(?:_|$)")
NAMED_THINGS = re.compile(
    r"(?:^|_)(?:site|base|facility|installation|airport|port|harbou?r|building|agency|place|location|area|zone|city|town|county|state"
    r"|province|district|region|street|road|station|runway|gate|field|file|sheet|code|camera|drone|uas|uav|aircraft|vessel|ship|vehicle"
    r"|equipment|device|lens|model|brand|product|item|project|operation|exercise|event|incident|case|unit|network|host|domain|system"
    r"|sensor|source|publisher|newspaper|log|report|category|type|column|field|layer|map|law|act)(?:_|$)"
)
