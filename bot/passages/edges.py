"""A place where a paragraph stands in another → whether its edges leave it its meaning: 1|3000元, 不|同意, 3|000元."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.lexicon import lexicon
from bot.passages.naming import is_amid_name
from bot.passages.normal import END, is_figure, is_mark
from bot.passages.standing import Text

_FAR = 6
"""Characters behind a cut figure from which no row of a table with another figure goes on."""

_MARKS_AT_CUT = 3

_NEGATIONS = frozenset("不未无没非免勿莫否女男副被")
_PROHIBITIONS = re.compile("不[得准能可要予再应必]|[禁停]止|严禁|无[需须]|取消|拒绝|避免|没有|未[经能]")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_DATE = re.compile("[0-9]{4}年|(?:[1-9]|0[1-9]|1[0-2]|[一二]{1,2})月")

_FAR_IN = 8
"""Characters of a sentence before the place where a column cut it: what begins there is no statement by itself."""

AreOfOnePage = Callable[[int, int], bool]
"""(paragraph, another) → True where both are of one file that is the dump of a damaged page."""

BeginsSentence = Callable[[int, int], bool]
"""(paragraph, offset in its normal form) → True where a sentence of the paragraph begins there."""


def changes_before(text: Text, i: int, begin: int, begins: BeginsSentence) -> bool:
    """True where what stands before would give the paragraph another meaning: 不|同意, 1|3000元, 女|职工."""
    before = text.joined[max(begin - 2, 0) : begin]
    if not before or _runs_into_next(text, i, begin):
        return False
    says_no = _PROHIBITIONS.fullmatch(before) is not None
    if says_no or before[-1] in _NEGATIONS:
        is_amid = not says_no and is_amid_name(text.joined, begin, lexicon())
        return not is_amid and not _is_new_sentence(text, begin, begins)
    counts = (_is_of_figure, _NUMERALS.__contains__)
    head = text.joined[text.begins[i]]
    return any(count(before[-1]) and count(head) for count in counts) and _is_whole(text, i, begin, begins)


def _is_tail(text: Text, i: int, begin: int, begins: BeginsSentence, are_of_one_page: AreOfOnePage) -> bool:
    """True for the end of a sentence of the same page, with nothing but a 不 or 没 left to it before: 都可以报名,没|有工作的优先。"""
    holder = text.number_at(begin)
    first, end = int(text.begins[holder]), int(text.begins[holder] + text.lengths[holder])
    is_figure_cut = _is_of_figure(text.joined[begin - 1]) or text.joined[begin - 1] in _NUMERALS
    if is_figure_cut or begin + int(text.lengths[i]) != end or not are_of_one_page(i, holder):
        return False
    return begin - first >= _FAR_IN and not any(begins(holder, begin - first - back) for back in range(_FAR_IN))


def _is_new_sentence(text: Text, begin: int, begins: BeginsSentence) -> bool:
    """True where the holder ends a sentence right before, whatever its last characters: 两个闺女。|大女儿."""
    holder = text.number_at(begin)
    return begin > text.begins[holder] and begins(holder, begin - int(text.begins[holder]))


def _is_of_figure(char: str) -> bool:
    return is_figure(char) and char != END


def _is_whole(text: Text, i: int, begin: int, begins: BeginsSentence) -> bool:
    """True where the figure may be whole as the paragraph has it: a date, or the longer one begins a sentence too.

    Not where a sentence of the holder begins right behind the other figure: 给70%。五级以上.
    """
    holder = text.number_at(begin)
    first = int(text.begins[holder])
    if begins(holder, begin - first):
        return False
    if _DATE.match(text.joined, int(text.begins[i])):
        return True
    start = begin
    while start > first and (_is_of_figure(text.joined[start - 1]) or text.joined[start - 1] in _NUMERALS):
        start -= 1
    return begins(holder, start - first)


def cuts_figure_after(text: Text, i: int, begin: int, begins: BeginsSentence) -> bool:
    """True where the holder's figure goes on behind the paragraph's last one: 3|000元."""
    end = begin + int(text.lengths[i])
    tail, after = text.joined[end - 1], text.joined[end : end + 1]
    goes_on = bool(after) and (_is_of_figure(after) or after in _NUMERALS)
    cuts = goes_on and (is_figure(tail) or (tail in _NUMERALS and after in _NUMERALS))
    if not cuts:
        return False
    holder = text.number_at(end)
    if begins(holder, end - int(text.begins[holder])):
        return False
    return not _runs_into_next(text, i, begin) and not (i in text.cut_off and _goes_on(text, end))


def _goes_on(text: Text, end: int) -> bool:
    """True where a paragraph that ends as a sentence does, or has more to say, goes on behind the figure cut at `end`.

    A row of a table with another figure does neither.
    """
    if text.number_at(end - 1) not in text.cut_off:
        return True
    rest = text.joined[end : end + 32].partition("\n")[0]
    return len(rest.lstrip("".join(char for char in rest if is_figure(char) or char in _NUMERALS))) >= _FAR


def _runs_into_next(text: Text, i: int, begin: int) -> bool:
    """True where the place begins in one paragraph and breaks off in another: no two statements are alike by chance."""
    end = begin + int(text.lengths[i])
    last = text.number_at(end - 1)
    breaks_off = i in text.cut_off or end < text.begins[last] + text.lengths[last]
    return bool(begin < text.begins[last] and breaks_off)


def confirmed(
    text: Text,
    sure: Sequence[tuple[int, int]],
    doubtful: Sequence[tuple[int, int]],
    begins: BeginsSentence,
    cuts: Mapping[int, Sequence[int]],
    are_of_one_page: AreOfOnePage,
) -> list[tuple[int, int]]:
    """The doubtful places where the other piece of the cut ends or begins just there, or where a column was cut; and the
    tails of paragraphs of the same damaged page.
    """
    places = [*sure, *doubtful]
    seams = {int(text.begins[i]) + at for i, offsets in cuts.items() for at in offsets}
    heads = {begin for _, begin in places} | seams
    tails = {begin + int(text.lengths[i]) for i, begin in places} | seams
    for _ in range(_MARKS_AT_CUT):  # a cut leaves the marks of a figure to neither
        heads |= {at - 1 for at in heads if is_mark(text.joined[at - 1 : at])}
        tails |= {at + 1 for at in tails if is_mark(text.joined[at : at + 1])}
    return [
        (i, begin)
        for i, begin in doubtful
        if (
            not changes_before(text, i, begin, begins)
            or begin in tails
            or _is_tail(text, i, begin, begins, are_of_one_page)
        )
        and (not cuts_figure_after(text, i, begin, begins) or begin + int(text.lengths[i]) in heads)
    ]
