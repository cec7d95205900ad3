"""Passages in, an index out that answers questions with hits, best first."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.model import Article, Hit, Passage

from .analysis import Analyzer
from .bm25 import BM25, Floats, best
from .floor import Floor, Signals
from .folding import fold
from .question import Asked, ask
from .quote import WIDTH, Quote, quote
from .thesaurus import Thesaurus

K1, B = 0.8, 0.7
TITLE = 0.4
"""What a term of the headline weighs beside one of the paragraph."""
ARTICLE = 0.5
"""What the score of the whole article weighs beside the paragraph's."""

_LED_TO = 0.8
_PART = 0.6


class Index:
    """All that can be found, built whole and never edited. The same question gives the same hits."""

    def __init__(
        self, passages: tuple[Passage, ...], analyzer: Analyzer, thesaurus: Thesaurus, *, floor: Floor | None = None
    ) -> None:
        self.passages = passages
        self.thesaurus = thesaurus
        self._analyzer = analyzer
        self._ask = functools.lru_cache(maxsize=256)(lambda text: ask(text, analyzer, thesaurus))
        bodies = [analyzer.terms(passage.text) for passage in passages]
        self._article_of, articles = _articles(passages)
        titles = [analyzer.terms(_headline(article)) for article in articles]
        self._paragraphs = BM25(bodies, k1=K1, b=B, fields=[(TITLE, [titles[n] for n in self._article_of])])
        whole: list[list[str]] = [[] for _ in articles]
        for number, terms in zip(self._article_of, bodies, strict=True):
            whole[number] += terms
        self._articles = BM25(whole, k1=K1, b=B, fields=[(TITLE, titles)])
        self.floor = floor or Floor(0.42)

    @classmethod
    def build(cls, passages: Sequence[Passage], *, thesaurus: Thesaurus | None = None) -> Index:
        return cls(tuple(passages), Analyzer(), thesaurus or Thesaurus())

    def search(self, question: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """The passages that share terms with the question, best first, equal ones in the corpus' order."""
        asked = self.ask(question)
        scores = self.score(asked)
        numbers = best(scores, max(limit, 10))
        below = not self.floor.holds(self.signals(asked, scores, numbers))
        return tuple(
            Hit(self.passages[n], float(scores[n]), self._found(asked, n), below_floor=below) for n in numbers[:limit]
        )

    def ask(self, question: str) -> Asked:
        return self._ask(question)

    def score(self, asked: Asked) -> Floats:
        """The score of every passage."""
        scores = self._paragraphs.weigh(asked.terms)
        if len(scores):
            scores += ARTICLE * self._articles.weigh(asked.terms)[self._article_of] * (scores > 0)
        return scores

    def quote(self, question: str, passage: Passage, *, width: int = WIDTH) -> Quote:
        """The stretch of the passage that answers, with the question's words marked."""
        asked = self.ask(question)
        weights = {term: weight * self.rarity(term) for term, weight in asked.terms.items()}
        return quote(passage.text, weights, words=asked.words, official=asked.official, width=width)

    def rarity(self, term: str) -> float:
        """How much a term tells; one that stands nowhere tells most."""
        return self._paragraphs.idf.get(term) or float(np.log1p(2 * self._paragraphs.corpus_size + 1))

    def signals(self, asked: Asked, scores: Floats, numbers: Sequence[int]) -> Signals:
        """How near the first of these passages comes to one that says all that is asked."""
        ideal = sum(weight * self.rarity(term) for term, weight in asked.own.items())
        if not numbers or not ideal:
            return Signals(0.0, 0.0, 0.0)
        top = float(scores[numbers[0]])
        tenth = float(scores[numbers[9]]) if len(numbers) > 9 else 0.0
        return Signals(top / ideal, self._coverage(asked, self._held(numbers[0])), (top - tenth) / ideal)

    def _coverage(self, asked: Asked, held: str) -> float:
        sought = {word: self._analyzer.telling(word) for word in asked.words}
        led_to = {e.word for e in asked.expansions if any(official in held for official in e.official)}
        covered = sum(worth * _share(word, held, led_to) for word, worth in sought.items())
        return covered / (sum(sought.values()) or 1.0)

    def _held(self, number: int) -> str:
        passage = self.passages[number]
        return fold(f"{_headline(passage.article)}\n{passage.text}")

    def _found(self, asked: Asked, number: int) -> tuple[str, ...]:
        held = self._held(number)
        return tuple(word for word in dict.fromkeys((*asked.words, *asked.official)) if word in held)


def _headline(article: Article) -> str:
    return " ".join(part for part in (article.title, article.kicker) if part)


def _share(word: str, held: str, led_to: Collection[str]) -> float:
    """How much of a word stands in a text: all, what the thesaurus calls it, or some of its pairs of characters."""
    if word in held:
        return 1.0
    if any(word in everyday or everyday in word for everyday in led_to):
        return _LED_TO
    pairs = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else []
    return _PART * sum(pair in held for pair in pairs) / (len(pairs) or 1)


def _articles(passages: Sequence[Passage]) -> tuple[NDArray[np.int64], list[Article]]:
    """For each passage the number of its article, beside the articles in the order of their first passages."""
    numbers: dict[int, int] = {}
    articles: list[Article] = []
    of = []
    for passage in passages:
        key = id(passage.article)
        if key not in numbers:
            numbers[key] = len(articles)
            articles.append(passage.article)
        of.append(numbers[key])
    return np.asarray(of, dtype=np.int64), articles
