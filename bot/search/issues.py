"""Leading passages in, which of their articles are issues of one text out: the rules of 2025 and of 2026, a law and its revision."""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable, Iterable

from rapidfuzz import fuzz

ALIKE = 70
"""Of 100, how alike two passages of two issues are; the headline alone proves nothing, and a column has one for years."""
_FIGURES = re.compile(r"\d+")


def issues(passages: Iterable[tuple[Hashable, str, str]]) -> dict[Hashable, Hashable]:
    """For each article that is another issue of one before it, that one; of (article, title, text), all folded.

    Of one title but for its figures, and with a passage that is worded much the same.
    """
    first: dict[Hashable, Hashable] = {}
    seen: dict[str, list[tuple[Hashable, str]]] = {}
    for article, title, text in passages:
        under = seen.setdefault(_without_figures(title), [])
        if title and article not in first:
            found = (one for one, other in under if one != article and fuzz.ratio(text, other, score_cutoff=ALIKE))
            if (one := next(found, None)) is not None:
                first[article] = first.get(one, one)
        under.append((article, text))
    return first


@functools.lru_cache(maxsize=4096)  # headlines, not what workers type
def _without_figures(title: str) -> str:
    return _FIGURES.sub("", title)
