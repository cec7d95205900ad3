"""What tells a right hit from a chance one: measures relative to the question, and the value that they must reach."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

USUAL = 0.45
"""Where the floor stands before a corpus has been asked; right for those of which we know the answers."""
LOWEST = 0.38
MOVES = 0.26
"""How far the floor rises with what comes without the right article: related articles answer in part."""


@dataclass(frozen=True, slots=True)
class Signals:
    """How near the best passage comes to one that says all that is asked, from 0 to about 1."""

    nearness: float = 0.0
    """Its score beside that of a passage that holds every term of the question once."""
    telling: float = 0.0
    """Share of what the question's words tell that stands in its best sentence or its headline."""
    share: float = 0.0
    """Share of the question's words that stand there."""
    margin: float = 0.0
    """How far it is ahead of the tenth, in the same measure as nearness."""

    @property
    def strength(self) -> float:
        near, ahead = (min(1.5, max(0.0, value)) for value in (self.nearness, self.margin))
        return 0.3 * near + 0.4 * self.telling + 0.2 * self.share + 0.1 * ahead


@dataclass(frozen=True, slots=True)
class Floor:
    """The least strength that a question's best passage must have to be an answer."""

    least: float = USUAL
    asked: int = 0
    """How many questions of its own the corpus was asked to find it."""

    @classmethod
    def calibrate(cls, unanswered: Sequence[float]) -> Floor:
        """The floor of a corpus, from the strengths of its own questions with their article left out."""
        if not unanswered:
            return cls()
        return cls(round(LOWEST + MOVES * min(1.0, statistics.median(unanswered)), 3), len(unanswered))

    def holds(self, signals: Signals) -> bool:
        return signals.strength >= self.least
