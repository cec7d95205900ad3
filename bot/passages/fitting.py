"""A change and the dictionary → how it lies among the words around it: over one, amid one, next to one."""

from __future__ import annotations

from collections.abc import Container
from operator import ne

from bot.lexicon import Lexicon
from bot.passages.changes import Change
from bot.passages.figures import NUMERALS
from bot.passages.naming import REACH, is_in_person, words_near
from bot.passages.normal import is_figure
from bot.passages.senses import NEGATIONS

MEASURES = frozenset("个名位户人次份套间张台辆场期届号楼层栋室节课度级类档章条款项家所座处岁成倍")
_EACH = MEASURES | frozenset("人天年月日时分件条样处点步块片层")
"""Twice they say each: 家家, 样样."""
_LONGEST = 4
_SET_APART = frozenset("女男副非被")

_A_CHARACTER = 4.5
"""What a character of running text costs, in nats: the difference of lengths is made up for by it."""


def is_covered(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True where words of two characters or more stand over all of the span, or over the gap where it is empty."""
    covered = 0
    for at, word in words_near(text, start, end, lexicon):
        if len(word) > 1:
            if start == end and at < start < at + len(word):
                return True
            covered += max(min(end, at + len(word)) - max(start, at), 0)
    return start < end and covered == end - start


def strangeness(change: Change, lexicon: Lexicon) -> float:
    """By how much the words around the edit are less likely in one text than in the other, in nats."""
    one, other = (
        lexicon.likelihood(text[max(start - REACH, 0) : end + REACH]) + _A_CHARACTER * (end - start)
        for text, start, end in change.sides
    )
    return abs(one - other)


def word_over(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, str]:
    """The word of two characters or more that stands over the span, or over the gap where it is empty; else nothing."""
    for at, word in words_near(text, start, end, lexicon):
        if at <= start and end <= at + len(word) and len(word) > 1 and (start < end or at < start < at + len(word)):
            return at, word
    return start, ""


def is_word_for_word(change: Change, lexicon: Lexicon) -> bool:
    """True where a word of two characters or more stands in place of another: misprints leave none whole.

    The two begin or end at the same place of what differs, and share no character.
    """
    old, new = change.old, change.new
    longest = min(len(old), len(new))
    return any(
        lexicon.is_word(one) and lexicon.is_word(other) and all(map(ne, one, other))
        for size in range(2, min(longest, _LONGEST) + 1)
        for at in range(longest - size + 1)
        for one, other in (
            (old[at : at + size], new[at : at + size]),
            (old[len(old) - at - size : len(old) - at], new[len(new) - at - size : len(new) - at]),
        )
    ) or all(1 < len(word) <= _LONGEST and lexicon.is_word(word) for word in (old, new))


def is_doubled(change: Change) -> bool:
    """True for a character that one text has twice and the other once: 推推出, but not 人人, which is every one."""
    if change.is_swap or change.size != 1:
        return False
    (other, at, _), (text, start, _) = sorted(change.sides, key=lambda side: side[2] - side[1])
    return text[start] in other[max(at - 1, 0) : at + 1] and text[start] not in _EACH | NEGATIONS


def is_of_word(change: Change, lexicon: Lexicon) -> bool:
    """True where the character that is lost or added is next to a word with it that is no name: 新|新华字典."""
    _, (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    rest = text[:start] + text[end:]
    at = start if rest[start : start + 1] == text[start] else start - 1
    _, word = word_over(rest, at, at + 1, lexicon)
    return bool(word) and not lexicon.is_name(word) and not is_in_person(rest, at, at + 1, lexicon)


def is_put_amid(change: Change, lexicon: Lexicon) -> bool:
    """True for a character that one text has amid a word of the other: 饺不子, but not 健康不检查."""
    if change.is_swap or change.size != 1:
        return False
    (other, at, _), (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    first, word = word_over(other, at, at, lexicon)
    halves = word[: at - first], word[at - first :]
    is_whole = bool(word) and not any(len(half) > 1 and lexicon.is_word(half) for half in halves)
    return is_whole and not is_covered(text, start, end, lexicon)


def is_lost_of(change: Change, lexicon: Lexicon, words: Container[str] | None = None) -> bool:
    """True for a character without which one is left of a word of the other text, and no figure: 位 of 单位.

    Of one of the `words`, where they are given.
    """
    if change.is_swap or change.size != 1 or change.old + change.new in _SET_APART:
        return False
    _, (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    _, word = word_over(text, start, end, lexicon)
    is_asked = len(word) == 2 if words is None else word in words
    return is_asked and not any(char in NUMERALS or is_figure(char) for char in around)
