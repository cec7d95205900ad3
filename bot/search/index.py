"""Passages in, an index out that answers questions with hits, best first."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from bot.model import Hit, Passage

from .analysis import Analyzer
from .floor import Floor, Signals
from .folding import fold
from .question import Asked, ask
from .quote import WIDTH, Quote, quote
from .ranking import Ranking, heading
from .thesaurus import Thesaurus

_LED_TO = 0.8
_PART = 0.6


class Index:
    """All that can be found, built whole and never edited. The same question gives the same hits."""

    def __init__(self, passages: Sequence[Passage], thesaurus: Thesaurus, *, floor: Floor | None = None) -> None:
        self.passages = tuple(passages)
        self.thesaurus = thesaurus
        self._analyzer = Analyzer()
        self._ranking = Ranking(self.passages, self._analyzer)
        self.ask = functools.lru_cache(maxsize=256)(self._ask)
        self.floor = floor or Floor(0.42)

    @classmethod
    def build(cls, passages: Sequence[Passage], *, thesaurus: Thesaurus | None = None) -> Index:
        return cls(passages, thesaurus or Thesaurus())

    def search(self, question: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """The passages that share terms with the question, best first, equal ones in the corpus' order."""
        asked = self.ask(question)
        ranked = self._ranking.order(asked, max(limit, 10))
        below = not self.floor.holds(self.signals(asked, ranked))
        return tuple(
            Hit(self.passages[n], score, self._found(asked, n), below_floor=below) for n, score in ranked[:limit]
        )

    def quote(self, question: str, passage: Passage, *, width: int = WIDTH) -> Quote:
        """The stretch of the passage that answers, with the question's words marked."""
        asked = self.ask(question)
        weights = {term: weight * self._ranking.rarity(term) for term, weight in asked.terms.items()}
        return quote(passage.text, weights, words=asked.words, official=asked.official, width=width)

    def signals(self, asked: Asked, ranked: Sequence[tuple[int, float]]) -> Signals:
        """How near the first of these passages comes to one that says all that is asked."""
        if not ranked:
            return Signals(0.0, 0.0, 0.0)
        number, top = ranked[0]
        tenth = ranked[9][1] if len(ranked) > 9 else 0.0
        return Signals(top, self._coverage(asked, self._held(number)), top - tenth)

    def _ask(self, question: str) -> Asked:
        return ask(question, self._analyzer, self.thesaurus)

    def _coverage(self, asked: Asked, held: str) -> float:
        sought = {word: self._analyzer.telling(word) for word in asked.words}
        led_to = {e.word for e in asked.expansions if any(official in held for official in e.official)}
        covered = sum(worth * _share(word, held, led_to) for word, worth in sought.items())
        return covered / (sum(sought.values()) or 1.0)

    def _held(self, number: int) -> str:
        passage = self.passages[number]
        return fold(f"{heading(passage)}\n{passage.text}")

    def _found(self, asked: Asked, number: int) -> tuple[str, ...]:
        held = self._held(number)
        return tuple(word for word in dict.fromkeys((*asked.words, *asked.official)) if word in held)


def _share(word: str, held: str, led_to: Collection[str]) -> float:
    """How much of a word stands in a text: all, what the thesaurus calls it, or some of its pairs of characters."""
    if word in held:
        return 1.0
    if any(word in everyday or everyday in word for everyday in led_to):
        return _LED_TO
    pairs = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else []
    return _PART * sum(pair in held for pair in pairs) / (len(pairs) or 1)
