"""A question in, out what it names that is another matter than a workers' newspaper's: a driving test, a recipe, a pet."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

from .analysis import listed
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
    found = [name for name in longer if name in folded] + [name for name in single if name in words]
    return tuple(name for name in found if not any(name in other and name != other for other in found))


@functools.cache
def _matters() -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = tuple(map(fold, listed("other_matters.txt")))
    return tuple(name for name in names if len(name) > 1), tuple(name for name in names if len(name) == 1)
