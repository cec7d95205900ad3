"""A passage → its amounts of money with the role that each surely has: standard, one person's case, total.

Precision first: an amount whose role is not sure is left out, the quote shows it anyway. So is what is asked, an example,
or said to be false or no longer so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .roles import NONE, chances, cues_of
from .width import half_width


class AmountRole(StrEnum):
    STANDARD = "standard"
    """What everyone who qualifies gets or pays: 每户每年3000元."""
    CASE = "case"
    """What one person got, paid or earned."""
    TOTAL = "total"
    """What was given to all together: 累计发放217万元."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its role. The span takes in what it is reckoned by: 每户每年3000元, 60元/天."""

    start: int
    end: int
    figure: str
    role: AmountRole
    at_most: bool = False
    """Whether it is the most that one can get and not what everybody gets: 最多领6万元."""


_LONGEST_SENTENCE = 200
_NUMERAL = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万]{1,6}(?=[余多]?(?:[十百千万亿]|元|块钱)))"
_FIGURE = re.compile(
    rf"(?<![\d.第单公多二]){_NUMERAL}\s*[余多来]?[十百千万亿]{{0,3}}[余多来]?(?:元|块钱)(?![旦素件老年化])(?:左右|上下)?"
)
_UNIT_OF_ONE = r"(?:[一]?(?:户|人|名|位|生|孩|个(?:月|家庭|孩子|工作日|班组)?|家|组|间|份|季度?|学年|学期|年|月|天|日|晚|次|班|小时|平方米|周|台|季度)[^。;,]{0,6}?)"
_PER = re.compile(
    rf"(?:每{_UNIT_OF_ONE}|每建一?(?:家|个|座|处)|(?<!第)一(?:户一?|年|次|天|晚|个月)){{1,3}}(?:(?:最高|最低|不低于|不超过|按|补助|补贴|发放|给予|奖励|资助|发|约)[^。;,\d]{{0,8}})?$"
)
_PER_AFTER = re.compile(r"\s*(?:/|每)(?:人|户|月|年|天|日|次|小时|平方米)(?:[/·每](?:人|户|月|年|天|日|次))?")
_TELLS_MORE = re.compile(r":|分别")  # 一次奖励:初级工600元 is reckoned by nothing
_SENTENCE = re.compile(r"[。;!?\n]")
_MOST = re.compile(r"(?:最高|最多|上限|限额|封顶|不超过|不高于)[^。;,\d]{0,6}$")
_MOST_AFTER = re.compile(r"(?:封顶|为限|以内)")
# no longer so, never was, only thought of, asked
_NOT_SO = re.compile(
    r"[停禁]止|不再执行|停止发放|废止|作废|谣言|不实|虚假|假的|骗|冒充|假冒|不法分子|网传|传言|谎称|不会要求"
)
_EXAMPLE = re.compile(r"举例|举个例子|例如|比如|假设|假如|假定|如果你|如果您")
_ASKED = re.compile(r"[^。;!\n]*\?")
_JOINED = re.compile(r"(?:至|到|-|、|和|或|以及)[^。;,\d每]{0,10}")  # 采暖补贴17万元、生活补贴217万元
_TOO_MUCH = 500_000
_MAY_BE_MUCH = re.compile(r"每|各|最高|最多|不超过|额度|限额|上限|封顶|贷款|保额|一次性|工亡")
_SURE = 0.8
"""The least chance with which a role is told: 113 of 114 were right in sentences that nothing was learned from, .88 told."""


@functools.lru_cache(maxsize=512)  # passages that answer once answer again
def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts whose role is sure, in order."""
    return tuple(_amounts(half_width(text), text))


def figures_in(text: str) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    """Each figure of money that something is said of, with the cues that tell its role; offsets into the text."""
    plain = half_width(text)
    for match in _FIGURE.finditer(plain):
        before, after, earlier = _around(plain, match)
        said = before + _SENTENCE.split(after, maxsplit=1)[0]
        if not (_NOT_SO.search(said) or _EXAMPLE.search(before) or _ASKED.match(after)):
            yield match, cues_of(before, match.group(), after, earlier)


def _amounts(plain: str, text: str) -> Iterator[Amount]:
    known: tuple[int, AmountRole | None] = (0, None)
    for match, cues in figures_in(plain):
        begun = _sentence_start(plain, match.start())
        role = _role(cues) or (known[1] if _JOINED.fullmatch(plain, known[0], match.start()) else None)
        if role is AmountRole.STANDARD and _is_too_much(plain, match, begun):
            role = None
        known = (match.end(), role)
        if role:
            start, end = _with_its_measure(plain, match, begun)
            at_most = bool(_MOST.search(plain, begun, match.start()) or _MOST_AFTER.match(plain, match.end()))
            yield Amount(start, end, text[match.start() : match.end()], role, at_most)


def _role(cues: frozenset[str]) -> AmountRole | None:
    found = chances(cues)
    name = max(found, key=found.__getitem__)
    return AmountRole(name) if name != NONE and found[name] >= _SURE else None


def _is_too_much(plain: str, match: re.Match[str], begun: int) -> bool:
    """Half a million and more, which nobody is entitled to: but for a most, a loan, and what is reckoned by a unit."""
    figure = match.group()
    number = re.match(r"[\d,.]+", figure)
    units = 100_000_000 if "亿" in figure else 10_000 if "万" in figure else 1
    sum_of_money = float(number.group().replace(",", "").strip(".") or 0) * units if number else 0.0
    return sum_of_money >= _TOO_MUCH and not _MAY_BE_MUCH.search(plain, begun, match.end() + 12)


def _around(plain: str, match: re.Match[str]) -> tuple[str, str, str]:
    """The sentence before and after a figure, and the sentence that stands earlier."""
    begun = _sentence_start(plain, match.start())
    earlier = plain[_sentence_start(plain, begun - 1) : begun] if begun else ""
    return plain[begun : match.start()], plain[match.end() : match.end() + 48], earlier


def _sentence_start(plain: str, at: int) -> int:
    """Where the sentence begins; of an endless one its last stretch."""
    begun = max(0, at - _LONGEST_SENTENCE)
    for end in _SENTENCE.finditer(plain, begun, at):
        begun = end.end()
    return begun


def _with_its_measure(plain: str, match: re.Match[str], begun: int) -> tuple[int, int]:
    near = plain[max(begun, match.start() - 24) : match.start()]
    per, after = _PER.search(near), _PER_AFTER.match(plain, match.end())
    start = match.start() - len(near) + per.start() if per and not _TELLS_MORE.search(per.group()) else match.start()
    return start, after.end() if after else match.end()
