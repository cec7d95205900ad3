"""What tells a right hit from a chance one: measures relative to the question, and the value that they must reach."""

from __future__ import annotations

import math
import statistics
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

USUAL = 0.31
"""Where the floor stands before a corpus has been asked; right for those of which we know the answers."""
LOWEST = 0.303
MOVES = 0.03
"""How far the floor rises with what comes without the right article: related articles answer in part."""
NEAR = 0.2
"""Of the floor: what comes so near may be worth a look, though it is no answer. Of everyday questions that are refused
by words, 52 of 61 are shown the article that answers them, and 58 of 105 that none answers are shown some article."""
LEADING = 20
"""Passages that tell whether what was found belongs together."""


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
    apart: float = 0.0
    """How far it is ahead of the best passage of another article."""
    joined: float = 0.0
    """Share of the question's neighbouring words that stand side by side there."""
    gathered: float = 0.0
    """How far the leading passages are of one article: what is answered has an article of its own."""
    likeness: float = 0.0
    """How much liker the question its article is, by meaning, than what does not answer; 0 where that is not known."""

    @property
    def strength(self) -> float:
        near, ahead, apart = (min(1.5, max(0.0, value)) for value in (self.nearness, self.margin, self.apart))
        said = math.sqrt(min(1.0, self.telling))  # a high score for common words alone proves nothing
        scores = 0.13 * near + 0.09 * ahead + 0.17 * apart
        held = 0.22 * self.telling + 0.04 * self.share + 0.09 * self.joined
        by_words = said * scores + held + 0.13 * (1 + said) * self.gathered
        return by_words + 0.09 * self.likeness


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

    def nears(self, signals: Signals) -> bool:
        """Whether what was found may be offered for a look, though it is not held to answer."""
        return signals.strength >= NEAR * self.least


def gathered(firsts: Sequence[tuple[Hashable, float]], *, articles: int) -> float:
    """How far scores are gathered in one article: 1 where all are, 0 where each is in another, all alike.

    What only has common words with a question stands in many articles. In a corpus of fewer `articles` than there are
    passages here they cannot be as many.
    """
    sums: dict[Hashable, float] = {}
    for article, score in firsts:
        sums[article] = sums.get(article, 0.0) + max(0.0, score)
    shares = [value / sum(sums.values()) for value in sums.values() if value > 0]
    even = math.log(max(1, min(len(firsts), articles)))
    return max(0.0, 1 + sum(share * math.log(share) for share in shares) / even) if even else 0.0
