"""What the last build counted and what is new → the counts of all passages, by term, and of all headlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bot.known import Carried

from .best import Floats
from .counts import Counts, Numbers, lengths_of
from .inverted import Inverted

Lengthy = tuple[Inverted, tuple[Floats, ...]]
"""Counts by term, and in each field how many terms each text has."""

BODIES, HEADLINES, OWNERS = "counts", "headlines", "owners"


class Counted:
    """Takes up the counts that are `carried` over: of passages (their texts, what stands above them) and of headlines.

    `article_of` is the number of each passage's article.
    """

    def __init__(self, carried: Carried, article_of: Numbers, articles: int) -> None:
        self._passages, self._article_of = carried, article_of
        self._before = carried.known.table(OWNERS).get("article", np.zeros(0, np.int32))
        before = np.full(articles, -1, np.int64)
        stays = carried.before >= 0
        before[article_of[stays]] = self._before[carried.before[stays]]
        self.articles = Carried(before, carried.known)

    def with_new(self, found: Sequence[list[Counts]], vocabulary: Mapping[str, int]) -> tuple[Lengthy, Lengthy]:
        """By term, with the counts of the new: two fields of passages, one of articles. `found` are the three, used up."""
        (*own, over) = found
        articles = int(self._before.max(initial=-1)) + 1
        passages = self._together(BODIES, own, vocabulary, self._passages, len(self._before))
        headlines = self._together(HEADLINES, [over], vocabulary, self.articles, articles)
        self._passages.known.leave(OWNERS, {"article": self._article_of})
        return passages, headlines

    def _together(
        self, name: str, fields: Sequence[list[Counts]], vocabulary: Mapping[str, int], carried: Carried, before: int
    ) -> Lengthy:
        table, new = carried.known.table(name), carried.new
        lengths = {f"lengths{n}": lengths_of(field, len(new)) for n, field in enumerate(fields)}
        lengths = {key: carried.array(table.get(key), column) for key, column in lengths.items()}
        found = Inverted.of(fields, vocabulary, numbers=new.astype(np.int32)).standing()
        if table and len(new) < len(carried.before):
            found = Inverted.from_arrays(table).after(carried.to(before), found)
        carried.known.leave(name, {**found.arrays(), **lengths})
        return found, tuple(lengths.values())
