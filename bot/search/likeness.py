"""Vectors of passages and of clauses of theirs in, out how like a question a passage is that does not answer it.

A model's cosines have a scale of their own, and each corpus its place on it: multilingual-e5-small gives .85 for what
has nothing to do with a question and .90 for what answers it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

BELOW = 0.7
"""Deviations below the likest of other articles at which likeness begins to speak for an answer: a clause of an article
is liker the others' than a worker's question is."""
FURTHEST = 2.5
"""Where unlikeness ends: one signal must not outweigh all words."""
NEAREST = 0.75
"""Where likeness ends, which proves much less: where other articles are on the same matters, all are like a question."""
SAMPLE = 4096
"""Passages that are compared with each clause; more would only take memory."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The cosine of what is no more like a question than others, and the deviation of all passages from one another."""

    usual: float = 0.0
    deviation: float = 0.0

    @classmethod
    def measure(
        cls, rows: NDArray[np.float16], articles: NDArray[np.int64], clauses: Mapping[int, NDArray[np.float32]]
    ) -> Self:
        """From each clause's vector and the passages of other articles than its own; unknown where there are none."""
        sample = np.arange(0, len(rows), max(1, len(rows) // SAMPLE))
        some = rows[sample].astype(np.float32)
        others = [(some @ vector)[articles[sample] != articles[number]] for number, vector in clauses.items()]
        others = [cosines for cosines in others if len(cosines)]
        if not others:
            return cls()
        deviation = float(np.mean([cosines.std() for cosines in others]))
        return cls(float(np.mean([cosines.max() for cosines in others])) - BELOW * deviation, deviation)

    def of(self, cosines: NDArray[Any]) -> float:
        """Of the likest of some passages, in deviations above the usual; nought where that is unknown."""
        if not self.deviation or not len(cosines):
            return 0.0
        return float(np.clip((float(np.max(cosines)) - self.usual) / self.deviation, -FURTHEST, NEAREST))
