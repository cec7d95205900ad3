"""Two near-alike normal forms → whether every edit between them is a misprint or a rewording, none another fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import Levenshtein

from bot.lexicon import Lexicon
from bot.passages.naming import (
    GIVEN_TOO,
    RARER_SURNAMES,
    REACH,
    SURNAMES,
    is_in_person,
    is_over_name,
    is_over_place,
    words_near,
)
from bot.passages.normal import is_figure, is_mark

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半几数多余")
_NEGATIONS = frozenset("不未无没非免勿莫否禁")
_AFFIRMATIONS = frozenset("可能应需必也都已再须会要得很只才就均仍还又将是有曾既全皆当宜准许该收付")
_OPPOSED_CHARACTERS = (
    "上下中 前后 左右 内外里 先后 东西南北中 高低 大小中 多少 增减 升降 加减 入出进 收支 早晚午 男女 父母 老新旧 正副 是否 有无 同异 "
    "全半 甲乙丙丁戊己 省市县区乡镇村州盟旗 年月日周天季时分秒 元角分 米里 斤吨克 春夏秋冬 单双 公私 买卖 借还 长短 轻重 冷热 生死 "
    "超少低 开关 初中高 夫妻 子女 首末 每各 须可应能 宜忌 准禁 黑白红黄蓝绿 快慢 远近 强弱 主客 起止 始终 迟早 超满"
)
_OPPOSED = tuple(frozenset(family) for family in _OPPOSED_CHARACTERS.split())
_ALIKE = (
    frozenset("己已巳"),
    frozenset("日曰"),
    frozenset("土士"),
    frozenset("戌戍"),
    frozenset("候侯"),
    frozenset("刺剌"),
)
"""Characters that even dictionaries mistake for one another."""
_MEASURES = frozenset("个名位户人次份套间张台辆场期届号楼层栋室节课度级类档章条款项家所座处岁成倍")
_DIVISION = re.compile(".?(?:[省市县区镇乡村州盟旗路街巷屯寨湾桥港站]|社区|工业园|产业园|园区|开发区|大道|广场|小区)")
_NARROWING = frozenset("女男副双单全半非被")
_ONE_MORE = frozenset({("人", "次")})
"""人次 are visits, 人 are people: the second character alone makes another unit."""
_QUALIFIERS = frozenset("女男副各前原老新旧双单全半非再首末正每仅只")
_WORDING = frozenset(
    "的地得了着过将把被对于和与及并也都则其该本此之所以而且且又就还在由从到至向为等内中间者们是要会可能应当需须即若如可"
)

_COUNTED = "元名人个天年月日次项条倍"

_A_CHARACTER = 4.5
"""What a character of running text costs, in nats: the difference of lengths is made up for by it."""
_GARBLED = 4.0
"""Nats by which an edit that leaves single characters on both sides is less likely in one text."""
_GARBLED_MORE = 1.5
_GARBLED_WORD = 6.0
"""The same for an edit that leaves words of the dictionary on both sides: 劳动 and 劳政."""
_UNHEARD_OF = 10.0
_SHORT = 3
_LONG = 7
"""Characters of an edit from which it is a reworded clause; a shorter one may be another noun."""
_REWORDED = 0.3
_NEXT = 1
"""Equal characters between two edits that are looked at as one: 江苏 and 浙江 share one."""


class Edit(Enum):
    MISPRINT = "misprint"
    WORDING = "wording"
    DOUBT = "doubt"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class _Change:
    """A span of one text that stands in place of a span of the other."""

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def old(self) -> str:
        return self.a[self.a_start : self.a_end]

    @property
    def new(self) -> str:
        return self.b[self.b_start : self.b_end]

    @property
    def size(self) -> int:
        return max(self.a_end - self.a_start, self.b_end - self.b_start)

    @property
    def sides(self) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        return (self.a, self.a_start, self.a_end), (self.b, self.b_start, self.b_end)


def says_the_same(a: str, b: str, *, lexicon: Lexicon) -> bool:
    """True where no figure, place, name, negation or unit differs; in doubt, False."""
    kinds: list[Edit] = []
    changes = tuple(_changes(a, b))
    for change in changes:
        kind = _kind(change, lexicon)
        if kind is Edit.FACT:
            return False
        kinds.append(kind)
    reworded = sum(c.size for c, kind in zip(changes, kinds, strict=True) if kind is Edit.WORDING)
    return kinds.count(Edit.MISPRINT) >= kinds.count(Edit.DOUBT) and reworded <= _REWORDED * max(len(a), len(b))


def _changes(a: str, b: str) -> Iterator[_Change]:
    spans: list[tuple[int, int, int, int]] = []
    for edit in Levenshtein.opcodes(a, b):
        a_start, a_end, b_start, b_end = edit.src_start, edit.src_end, edit.dest_start, edit.dest_end
        if edit.tag == "equal":
            continue
        if spans and a_start - spans[-1][1] <= _NEXT:
            spans[-1] = (spans[-1][0], a_end, spans[-1][2], b_end)
        else:
            spans.append((a_start, a_end, b_start, b_end))
    return (_Change(a, b, *span) for span in spans)


def _kind(change: _Change, lexicon: Lexicon) -> Edit:
    old, new = set(change.old), set(change.new)
    if change.size == 1 and old and new and any(old | new <= family for family in _ALIKE):
        return Edit.MISPRINT
    if _figure(change.old) != _figure(change.new):
        return _kind_of_figure(change)
    if old & _NEGATIONS and new & _NEGATIONS and old & _NEGATIONS != new & _NEGATIONS:
        return Edit.FACT
    if _is_another_count(change, old, new) or _is_another_name(change, old, new, lexicon):
        return Edit.FACT
    strangeness = _strangeness(change, lexicon)
    covered = [_is_covered(*side, lexicon) for side in change.sides]
    if bool(old & _NEGATIONS) != bool(new & _NEGATIONS):
        is_odd = change.size == 1 and old and new and (strangeness >= _UNHEARD_OF or not _is_polar(change, covered))
        return Edit.MISPRINT if is_odd else Edit.FACT
    if old and new and _is_maybe_name(change, old, new, lexicon):
        return Edit.DOUBT
    if old and new and _is_before_division(change):
        if change.size == 1:
            return Edit.DOUBT
        if not all(covered):
            return Edit.FACT
    is_word = min(len(change.old), len(change.new)) > 1  # two misprints side by side are rare, another word is not
    garbled = (_GARBLED_WORD if all(covered) else _GARBLED) + _GARBLED_MORE * (change.size - 1 + 2 * is_word)
    is_lone = change.size == 1 and not any(covered) and not _is_meant(change)
    if (covered[0] != covered[1] and not is_word) or strangeness >= garbled or is_lone:
        return Edit.MISPRINT
    return _kind_of_words(change, lexicon)


def _is_another_count(change: _Change, old: set[str], new: set[str]) -> bool:
    """True for another numeral in words, another unit, the opposite, or a word more that narrows the sense."""
    if old & _NUMERALS and new & _NUMERALS and old & _NUMERALS != new & _NUMERALS:
        return True
    if (not old or not new) and old | new <= _NARROWING:
        return True
    if (not old or not new) and (change.a[change.a_start - 1 : change.a_start], change.old or change.new) in _ONE_MORE:
        return True
    is_opposed = change.size <= _SHORT and any(_is_swapped(old, new, family) for family in _OPPOSED)
    return is_opposed or _drops_numeral(change)


def _is_another_name(change: _Change, old: set[str], new: set[str], lexicon: Lexicon) -> bool:
    """True where both texts name there: two names of the dictionary, or two persons by their surnames."""
    if old and new and old | new <= SURNAMES:
        return True
    return (
        all(is_over_name(*side, lexicon) for side in change.sides)
        or all(is_in_person(*side, lexicon) for side in change.sides)
        or all(is_over_place(*side) for side in change.sides)
    )


def _is_maybe_name(change: _Change, old: set[str], new: set[str], lexicon: Lexicon) -> bool:
    """True where both texts may name a person there, by a rarer surname or by the characters of given names."""
    if old | new <= RARER_SURNAMES:
        return True
    before = change.a[max(change.a_start - 2, 0) : change.a_start]
    return not RARER_SURNAMES.isdisjoint(before) and all(
        char in GIVEN_TOO or lexicon.is_given_name(char) for char in old | new
    )


def _is_swapped(old: set[str], new: set[str], family: frozenset[str]) -> bool:
    return bool((old - new) & family and (new - old) & family)


def _figure(text: str) -> str:
    return "".join(char for char in text if is_figure(char) or (char.isascii() and char.isalnum()))


def _kind_of_figure(change: _Change) -> Edit:
    """Another figure is another fact; characters in place of a figure are a misprint, unless they count too."""
    figures = _figure(change.old), _figure(change.new)
    if _is_inside_latin(change):
        return Edit.DOUBT if all(figures) else Edit.MISPRINT
    lengths = {sum(not is_mark(char) for char in text) for text in (change.old, change.new)}
    if all(figures) or len(lengths) > 1 or 0 in lengths:
        return Edit.FACT
    return Edit.FACT if (_NUMERALS | _QUALIFIERS) & set(change.old + change.new) else Edit.MISPRINT


def _is_inside_latin(change: _Change) -> bool:
    """True for letters amid a word of the Latin alphabet, where no digit differs: B in ABC, not the B of B类."""
    letters = [_figure(text) for text in (change.old, change.new)]
    if not all(text.isalpha() or not text for text in letters):
        return False
    around = change.a[max(change.a_start - 2, 0) : change.a_start] + change.a[change.a_end : change.a_end + 2]
    return sum(char.isascii() and char.isalpha() for char in around) >= 2


def _is_polar(change: _Change, covered: Sequence[bool]) -> bool:
    """True where the one character may well stand in place of the other's no: 不得 and 可得, 免费 and 收费."""
    return all(covered) or bool({change.old, change.new} & _AFFIRMATIONS)


def _is_meant(change: _Change) -> bool:
    """True for a single character that may be another unit or a word that narrows the sense."""
    chars = {change.old, change.new} - {""}
    return chars <= _QUALIFIERS or (len(chars) > 1 and chars <= _MEASURES)


def _is_before_division(change: _Change) -> bool:
    """True where a place may be named: 云栎|市, 采芹|路."""
    return _DIVISION.match(change.a, change.a_end) is not None


def _drops_numeral(change: _Change) -> bool:
    """True where one text has a numeral more, next to other parts of a figure."""
    if change.old and change.new:
        return False
    for text, start, end in change.sides:
        if set(text[start:end]) & _NUMERALS:
            around = text[max(start - 1, 0) : start] + text[end : end + 1]
            return end - start > 1 or any(char in _NUMERALS or is_figure(char) or char in _COUNTED for char in around)
    return False


def _is_covered(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True where words of two characters or more stand over all of the span, or over the gap where it is empty."""
    covered = 0
    for at, word in words_near(text, start, end, lexicon):
        if len(word) > 1:
            if start == end and at < start < at + len(word):
                return True
            covered += max(min(end, at + len(word)) - max(start, at), 0)
    return start < end and covered == end - start


def _strangeness(change: _Change, lexicon: Lexicon) -> float:
    """By how much the words around the edit are less likely in one text than in the other, in nats."""
    one, other = (
        lexicon.likelihood(text[max(start - REACH, 0) : end + REACH]) + _A_CHARACTER * (end - start)
        for text, start, end in change.sides
    )
    return abs(one - other)


def _kind_of_words(change: _Change, lexicon: Lexicon) -> Edit:
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
    return Edit.FACT if any(lexicon.is_name(word) or set(word) & _NUMERALS for word in words) else Edit.WORDING
