"""Two near-alike normal forms → whether every edit between them is a misprint or a rewording, none another fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lexicon import Lexicon
from bot.passages.changes import Change, Edit, changes
from bot.passages.figures import NUMERALS, QUALIFIERS, figure, kind_of_figure
from bot.passages.naming import (
    RARER_SURNAMES,
    REACH,
    are_of_places,
    is_in_person,
    is_of_name,
    is_over_name,
    is_over_place,
    kind_of_name,
    may_name,
    words_near,
)
from bot.passages.normal import is_figure
from bot.passages.senses import NEGATIONS, is_another_count, is_polar

_LOOK_ALIKE = (
    "己已巳 日曰目 土士 戌戍 候侯 刺剌 人入 于干千 "
    "复夏 外处 广厂 大犬 天夫 折拆 徒徙 祟崇 "
    "毫亳 睛晴 拔拨 免兔 幻幼 今令 末未 刀力 "
    "住往 待侍 治冶 准淮 第笫 贝见 科料 技枝 "
    "休体"
)
_ALIKE = tuple(map(frozenset, _LOOK_ALIKE.split()))
"""Characters that print, a scanner or a dictionary mistakes for one another, and that no two facts differ in."""
_MEASURES = frozenset("个名位户人次份套间张台辆场期届号楼层栋室节课度级类档章条款项家所座处岁成倍")
_EACH = _MEASURES | frozenset("人天年月日时分件条样处点步块片层")
"""Twice they say each: 家家, 样样."""
_DIVISION = re.compile(
    "[^各全每该本]?(?:[省市县区镇乡村州盟旗路街巷屯寨湾桥港站]|社区|工业园|产业园|园区|开发区|大道|广场|小区)"
)
_SET_APART = frozenset("女男副非被")
_WORDING = frozenset(
    "的地得了着过将把被对于和与及并也都则其该本此之所以而且且又就还在由从到至向为等内中间者们是要会可能应当需须即若如可"
)

_A_CHARACTER = 4.5
"""What a character of running text costs, in nats: the difference of lengths is made up for by it."""
_GARBLED = 4.0
"""Nats by which an edit that leaves single characters on both sides is less likely in one text."""
_GARBLED_MORE = 1.5
_GARBLED_WORD = 6.0
"""The same for an edit that leaves words of the dictionary on both sides: 劳动 and 劳政."""
_AS_COMMON = 1.5
"""Nats up to which one word for another is as likely."""
_UNUSUAL = 8.0
_UNHEARD_OF = 10.0
_RUINED = 14.0
"""The same before 市 or 路, where a place may have any name."""
_TWO = 2
"""Characters of most words."""
_LONG = 7
"""Characters of an edit from which it is a reworded clause; a shorter one may be another noun."""
_REWORDED = 0.3


def says_the_same(a: str, b: str, *, lexicon: Lexicon) -> bool:
    """True where no figure, place, name, negation or unit differs; in doubt, False."""
    kinds: list[Edit] = []
    reworded = 0
    for change in changes(a, b):
        kind = _kind(change, lexicon)
        if kind is Edit.FACT:
            return False
        kinds.append(kind)
        reworded += change.size if kind is Edit.WORDING else 0
    return kinds.count(Edit.MISPRINT) >= kinds.count(Edit.DOUBT) and reworded <= _REWORDED * max(len(a), len(b))


def _kind(change: Change, lexicon: Lexicon) -> Edit:
    old, new = set(change.old), set(change.new)
    if change.size == 1 and change.is_swap and any(old | new <= family for family in _ALIKE):
        return Edit.MISPRINT
    if figure(change.old) != figure(change.new):
        return kind_of_figure(change)
    if old & NEGATIONS and new & NEGATIONS and old & NEGATIONS != new & NEGATIONS:
        return Edit.FACT
    if is_another_count(change):
        is_slip = _is_put_amid(change, lexicon) or _is_lost_of(change, lexicon)
        return Edit.DOUBT if is_slip else Edit.FACT
    named = kind_of_name(change, lexicon)
    if _is_doubled(change) and (named is None or _is_of_word(change, lexicon)):
        return Edit.MISPRINT
    if named is Edit.FACT:
        return named
    covered = [_is_covered(*side, lexicon) for side in change.sides]
    if bool(old & NEGATIONS) != bool(new & NEGATIONS):
        kind = _kind_of_no(change, covered, lexicon)
        return named if named and kind is Edit.MISPRINT else kind
    strangeness = _strangeness(change, lexicon)
    is_ruined = strangeness >= _UNUSUAL and covered[0] != covered[1]
    is_lone_swap = change.size == 1 and change.is_swap
    if named is not None:
        is_odd = is_lone_swap and strangeness >= _UNHEARD_OF and not may_name(change, lexicon)
        is_broken = is_ruined and (is_odd or _is_no_name(change, lexicon))
        if is_broken or (is_lone_swap and _is_foreign(change, lexicon)):
            return Edit.MISPRINT
        return Edit.FACT if _is_another_name(change, covered, strangeness) else named
    if change.is_swap and change.size <= _TWO and are_of_places(change.old + change.new) and _is_of_place(change):
        return Edit.FACT
    if change.is_swap and _is_before_division(change):
        if is_lone_swap and _is_foreign(change, lexicon):
            return Edit.MISPRINT
        if change.size == 1 and strangeness >= _RUINED and is_ruined and _is_no_name(change, lexicon):
            return Edit.MISPRINT
        if change.size == 1 or is_ruined:
            return Edit.DOUBT
        if not all(covered):
            return Edit.FACT
    is_word = min(len(change.old), len(change.new)) > 1  # two misprints side by side are rare, another word is not
    garbled = (_GARBLED_WORD if all(covered) else _GARBLED) + _GARBLED_MORE * (change.size - 1 + 2 * is_word)
    is_lone = change.size == 1 and not any(covered) and not _is_meant(change)
    if (covered[0] != covered[1] and not is_word) or strangeness >= garbled or is_lone:
        return Edit.MISPRINT
    if _is_another_word(change, covered, strangeness):
        return Edit.FACT
    kind = _kind_of_words(change, lexicon)
    if kind is Edit.DOUBT and _is_of_misprints(change, lexicon):
        return Edit.MISPRINT
    is_noun = is_word and change.size == _TWO and any(covered) and strangeness < _GARBLED
    return Edit.FACT if kind is Edit.DOUBT and is_noun else kind


def _is_doubled(change: Change) -> bool:
    """True for a character that one text has twice and the other once: 推推出, but not 人人, which is every one."""
    if change.is_swap or change.size != 1:
        return False
    (other, at, _), (text, start, _) = sorted(change.sides, key=lambda side: side[2] - side[1])
    return text[start] in other[max(at - 1, 0) : at + 1] and text[start] not in _EACH | NEGATIONS


def _is_of_word(change: Change, lexicon: Lexicon) -> bool:
    """True where the character that is lost or added is next to a word with it that is no name: 新|新华字典."""
    _, (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    rest = text[:start] + text[end:]
    at = start if rest[start : start + 1] == text[start] else start - 1
    _, word = _word_over(rest, at, at + 1, lexicon)
    return bool(word) and not lexicon.is_name(word) and not is_in_person(rest, at, at + 1, lexicon)


def _is_of_misprints(change: Change, lexicon: Lexicon) -> bool:
    """True for misprints with a character between them that is right, each of which is one by itself."""
    steps = list(change.steps())
    return 1 < len(steps) < change.size and all(_kind(step, lexicon) is Edit.MISPRINT for step in steps)


def _is_foreign(change: Change, lexicon: Lexicon) -> bool:
    """True where one of the two characters is none of simplified text, nor of given names: 桐鬢站 for 桐乡站."""
    strange = [char for char in (change.old, change.new) if not _is_simplified(char)]
    return len(strange) == 1 and not is_of_name(strange[0], lexicon)


def _is_simplified(char: str) -> bool:
    """True for the 6,763 characters that cover all but some ten-thousandths of simplified text."""
    return char.encode("gb2312", errors="ignore") != b""


def _is_another_word(change: Change, covered: Sequence[bool], strangeness: float) -> bool:
    """True where no misprint is likely to have made it, however many there are elsewhere: 领奖 and 登记, 本科 and 专科.

    Two side by side that make a word of a word, or one that makes a word as common as the other.
    """
    if not change.is_swap or not all(covered) or change.size >= _LONG:
        return False
    return min(len(change.old), len(change.new)) > 1 or (change.size == 1 and strangeness < _AS_COMMON)


def _is_another_name(change: Change, covered: Sequence[bool], strangeness: float) -> bool:
    """True where a misprint is less likely: it hardly leaves a word as common, nor hits two that are side by side."""
    if not change.is_swap or change.size > _TWO:
        return False
    return any(covered) if change.size == _TWO else all(covered) and strangeness < _AS_COMMON


def _kind_of_no(change: Change, covered: Sequence[bool], lexicon: Lexicon) -> Edit:
    """A no more or less is a fact, unless it stands where none can: in place of a part of a word, or amid one."""
    if change.size > 1 and all(covered):
        return Edit.FACT
    kinds = set()
    for step in change.steps():
        if NEGATIONS.isdisjoint(step.old + step.new):
            continue
        if step.is_swap:
            strange = _strangeness(step, lexicon) >= _UNHEARD_OF
            is_odd = strange or not is_polar(step, [_is_covered(*side, lexicon) for side in step.sides])
        else:
            is_odd = _is_put_amid(step, lexicon)
        kinds.add(
            Edit.MISPRINT if is_odd and change.size == 1 and step.is_swap else Edit.DOUBT if is_odd else Edit.FACT
        )
    return Edit.FACT if Edit.FACT in kinds else Edit.DOUBT if Edit.DOUBT in kinds else Edit.MISPRINT


def _is_put_amid(change: Change, lexicon: Lexicon) -> bool:
    """True for a character that one text has amid a word of the other: 饺不子, but not 健康不检查."""
    if change.is_swap or change.size != 1:
        return False
    (other, at, _), (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    first, word = _word_over(other, at, at, lexicon)
    halves = word[: at - first], word[at - first :]
    is_whole = bool(word) and not any(len(half) > 1 and lexicon.is_word(half) for half in halves)
    return is_whole and not _is_covered(text, start, end, lexicon)


def _is_lost_of(change: Change, lexicon: Lexicon) -> bool:
    """True for a character without which one is left of a word of the other text, and no figure: 位 of 单位."""
    if change.is_swap or change.size != 1 or change.old + change.new in _SET_APART:
        return False
    _, (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    _, word = _word_over(text, start, end, lexicon)
    return len(word) == 2 and not any(char in NUMERALS or is_figure(char) for char in around)


def _is_meant(change: Change) -> bool:
    """True for a single character that may be another unit or a word that narrows the sense."""
    chars = {change.old, change.new} - {""}
    return chars <= QUALIFIERS or (len(chars) > 1 and chars <= _MEASURES)


def _is_before_division(change: Change) -> bool:
    """True where a place may be named: 云栎|市, 采芹|路, but not before 各区."""
    return _DIVISION.match(change.a, change.a_end) is not None


def _is_of_place(change: Change) -> bool:
    """True before 市 or 路, or before one more character of a place's name and that."""
    amid = change.a[change.a_end : change.a_end + 1]
    return _is_before_division(change) or (
        bool(amid) and are_of_places(amid) and _DIVISION.match(change.a, change.a_end + 1) is not None
    )


def _is_covered(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True where words of two characters or more stand over all of the span, or over the gap where it is empty."""
    covered = 0
    for at, word in words_near(text, start, end, lexicon):
        if len(word) > 1:
            if start == end and at < start < at + len(word):
                return True
            covered += max(min(end, at + len(word)) - max(start, at), 0)
    return start < end and covered == end - start


def _strangeness(change: Change, lexicon: Lexicon) -> float:
    """By how much the words around the edit are less likely in one text than in the other, in nats."""
    one, other = (
        lexicon.likelihood(text[max(start - REACH, 0) : end + REACH]) + _A_CHARACTER * (end - start)
        for text, start, end in change.sides
    )
    return abs(one - other)


def _kind_of_words(change: Change, lexicon: Lexicon) -> Edit:
    if set(change.old + change.new) <= _WORDING:
        return Edit.WORDING
    if change.size < _LONG:
        return Edit.DOUBT
    words = {
        word
        for side in change.sides
        for at, word in words_near(*side, lexicon)
        if at < side[2] and at + len(word) > side[1]
    }
    return Edit.FACT if any(lexicon.is_name(word) or set(word) & NUMERALS for word in words) else Edit.WORDING


def _is_no_name(change: Change, lexicon: Lexicon) -> bool:
    """True for one character of a word that is no name and begins before it, surname and all: 律师, but not 盛|英文."""
    if change.size > 1 or any(is_over_name(*side, lexicon) or is_over_place(*side) for side in change.sides):
        return False
    for text, start, end in change.sides:
        first, word = _word_over(text, start, end, lexicon)
        names = {near[0] for at, near in words_near(text, start, end, lexicon) if start - 2 <= at < first}
        is_surname = first == start and set(change.old + change.new) <= RARER_SURNAMES
        if word and not is_surname and RARER_SURNAMES.isdisjoint(names):
            return True
    return False


def _word_over(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, str]:
    """The word of two characters or more that stands over the span, or over the gap where it is empty; else nothing."""
    for at, word in words_near(text, start, end, lexicon):
        if at <= start and end <= at + len(word) and len(word) > 1 and (start < end or at < start < at + len(word)):
            return at, word
    return start, ""
