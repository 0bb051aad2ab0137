"""Accounts by which a person is found in a messenger or a network; naming the service alone is no one's."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from incidents.services.personal_data.grading import Rule, Worth, always

_ACCOUNT_NAME = _("a messenger or social media account")
_SERVICES = (
    "카카오톡", "카톡", "kakao", "위챗", "웨이신", "wechat", "weixin", "微信", "텔레그램", "telegram", "인스타", "instagram",
    "insta", "페이스북", "facebook", "왓츠앱", "whatsapp", "웨이보", "weibo", "샤오홍슈", "xiaohongshu", "小红书", "틱톡",
    "tiktok", "douyin", "디스코드", "discord", "트위터", "twitter", "스레드", "threads", "유튜브", "youtube", "qq",
)  # fmt: skip
_EVERYDAY = ("라인", "line")  # also a fence and a row of people, so that only "line id" counts
_SERVICE = rf"(?<![a-z])(?:{'|'.join(_SERVICES)})(?:톡|talk|그램)?"
_WORD = r"(?:id|아이디|계정|account|handle|user\s?name|닉네임|nickname)"
_TOKEN = r"(?P<token>[a-z0-9][a-z0-9._-]{2,30})"
_NOT_STATED = (
    "unknown",
    "none",
    "not",
    "was",
    "with",
    "deleted",
    "removed",
    "redacted",
    "withheld",
    "private",
    "shown",
)


def _weigh_named(match: re.Match[str]) -> Worth:
    """“위챗 아이디 abc” and “id: abc” say which; “telegram account deleted” does not."""
    token = match["token"].strip(".-_")
    says_which = match["mark"] or match["word"] in ("아이디", "계정", "닉네임") or _is_coined(token)
    return Worth.HARD if says_which and token not in _NOT_STATED else Worth.NOTHING


def _weigh_coined(match: re.Match[str]) -> Worth:
    return Worth.HARD if _is_coined(match["token"]) else Worth.NOTHING


def _is_coined(token: str) -> bool:
    """Letters together with digits or an underscore are hardly a word."""
    has_letters = any(letter.isalpha() for letter in token)
    return has_letters and len(token) >= 5 and ("_" in token or any(letter.isdigit() for letter in token))


MESSENGER_RULES: tuple[Rule, ...] = (
    Rule(
        "messenger", _ACCOUNT_NAME,
        re.compile(
            rf"(?:{_SERVICE}|(?<![a-z])(?:{'|'.join(_EVERYDAY)}))\s{{0,2}}(?P<word>{_WORD})\s{{0,2}}"
            rf"(?P<mark>(?:is\b|[:=@(은는이가]))?\s{{0,2}}[(\"'“‘]?@?{_TOKEN}"
        ),
        _weigh_named, words=(*_SERVICES, *_EVERYDAY),
    ),
    Rule(
        "messenger", _ACCOUNT_NAME, re.compile(rf"{_SERVICE}\s{{0,2}}[:=(]\s{{0,2}}{_TOKEN}"), _weigh_coined,
        words=_SERVICES,
    ),
    Rule(
        "messenger", _ACCOUNT_NAME, re.compile(rf"{_SERVICE}\s{{1,2}}{_TOKEN}"),
        lambda match: min(_weigh_coined(match), Worth.DOUBTFUL), words=_SERVICES,
    ),
    Rule(
        "messenger", _ACCOUNT_NAME, re.compile(rf"{_SERVICE}\s{{0,2}}[:=(]?\s{{0,2}}@{_TOKEN}"), always(Worth.HARD),
        words=("@",),
    ),
    Rule(
        "messenger", _ACCOUNT_NAME, re.compile(r"\bqq\s?(?:id|no|number|号|번호)?\W{0,3}\d{5,11}(?!\d)|\bwxid_[a-z0-9]{6,30}"),
        always(Worth.HARD), words=("qq", "wxid_"),
    ),
    Rule(
        "messenger", _ACCOUNT_NAME,
        # A link to a post may be the evidence; a link to a profile is a person or a publisher.
        re.compile(
            r"(?:t\.me|instagram\.com|facebook\.com|weibo\.com|tiktok\.com|twitter\.com|//x\.com|youtube\.com)/"
            r"@?(?!(?:p|reel|reels|watch|shorts|posts|groups|share|status|s)\b)[\w.-]{3,40}/?(?![\w/])"
        ),
        always(Worth.DOUBTFUL), words=(".com/", "t.me/"), reads_addresses=True,
    ),
)  # fmt: skip
