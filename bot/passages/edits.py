"""Two near-alike normal forms → whether every edit between them is a misprint or a rewording, none another fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ne

from bot.lexicon import Lexicon
from bot.passages.changes import Change, Edit, changes
from bot.passages.figures import NUMERALS, QUALIFIERS, figure, kind_of_figure
from bot.passages.fitting import (
    MEASURES,
    is_covered,
    is_doubled,
    is_lost_of,
    is_of_word,
    is_put_amid,
    is_word_for_word,
    strangeness,
    word_over,
)
from bot.passages.naming import (
    RARER_SURNAMES,
    is_another_place,
    is_before_division,
    is_of_name,
    is_over_name,
    is_over_place,
    kind_of_name,
    may_name,
    words_near,
)
from bot.passages.senses import NEGATIONS, is_another_count, is_longer_numeral, is_polar
from bot.script import is_simplified

_LOOK_ALIKE = (
    "己已巳 日曰目 土士 戌戍 候侯 刺剌 人入 于干千 "
    "复夏 外处 广厂 大犬 天夫 折拆 徒徙 祟崇 "
    "毫亳 睛晴 拔拨 免兔 幻幼 今令 末未 刀力 "
    "住往 待侍 治冶 准淮 第笫 贝见 科料 技枝 "
    "休体"
)
_ALIKE = tuple(map(frozenset, _LOOK_ALIKE.split()))
"""Characters that print, a scanner or a dictionary mistakes for one another, and that no two facts differ in."""
_NARROWED_BY_NONE = frozenset({"单位", "双方", "全面"})
"""Words in which a character that narrows the sense of others is a part of the word."""
_WORDING = frozenset(
    "的地得了着过将把被对于和与及并也都则其该本此之所以而且且又就还在由从到至向为等内中间者们是要会可能应当需须即若如可"
)

_GARBLED = 4.0
"""Nats by which an edit that leaves single characters on both sides is less likely in one text."""
_GARBLED_MORE = 1.5
_GARBLED_WORD = 3.0
"""The same for an edit that leaves words of the dictionary on both sides: 劳动 and 劳政."""
_AS_COMMON = 0.5
"""Nats up to which one word for another is as likely."""
_UNUSUAL = 6.0
_UNHEARD_OF = 10.0
_RUINED = 14.0
"""The same before 市 or 路, where a place may have any name."""
_TWO = 2
"""Characters of most words."""
_LONG = 7
"""Characters of an edit from which it is a reworded clause; a shorter one may be another noun."""
_RUN = 3
"""Characters side by side that misprints hardly hit all."""
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


@dataclass(frozen=True, slots=True)
class _Look:
    """A change beside what the dictionary says of it."""

    change: Change
    lexicon: Lexicon
    covered: Sequence[bool]
    """Of each side, whether words stand over all of it."""
    strangeness: float
    """Nats by which one side is less likely where it stands than the other."""

    @property
    def is_ruined(self) -> bool:
        """Whether one side makes words and the other makes none, and is unlikely."""
        return self.strangeness >= _UNUSUAL and self.covered[0] != self.covered[1]

    @property
    def is_lone_swap(self) -> bool:
        return self.change.size == 1 and self.change.is_swap

    @property
    def is_foreign(self) -> bool:
        return self.is_lone_swap and _is_foreign(self.change, self.lexicon)

    @property
    def is_word(self) -> bool:
        """Whether both sides have two characters or more: two misprints side by side are rare, another word is not."""
        return min(len(self.change.old), len(self.change.new)) > 1


def _kind(change: Change, lexicon: Lexicon) -> Edit:
    """The kind of one change: told by its characters, else by a name or a no in it, else by its place, else by its words."""
    if (told := _kind_of_characters(change, lexicon)) is not None:
        return told
    named = kind_of_name(change, lexicon)
    if is_doubled(change) and (named is None or is_of_word(change, lexicon)):
        return Edit.MISPRINT
    if named is Edit.FACT or is_another_place(change) or is_word_for_word(change, lexicon):
        return Edit.FACT
    covered = [is_covered(*side, lexicon) for side in change.sides]
    if NEGATIONS.isdisjoint(change.old) != NEGATIONS.isdisjoint(change.new):
        kind = _kind_of_no(change, covered, lexicon)
        return named if named and kind is Edit.MISPRINT else kind
    look = _Look(change, lexicon, covered, strangeness(change, lexicon))
    if named is not None:
        return _kind_of_name(look, named)
    return _kind_by_place(look) or _kind_by_words(look)


def _kind_of_characters(change: Change, lexicon: Lexicon) -> Edit | None:
    """What look-alikes, figures, two different words for no, and words that count are; None for all else."""
    old, new = set(change.old), set(change.new)
    if change.size == 1 and change.is_swap and any(old | new <= family for family in _ALIKE):
        return Edit.MISPRINT
    if figure(change.old) != figure(change.new):
        return kind_of_figure(change)
    if old & NEGATIONS and new & NEGATIONS and old & NEGATIONS != new & NEGATIONS:
        return Edit.FACT
    if change.size > 1 and is_longer_numeral(change):
        return Edit.FACT
    if is_another_count(change):
        if is_lost_of(change, lexicon, _NARROWED_BY_NONE):
            return Edit.MISPRINT
        is_slip = is_put_amid(change, lexicon) or is_lost_of(change, lexicon)
        return Edit.DOUBT if is_slip else Edit.FACT
    return None


def _kind_of_name(look: _Look, named: Edit) -> Edit:
    """The kind of a change that may be of a name, and then would be `named`."""
    change, lexicon = look.change, look.lexicon
    is_odd = look.is_lone_swap and look.strangeness >= _UNHEARD_OF and not may_name(change, lexicon)
    is_broken = look.is_ruined and (is_odd or _is_no_name(change, lexicon))
    if is_broken or look.is_foreign:
        return Edit.MISPRINT
    return Edit.FACT if _is_another_name(change, look.covered, look.strangeness) else named


def _kind_by_place(look: _Look) -> Edit | None:
    """What a change just before 市, 路 or 社区 is, where a place may have any name; None where that does not tell."""
    change = look.change
    if not change.is_swap or not is_before_division(change):
        return None
    if look.is_foreign:
        return Edit.MISPRINT
    is_unheard_of = look.strangeness >= _RUINED and look.is_ruined
    if change.size == 1 and is_unheard_of and _is_no_name(change, look.lexicon):
        return Edit.MISPRINT
    if change.size == 1 or look.is_ruined:
        return Edit.DOUBT
    return None if all(look.covered) else Edit.FACT


def _kind_by_words(look: _Look) -> Edit:
    """The kind of a change of which only the words on both sides and their likelihood tell."""
    change, lexicon, covered = look.change, look.lexicon, look.covered
    if min(len(change.old), len(change.new)) >= _RUN and change.size < _LONG and all(map(ne, change.old, change.new)):
        return Edit.DOUBT
    garbled = (_GARBLED_WORD if all(covered) else _GARBLED) + _GARBLED_MORE * (change.size - 1 + 2 * look.is_word)
    is_lone = change.size == 1 and not any(covered) and not _is_meant(change)
    if (covered[0] != covered[1] and not look.is_word) or look.strangeness >= garbled or is_lone:
        return Edit.MISPRINT
    if _is_another_word(change, covered, look.strangeness):
        return Edit.FACT
    kind = _kind_of_words(change, lexicon)
    if kind is Edit.DOUBT and _is_of_misprints(change, lexicon):
        return Edit.MISPRINT
    is_noun = look.is_word and change.size == _TWO and any(covered) and look.strangeness < _GARBLED
    return Edit.FACT if kind is Edit.DOUBT and is_noun else kind


def _is_of_misprints(change: Change, lexicon: Lexicon) -> bool:
    """True for misprints with a character between them that is right, each of which is one by itself."""
    steps = list(change.steps())
    return 1 < len(steps) < change.size and all(_kind(step, lexicon) is Edit.MISPRINT for step in steps)


def _is_foreign(change: Change, lexicon: Lexicon) -> bool:
    """True where one of the two characters is none of simplified text, nor of given names: 桐鬢站 for 桐乡站."""
    strange = [char for char in (change.old, change.new) if not is_simplified(char)]
    return len(strange) == 1 and not is_of_name(strange[0], lexicon)


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
            strange = strangeness(step, lexicon) >= _UNHEARD_OF
            is_odd = strange or not is_polar(step, [is_covered(*side, lexicon) for side in step.sides])
        else:
            is_odd = is_put_amid(step, lexicon)
        kinds.add(
            Edit.MISPRINT if is_odd and change.size == 1 and step.is_swap else Edit.DOUBT if is_odd else Edit.FACT
        )
    return Edit.FACT if Edit.FACT in kinds else Edit.DOUBT if Edit.DOUBT in kinds else Edit.MISPRINT


def _is_meant(change: Change) -> bool:
    """True for a single character that may be another unit or a word that narrows the sense."""
    chars = {change.old, change.new} - {""}
    return chars <= QUALIFIERS or (len(chars) > 1 and chars <= MEASURES)


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
        first, word = word_over(text, start, end, lexicon)
        names = {near[0] for at, near in words_near(text, start, end, lexicon) if start - 2 <= at < first}
        is_surname = first == start and set(change.old + change.new) <= RARER_SURNAMES
        if word and not is_surname and RARER_SURNAMES.isdisjoint(names):
            return True
    return False
