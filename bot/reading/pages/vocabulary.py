"""The page's own wording: which characters it puts side by side, and how much two of its texts share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_HAN = re.compile(r"[一-鿿㐀-䶿]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts of bigrams (two Chinese characters side by side) over the blocks of one page."""

    blocks: int
    counts: Counter[str]
    """bigram → number of different blocks that hold it"""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        different = set(texts)
        counts: Counter[str] = Counter()
        for text in different:
            counts.update(bigrams(text))
        return cls(len(different), counts)

    def weight(self, bigram: str) -> float:
        """Inverse document frequency, never negative."""
        count = self.counts[bigram]
        return math.log(1 + (self.blocks - count + 0.5) / (count + 0.5))

    def support(self, short: str, long: str) -> float:
        """Share of the weight of `short`'s bigrams that `long` holds, 0 to 1."""
        wanted = bigrams(short)
        total = sum(map(self.weight, wanted))
        return sum(map(self.weight, wanted & bigrams(long))) / total if total else 0.0


def bigrams(text: str) -> set[str]:
    """All pairs of neighbouring Chinese characters."""
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}


def share(short: str, long: str) -> float:
    """Share of `short`'s bigrams that `long` holds, 0 to 1."""
    own = bigrams(short)
    return len(own & bigrams(long)) / max(len(own), 1)
