"""A change that touches a figure → whether it is another figure or a garbled one."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from bot.passages.changes import Change, Edit
from bot.passages.normal import is_figure, is_mark

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半几数多余壹贰叁肆伍陆柒捌玖拾佰仟")
QUALIFIERS = frozenset("女男副各前原老新旧双单全半非再首末正每仅只")

_POINTING = frozenset("本当今昨明去次同该这那此某")
"""8月 and 本月 are two months."""

_POINTS = frozenset("\ue02e\ue0b7")
"""Decimal points, as `normal_form` keeps them: 48862.98万, and as a newspaper sets them, 8·5%; no number dialled has one."""
_DIALLED = re.compile(r"0[0-9]{2,3}\ue02d?[0-9]{7,8}|1[3-9][0-9]{9}|[0-9]{7,}")
"""A number that one dials or shows: with a digit lost it is no other number, it is none."""

_ROMAN = "\u2160\u217f"
_DIGIT_OF = str.maketrans("oliszb", "011528")
_ANYWHERE = frozenset("oli")
"""Letters that look like a digit in every typeface; 8 and B do amid digits, where nobody writes a letter."""


def figure(text: str) -> str:
    """What of a span belongs to figures: digits, their marks, letters of the Latin alphabet, Roman numerals."""
    return "".join(filter(_is_of_figure, text))


def _is_of_figure(char: str) -> bool:
    return is_figure(char) or (char.isascii() and char.isalnum()) or _ROMAN[0] <= char <= _ROMAN[1]


def kind_of_figure(change: Change) -> Edit:
    """Another figure is another fact; characters in place of a figure are a misprint, unless they count too."""
    if _is_another_latin(change):
        return Edit.FACT
    if _is_inside_latin(change):
        return Edit.DOUBT if figure(change.old) and figure(change.new) else Edit.MISPRINT
    if change.is_swap and _has_figure_more(*sorted((change.old, change.new), key=figure)):
        return Edit.FACT
    kinds = {_kind_of_step(step) for step in change.steps() if figure(step.old) != figure(step.new)}
    return next(kind for kind in (Edit.FACT, Edit.DOUBT, Edit.MISPRINT) if kind in kinds)


def _kind_of_step(step: Change) -> Edit:
    if not step.is_swap:
        if not any(_is_dialled(*side) for side in step.sides) or step.old + step.new in _POINTS:
            return Edit.FACT
        return Edit.MISPRINT if is_mark(step.old + step.new) else Edit.DOUBT
    if _is_look_alike(step):
        return Edit.MISPRINT
    if figure(step.old) and figure(step.new):
        return Edit.FACT
    if (NUMERALS | QUALIFIERS | _POINTING).isdisjoint(step.old + step.new):
        return Edit.MISPRINT
    if not any(_is_amid_digits(*side) for side in step.sides):
        return Edit.FACT
    return Edit.MISPRINT if NUMERALS.isdisjoint(step.old + step.new) else Edit.DOUBT


def _is_look_alike(step: Change) -> bool:
    """True for a letter in place of the digit that it looks like: 2O24, l2351."""
    digit, letter = sorted((step.old, step.new))
    if not digit.isdigit() or digit != letter.translate(_DIGIT_OF):
        return False
    around = step.a[step.a_start - 1 : step.a_start] + step.a[step.a_end : step.a_end + 1]
    return letter in _ANYWHERE or (len(around) > 1 and around.translate(_DIGIT_OF).isdigit())


def _has_figure_more(text: str, other: str) -> bool:
    """True where the other has what is left of the text, and figures: 米18 in place of 方米8, whose 8 is what both have."""
    rest = "".join(char for char in other if not figure(char))
    left = iter(text)
    return not figure(text) and bool(rest) and all(char in left for char in rest)


def _is_dialled(text: str, start: int, end: int) -> bool:
    """True for a place within a number that one dials; at its end a digit more may be another figure."""
    first, last = start, end
    while first and is_figure(text[first - 1]):
        first -= 1
    while last < len(text) and is_figure(text[last]):
        last += 1
    return first < start and end < last and _DIALLED.fullmatch(text, first, last) is not None


def _is_amid_digits(text: str, start: int, end: int) -> bool:
    """True for a character with a digit on each side, where nobody writes a word: 8一0, 20每6年."""
    return not text[start].isdigit() and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()


def _is_another_latin(change: Change) -> bool:
    """True where whole words of the Latin alphabet differ in more than a letter: org and com, APP and PC."""
    if not all(map(_is_latin, change.old + change.new)):
        return False
    (left, word, right), (other_left, other, other_right) = (_latin_around(*side) for side in change.sides)
    is_whole = bool(word and other) and (left, right) == (other_left, other_right)
    return is_whole and Levenshtein.distance(word, other) > 1


def _latin_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The Latin letters around a span, between the characters that stand before and behind them."""
    while start and _is_latin(text[start - 1]):
        start -= 1
    while end < len(text) and _is_latin(text[end]):
        end += 1
    return text[max(start - 1, 0) : start], text[start:end], text[end : end + 1]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_inside_latin(change: Change) -> bool:
    """True for letters amid a word of the Latin alphabet, where no digit differs: B in ABC, not the B of B类."""
    letters = [figure(text) for text in (change.old, change.new)]
    if not all(text.isalpha() or not text for text in letters):
        return False
    around = change.a[max(change.a_start - 2, 0) : change.a_start] + change.a[change.a_end : change.a_end + 2]
    return sum(char.isascii() and char.isalpha() for char in around) >= 2
