"""A question → where it holds numbers that belong to one person: identity card, mobile phone, bank card."""

from __future__ import annotations

import datetime as dt
import re

from stdnum import luhn
from stdnum.cn import ric

MARK = "〔号码〕"

_DIGITS = str.maketrans("０１２３４５６７８９〇零一二三四五六七八九Ｘｘ×－", "012345678900123456789XxX-")
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d\.)(?:(?:\+?86[ -]?|0086)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{15}|\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?![\dA-Za-z]|\.\d)"
)
_AMOUNT = re.compile(r"\s*(?:万|亿|千|百)?(?:元|块|人民币|美元|港元|平方|吨|米)")
_MOBILE = re.compile(r"\+?(?:86|0086)?1[3-9]\d{9}")
_CARD_CUE = re.compile(r"(?:银行卡|工资卡|储蓄卡|社保卡|卡号|账号|帐号|账户|賬號|帳號|銀行卡)\D{0,8}\Z")
_IDENTITY_CUE = re.compile(r"(?:身份证|身份證|身分證|证件)\D{0,8}\Z")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def personal_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the personal numbers in the text, in order, in whatever digits they are written."""
    plain = text.translate(_DIGITS)
    return tuple(
        match.span()
        for match in _NUMBER.finditer(plain)
        if not _AMOUNT.match(plain, match.end()) and _is_personal(match, plain)
    )


def without_personal_numbers(text: str, *, mark: str = MARK) -> str:
    """The text with a mark in place of each personal number."""
    parts, end = [], 0
    for start, stop in personal_numbers(text):
        parts += [text[end:start], mark]
        end = stop
    return "".join([*parts, text[end:]])


def _is_personal(match: re.Match[str], plain: str) -> bool:
    number = re.sub(r"[ \-]", "", match.group())
    before = plain[max(0, match.start() - 16) : match.start()]
    if _MOBILE.fullmatch(number):
        return True
    return _is_identity(number, before) or _is_bank_card(number, before)


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
    return luhn.is_valid(number) or number.startswith("62") or bool(_CARD_CUE.search(before))


def _is_birthday(digits: str) -> bool:
    if not "1900" < digits[:4] < "2100":
        return False
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
