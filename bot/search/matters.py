"""A question in, out what it names that is another matter than a workers' newspaper's: a driving test, a recipe, a pet."""

from __future__ import annotations

import functools
from collections.abc import Collection

from .analysis import listed
from .folding import fold


def other_matters(folded: str, words: Collection[str]) -> tuple[str, ...]:
    """The names of such matters in a folded question, of overlapping ones the longest; one character only as a word."""
    longer, single = _matters()
    found = [name for name in longer if name in folded] + [name for name in single if name in words]
    return tuple(name for name in found if not any(name in other and name != other for other in found))


@functools.cache
def _matters() -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = tuple(map(fold, listed("other_matters.txt")))
    return tuple(name for name in names if len(name) > 1), tuple(name for name in names if len(name) == 1)
