"""A question in, out what it names that is another matter than a workers' newspaper's: a driving test, a recipe, a pet."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Mapping, Sequence

from bot.wordlists import listed

from .folding import fold

_OF_THE_ASKER = re.compile(
    "(?:(?:我们|咱们?|俺们?|我|俺)(?:是|在)?|在|给)(?:一?家|一?个)?[^,。!?;、 哪]{1,6}"
    "(?:店|厂|公司|车间|馆|院|场|行|铺|房|部|队|站|园|局|所|中心|工地)"
    "|^(?:我|俺|咱)?(?:是|搞|做|装|开|修|卖|送|干|教|给人)[^,。!?;、 哪]{1,8}的(?=[,。、 ])"
    "|^[^,。!?;、 哪]{1,8}(?:教练|老师|师傅|司机|工人?|员|保姆|学徒)(?=[,。、 ])"
)
"""Where one works or what as, in the words in which one tells it: 我们奶茶店五一照常开门 does not ask about tea."""


def other_matters(folded: str, words: Collection[str]) -> tuple[str, ...]:
    """The names of such matters in a folded question, of overlapping ones the longest; one character only as a word.

    Not those that only tell who asks.
    """
    longer, single = _matters()
    folded = _OF_THE_ASKER.sub(" ", folded)
    begun = itertools.chain.from_iterable(longer.get(char, ()) for char in set(folded))
    found = [name for _, name in sorted(pair for pair in begun if pair[1] in folded)]
    found += [name for name in single if name in words]
    return tuple(name for name in found if not any(name in other and name != other for other in found))


@functools.cache
def _matters() -> tuple[Mapping[str, Sequence[tuple[int, str]]], tuple[str, ...]]:
    """By their first character the names of more than one, each with its place in the list; those of one."""
    names = tuple(map(fold, listed("bot.search", "other_matters")))
    longer: dict[str, list[tuple[int, str]]] = {}
    for number, name in enumerate(names):
        if len(name) > 1:
            longer.setdefault(name[0], []).append((number, name))
    return longer, tuple(name for name in names if len(name) == 1)
