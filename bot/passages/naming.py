"""A span of a text → whether a person or a place is named there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from bot.lexicon import SURNAMES, Lexicon
from bot.passages.changes import Change, Edit
from bot.passages.divisions import Gazetteer
from bot.script import is_simplified

REACH = 5
"""Characters on each side of an edit that tell whether it leaves words."""

_LONGEST_PLACE = 5
_ANYWHERE = frozenset("和上下中前里平定理会工多化通政治合成")
"""Of places' names, but far oftener of other words."""
_WHERE = frozenset("大小新老东西南北")
_DIVISION = re.compile(
    "[^各全每该本]?(?:[省市县区镇乡村州盟旗路街巷屯寨湾桥港]|社区|工业园|产业园|园区|开发区|大道|广场|小区)"
)

_OFFICE = re.compile("[厅局委]|部(?![门分队位])|大学|学院|医院|公司|集团")
_OF_PLACE = 2
"""Characters of most places' names."""
_SEVERAL = 4
"""Divisions that have a character in their name, of some 3,000."""

_SPEAKS = re.compile(
    "是?(?:说|介绍|表示|告诉|同志|师傅|主席|主任|先生|女士|老师|书记|部长|经理|医生|律师|班长|队长|负责)"
)
"""What stands right behind a person's name."""

_SIGNS = re.compile("(?:记者|通讯员)[一-鿿]{0,2}$")
"""What stands before the name of who wrote it, and the beginning of that name."""
_GIVEN = 2
"""Characters of a given name, or of a surname and one of it."""
_OF_TWO_BYTES, _LAST_COMMON = 2, 0xD7

RARER_SURNAMES = SURNAMES | frozenset(
    "于蒋蔡余叶程苏傅曾卢任姜范方石谭廖邹熊金陆郝孔白崔康毛江史万段雷钱尹易常武乔贺赖龚文庞樊兰殷施洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂丛"
    "焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁隋植甘景薄包司柏宁柯阮桂闵解强柴华车冉"
    "房边侬蓝农班岑仲晏郁丘褚卓蒙池竺冷商尚桑印简饶空沙"
    "龙夏阎阳佟闻莘党翟谌宗宫臧荣糜嵇邴松井富巫乌焦谷侍郗充慕茹习容向古易廖终步耿满匡文寇广禄阙东欧殳沃蔚越夔隆师巩厍聂晁勾敖融"
)
GIVEN_TOO = frozenset("娟磊睿曦梓涵萱怡诗琪霖彬婧鑫淼妍嫣昕钰锦煜烨炜骏骁喆堃垚昇珺翀玥祎頔甯燊璟禕芃赟颢昉珅")
"""Of given names, too; a dictionary made of older texts has few persons with them."""


def kind_of_name(change: Change, lexicon: Lexicon) -> Edit | None:
    """A fact where both texts name there, a doubt where they may; None where no name differs."""
    if change.is_swap and set(change.old + change.new) <= SURNAMES:
        return Edit.FACT
    if all(is_over_name(*side, lexicon) for side in change.sides) or all(is_over_place(*side) for side in change.sides):
        return Edit.FACT
    if _is_signed(change, lexicon):
        return Edit.FACT
    if all(is_in_person(*side, lexicon) for side in change.sides):
        return Edit.FACT if any(may_name(step, lexicon) for step in change.steps()) else Edit.DOUBT
    is_named = change.size == 1 and change.is_swap and may_name(change, lexicon)
    if is_named and (_is_said_by(change) or _is_surname(change, lexicon)):
        return Edit.FACT
    return Edit.DOUBT if change.is_swap and _is_maybe_name(change, lexicon) else None


def may_name(step: Change, lexicon: Lexicon) -> bool:
    """True where each character may be of a name; 员 in place of 青 in 苏青 may not."""
    return all(is_of_name(char, lexicon) for char in step.old + step.new)


def is_of_name(char: str, lexicon: Lexicon) -> bool:
    return char in GIVEN_TOO or char in RARER_SURNAMES or lexicon.is_given_name(char)


def _is_said_by(change: Change) -> bool:
    """True where a person's name may end at the change or one character behind it, as 说 or 师傅 follows."""
    ends = range(change.a_end, min(change.a_end + 2, len(change.a)))
    return any(_SPEAKS.match(change.a, end) for end in ends) and not RARER_SURNAMES.isdisjoint(
        change.a[max(change.a_start - 2, 0) : change.a_start + 1]
    )


def _is_signed(change: Change, lexicon: Lexicon) -> bool:
    """True within the name behind 记者, whatever surname it has, where both texts have a character in use."""
    chars = change.old + change.new
    return (
        change.is_swap
        and change.size <= _GIVEN
        and _SIGNS.search(change.a, max(change.a_start - _LONGEST_PLACE, 0), change.a_start) is not None
        and all(_is_common(char) or is_of_name(char, lexicon) for char in chars)
    )


def _is_common(char: str) -> bool:
    """True for one of the 3,755 characters that GB 2312 puts first, as the commonest."""
    encoded = char.encode("gb2312", errors="ignore")
    return len(encoded) == _OF_TWO_BYTES and encoded[0] <= _LAST_COMMON


def _is_surname(change: Change, lexicon: Lexicon) -> bool:
    """True for one surname in place of another before a given name and 说 or 师傅."""
    if not {change.old, change.new} <= RARER_SURNAMES:
        return False
    for length in (1, 2):
        given = change.a[change.a_end : change.a_end + length]
        if all(is_of_name(char, lexicon) for char in given) and _SPEAKS.match(change.a, change.a_end + length):
            return True
    return False


def _is_maybe_name(change: Change, lexicon: Lexicon) -> bool:
    """True where both texts may name a person there, by a rarer surname or by the characters of given names."""
    either = set(change.old + change.new)
    if either <= RARER_SURNAMES:
        return True
    before = change.a[max(change.a_start - 2, 0) : change.a_start]
    return not RARER_SURNAMES.isdisjoint(before) and all(
        char in GIVEN_TOO or lexicon.is_given_name(char) for char in either
    )


def is_over_name(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True where a name of the dictionary stands over a part of the span."""
    return any(
        at < end and at + len(word) > start and lexicon.is_name(word)
        for at, word in words_near(text, start, end, lexicon)
    )


def is_in_person(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True where the span begins with a surname or stands in the two characters behind one."""
    if end - start > 1 and text[start] in SURNAMES:
        return True
    return any(
        start - 2 <= at < max(end, start) and word[0] in SURNAMES and (len(word) == 1 or lexicon.is_name(word))
        for at, word in words_near(text, start, end, lexicon)
    )


def is_amid_name(text: str, at: int, lexicon: Lexicon) -> bool:
    """True where a name of the dictionary, or one of a surname and a word before 说, stands over the border at `at`."""
    surname = ""
    for start, word in words_near(text, at, at, lexicon):
        if start < at < start + len(word):
            is_person = surname in SURNAMES and _SPEAKS.match(text, start + len(word)) is not None
            return lexicon.is_name(word) or is_person
        surname = word
    return False


def is_over_place(text: str, start: int, end: int) -> bool:
    """True where the name of one of China's divisions stands over a part of the span."""
    return any(
        text[at : at + length] in _places()
        for length in range(2, _LONGEST_PLACE + 1)
        for at in range(max(start - length + 1, 0), max(end, start + 1))
    )


def is_before_division(change: Change) -> bool:
    """True where a place may be named: 云栎|市, 采芹|路, but not before 各区."""
    return _DIVISION.match(change.a, change.a_end) is not None


def is_another_place(change: Change) -> bool:
    """True before 市 or 路 where both texts may name a place, whether there is one of that name or not: 云[沙, 柏]县.

    Or an office: [住建, 交通]厅. Of two characters misprints hardly leave two that are in use.
    """
    if not change.is_swap or len(change.old) != len(change.new) or change.size > _OF_PLACE:
        return False
    if change.size == _OF_PLACE:
        is_named = is_before_division(change) or _OFFICE.match(change.a, change.a_end) is not None
        return is_named and all(map(is_simplified, change.old + change.new))
    amid = change.a[change.a_end : change.a_end + 1]
    is_first = bool(amid) and amid in _of_places() and _DIVISION.match(change.a, change.a_end + 1) is not None
    return {change.old, change.new} <= _of_places() and (is_first or is_before_division(change))


@cache
def _of_places() -> frozenset[str]:
    """Characters of the names of several of China's divisions: 青, 石, 湖, but not 的 or 办."""
    held = Counter(char for name in Gazetteer.build().short for char in set(name))
    return frozenset(char for char, count in held.items() if count >= _SEVERAL) - _ANYWHERE | _WHERE


@cache
def _places() -> frozenset[str]:
    gazetteer = Gazetteer.build()
    return frozenset((*gazetteer.full, *gazetteer.short))


def words_near(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """(offset, word) of the words around a span."""
    at = max(start - REACH, 0)
    for word in lexicon.cut(text[at : end + REACH], HMM=False):
        yield at, word
        at += len(word)
