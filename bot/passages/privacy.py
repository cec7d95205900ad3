"""A question → where it holds what belongs to one person: numbers of an identity card, a phone, a bank card, an address."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from stdnum import luhn
from stdnum.cn import ric

MARK = "〔号码〕"

_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖×", "001234567891122334566789X")
# between digits: blanks, strokes of any length, a keycap's frame, a letter of no width
_BLANK = r"[\s\-_·•*\u2010-\u2015\u2212\u200b-\u200d\ufe0f\u20e3]{0,3}+"
_GROUPED = r"[,./、]"
_END = r"(?!\d|\.\d)"
_END_OF_CODE = r"(?![\dA-Za-z]|\.\d)"
_STARTS = re.compile(r"(?<!\d)(?<!\d\.)[\d+(]")
_MOBILE = re.compile(
    rf"(?:\(?(?:\+?86|0086)\)?{_BLANK})?"
    rf"(?:1[3-9]\d{_GROUPED}\d{{4}}{_GROUPED}\d{{4}}|1{_BLANK}[3-9](?:{_BLANK}\d){{9}}){_END}"
)
_LANDLINE = re.compile(rf"\(?0(?:10|2\d|[3-9]\d\d)\)?{_BLANK}[2-8]\d{{2,3}}{_BLANK}\d{{4}}{_END}")
_IDENTITY = re.compile(rf"\d(?:{_BLANK}\d){{16}}{_BLANK}[\dXx]{_END_OF_CODE}|\d{{15}}{_END_OF_CODE}")
_BANK_CARD = re.compile(rf"\d(?:{_BLANK}\d){{15,18}}{_END_OF_CODE}")
_NAMED = re.compile(
    # what is said to be a number of one's own, whatever it looks like, a passport's number, an address
    r"(?:(?:社保|医保|醫保|会员|會員|银行|銀行|工资|工資|储蓄|儲蓄)卡|社会保障|社保|账|帐|賬|帳|卡|证件|證件|护照|護照|座机|座機|电话|電話|手机|手機|qq|微信|vx|wechat)"
    r"(?:号码?|號碼?)?[\s:]*[是为為]?[\s:]*(?P<number>[A-Z]{0,2}\d{7,20}(?!\w))|(?:微信|vx|wechat)号?[\s:]*[是为]?[\s:]*(?P<name>[A-Z][\w-]{5,19})"
    r"|(?<!\w)(?P<passport>[EGHMC][A-Z]?\d{8})(?!\w)|(?P<address>[\w.+-]{2,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4})",
    re.IGNORECASE | re.ASCII,
)
_AMOUNT = re.compile(r"\s*(?:万|亿|千|百)?(?:元|块|人民币|美元|港元|平方|吨|米)")
_CARD_CUE = re.compile(r"(?:银行卡|工资卡|储蓄卡|社保卡|卡号|账号|帐号|账户|賬號|帳號|銀行卡)\D{0,8}\Z")
_IDENTITY_CUE = re.compile(r"(?:身份证|身份證|身分證|证件)\D{0,8}\Z")
_LABELLED = re.compile(
    rf"(?:(?:我的?|本人的?)?(?:身份证|身份證|身分證|手机|手機|电话|電話|联系方式|银行卡|工资卡|卡(?=号)|账(?=号)|证件)(?:号码?|號碼?)?[是为：:\s]*)?{MARK}"
)
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def personal_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of what is personal in the text, in order, in whatever digits and groups it is written."""
    plain = "".join(map(_narrow, text)).translate(_DIGITS)
    spans = list[tuple[int, int]]()
    for start, end in sorted((*_numbers(plain), *_named(plain))):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)


def without_personal_numbers(text: str) -> str:
    """The text with a mark in place of each personal number."""
    parts, end = [], 0
    for start, stop in personal_numbers(text):
        parts += [text[end:start], MARK]
        end = stop
    return "".join([*parts, text[end:]])


def without_what_is_personal(text: str) -> str:
    """The text with a blank in place of each personal number and of what it is called before it: 我的手机号是…"""
    return _LABELLED.sub(" ", without_personal_numbers(text))


def _narrow(character: str) -> str:
    """A character of half width, a digit out of its ring; as it is where it would be several."""
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def _numbers(plain: str) -> Iterator[tuple[int, int]]:
    end = 0
    for start in _STARTS.finditer(plain):
        if start.start() < end:
            continue
        for pattern in (_IDENTITY, _BANK_CARD, _MOBILE, _LANDLINE):
            match = pattern.match(plain, start.start())
            if match and not _AMOUNT.match(plain, match.end()) and _is_personal(match, plain):
                end = match.end()
                yield match.span()
                break


def _named(plain: str) -> Iterator[tuple[int, int]]:
    for match in _NAMED.finditer(plain):
        if match.lastgroup and not _AMOUNT.match(plain, match.end()):
            yield match.span(match.lastgroup)


def _is_personal(match: re.Match[str], plain: str) -> bool:
    if match.re in (_MOBILE, _LANDLINE):
        return True
    number = re.sub(r"[^\dXx]", "", match.group())
    before = plain[max(0, match.start() - 16) : match.start()]
    return _is_identity(number, before) if match.re is _IDENTITY else _is_bank_card(number, before)


def _is_identity(number: str, before: str) -> bool:
    """An 18-digit number is one by its check digit, or, with a digit mistyped, by its province and day of birth."""
    if len(number) == 18 and (ric.is_valid(number) or _IDENTITY_CUE.search(before)):
        return True
    if not _PROVINCE.match(number):
        return False
    return (len(number) == 18 and _is_birthday(number[6:14])) or (
        len(number) == 15 and number.isdecimal() and _is_birthday("19" + number[6:12])
    )


def _is_bank_card(number: str, before: str) -> bool:
    if not (number.isdecimal() and 16 <= len(number) <= 19):
        return False
    if number.startswith("62") or _CARD_CUE.search(before):
        return True
    return number[0] in "34569" and luhn.is_valid(number)


def _is_birthday(digits: str) -> bool:
    if not "1900" < digits[:4] < "2100":
        return False
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
