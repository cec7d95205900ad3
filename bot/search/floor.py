"""What tells a right hit from a chance one: measures relative to the question, and the value that they must reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """How near the best passage comes to one that says all that is asked, from 0 to about 1."""

    nearness: float
    """Its score beside that of a passage that holds every term of the question once."""
    coverage: float
    """Share of the question's words, weighed by rarity, that stand in it."""
    margin: float
    """How far it is ahead of the tenth, in the same measure as nearness."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a question's best passage must reach to be an answer; calibrated on the corpus itself."""

    least: float

    def measure(self, signals: Signals) -> float:
        return min(1.0, signals.nearness) * 0.4 + signals.coverage * 0.6

    def holds(self, signals: Signals) -> bool:
        return self.measure(signals) >= self.least
