"""Passages and a question's terms in, a score for each passage out, relative to one that says all that is asked."""

from __future__ import annotations

import functools
from collections.abc import Collection, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.known import Carried
from bot.model import Article, Passage
from bot.once import Passages, some_of
from bot.vocabulary import Vocabulary, arrays_of, digests_of

from .best import Floats
from .bm25 import BM25, Arrays
from .counted import Counted
from .counting import Ahead, Progress
from .coverage import coverage_of
from .gains import gains, likeness
from .question import Asked
from .within import ordered
from .wording import NUMBERED, Wording, heading, headline, kept, told, wordings_of

# Chosen on the even questions of three public sets, held against the odd ones; see tests/benchmarks/ranking.py.
K1, B = 0.6, 0.7
TITLE = 1.5
"""What a term of the headline weighs beside one of the paragraph."""
ARTICLE = 0.6
"""What the score of the whole article weighs beside the paragraph's."""
ARTICLE_K1, ARTICLE_B = 0.9, 0.0  # a long article is not worse for its length: a code of 500 paragraphs answers more
LATER = 0.02
"""What each paragraph further down loses: a report says the main thing first."""
LATER_UP_TO = 8
"""Paragraphs after which nothing more is lost: a code's last is worth no less than its ninth. With 4 or 16 none of our own
1,782 questions is answered otherwise."""
LEAST = 1e-6
"""The score of a passage that matches, however far down it stands."""
RERANKED = 10
"""Passages that are looked into. Thirty moved no set's MRR@10 by more than .0004."""
HEAVIEST = 300
"""Terms of a question that are looked up. With all of them none of our own 1,782 questions is answered otherwise, with 100
are 23, and one loses its right quote."""
TABLE = "facts"

Ranked = tuple[tuple[int, float], ...]
"""Numbers of passages with their scores, best first."""


class Ranker(Protocol):
    """What an index asks of whatever ranks its passages: the arrays here, or an engine elsewhere."""

    @property
    def article_count(self) -> int:
        """How many articles there are."""

    def order(self, asked: Asked, limit: int) -> Ranked: ...

    def shares(self, asked: Asked, number: int) -> dict[str, float]: ...

    def rarity(self, term: str) -> float: ...

    def holds(self, term: str) -> bool: ...

    def words(self) -> tuple[str, ...]: ...

    def number_of(self, passage_id: str) -> int: ...

    def wording(self, number: int) -> Wording: ...

    def article(self, number: int) -> Hashable: ...


class Ranking:
    """The arrays that score all passages at once."""

    def __init__(
        self,
        passages: Sequence[Passage],
        *,
        ahead: Ahead | None = None,
        carried: Carried | None = None,
        progress: Progress | None = None,
        wordings: Arrays | None = None,
    ) -> None:
        """`wordings` are those of all passages, where they are worked out already."""
        cut, carried = ahead or Ahead(), carried or Carried.nothing(len(passages))
        self._wordings = wordings or {}
        self.wording = kept(self._wordings) if self._wordings else told(passages)
        self.article_of, articles = articles_of(passages)
        self._article_of: Sequence[int] = self.article_of.data
        of = self.article_of.astype(np.int32)
        counted = Counted(carried, of, len(articles))
        new, heads = (
            some_of(passages, carried.new),
            [articles[number] for number in counted.articles.new.tolist()],
        )
        texts = [passage.text for passage in new], list(map(heading, new)), list(map(headline, heads))
        facts = _facts(new, carried)
        self._ids = Vocabulary(arrays_of(ids_of(passages), facts["digests"]))
        (inverted, lengths), (over, above) = counted.with_new(*cut.counts_of(*texts, progress=progress))
        carried.known.done()  # it is the largest table and the last
        vocabulary = {term: number for number, term in enumerate(inverted.terms)}

        def of_articles() -> BM25:
            whole = inverted.grouped(of).in_field(0, of=2).merged(over.in_field(1, of=2))
            own = np.bincount(of, weights=lengths[0], minlength=len(articles)).astype(np.float64, copy=False)
            sizes = own, *above
            return BM25.counted(whole, vocabulary, sizes, k1=ARTICLE_K1, b=ARTICLE_B, weights=(1.0, TITLE))

        with ThreadPoolExecutor(1, thread_name_prefix="articles") as pool:  # numpy leaves the interpreter to the other
            beside = pool.submit(of_articles)
            self.paragraphs = BM25.counted(inverted, vocabulary, lengths, k1=K1, b=B, weights=(1.0, TITLE))
            self.articles = beside.result()
        self.later = LATER * _depths(facts["led"], self.article_of)

    @classmethod
    def of(cls, passages: Sequence[Passage], arrays: Arrays, *, terms: Mapping[str, int] | None = None) -> Ranking:
        """The same again from its passages and arrays; with `terms`, from arrays of these terms and no others."""
        made = cls.__new__(cls)
        made._wordings = {name: array for name, array in arrays.items() if name.partition(".")[0] == "wordings"}
        made.wording = kept(made._wordings) if made._wordings else told(passages)
        made._ids = Vocabulary(_under("ids", arrays) if terms is None else arrays_of([]))
        terms = Vocabulary(_under("terms", arrays)) if terms is None else terms
        made.paragraphs, made.articles = (BM25.of(_under(name, arrays), terms) for name in ("paragraphs", "articles"))
        made.article_of, made.later = arrays["article_of"], arrays["later"]
        made._article_of = made.article_of.data
        return made

    def arrays(self, passages: Sequence[Passage]) -> dict[str, NDArray[Any]]:
        """All that makes it up but its passages."""
        parts = {
            "paragraphs": self.paragraphs.arrays(),
            "articles": self.articles.arrays(),
            "terms": arrays_of(self.paragraphs.vocabulary),
            "ids": self._ids.arrays,
        }
        named = {f"{name}.{key}": array for name, part in parts.items() for key, array in part.items()}
        wordings = self._wordings or wordings_of(passages)
        return {**named, **wordings, "article_of": self.article_of, "later": self.later}

    @property
    def article_count(self) -> int:
        return self.articles.corpus_size

    def shares(self, asked: Asked, number: int) -> dict[str, float]:
        """What each term adds to the score of one passage by its own words and heading, the most first."""
        ideal = sum(self._worths(asked).values()) or 1.0
        found = self.paragraphs.shares(self._heaviest(asked.terms), number)
        return {term: share / ideal for term, share in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))}

    def order(self, asked: Asked, limit: int, *, without: Collection[int] = ()) -> Ranked:
        """Numbers of the best passages with their scores, best first, equal ones in the corpus' order.

        A score is about 1 where all terms stand. The articles of the passages `without` are left out, as if they were
        not there.
        """
        worths = self._worths(asked)
        known = self._best(asked, sum(worths.values()), max(limit, RERANKED), without)
        first, rest = known[:RERANKED], known[RERANKED:]
        won = self._gains([number for number, _ in first], asked, worths)
        first = sorted(((n, score + gain) for (n, score), gain in zip(first, won, strict=True)), key=_best_first)
        first = ordered(asked, first, article=self.article, wording=self.wording)
        return tuple(sorted((*first, *rest), key=_best_first)[:limit])

    def _best(self, asked: Asked, ideal: float, limit: int, without: Collection[int]) -> list[tuple[int, float]]:
        """The best by their terms, their articles and their places. `ideal` is what a passage of mean length would score
        that holds each of the worker's own terms once.
        """
        if not ideal:
            return []
        terms = self._heaviest(asked.terms)
        left_out = {int(self.article_of[number]) for number in without}
        many = limit + sum(int(np.count_nonzero(self.article_of == article)) for article in left_out)
        found = self.paragraphs.top(terms, many, bonus=self._beside(terms, ideal))
        if left_out:
            found = [pair for pair in found if int(self.article_of[pair[0]]) not in left_out][:limit]
        return [(number, max(score / ideal, LEAST)) for number, score in found]

    def _beside(self, terms: Mapping[str, float], ideal: float) -> Floats:
        """What each passage scores beside its own terms: a part of its article's score, less for standing below."""
        beside = np.take(ARTICLE * self.articles.weigh(terms), self.article_of)  # takes half the time of brackets
        beside -= ideal * self.later
        return beside

    def _worths(self, asked: Asked) -> dict[str, float]:
        """What each of the worker's own terms tells."""
        return {term: weight * self.rarity(term) for term, weight in asked.own.items()}

    def rarity(self, term: str) -> float:
        """How much a term tells in this corpus; one that stands nowhere tells most."""
        return self.paragraphs.idf.get(term) or self._rarest

    @functools.cached_property
    def _rarest(self) -> float:
        return float(np.log1p(2 * self.paragraphs.corpus_size + 1))

    def holds(self, term: str) -> bool:
        return term in self.paragraphs.vocabulary

    def words(self) -> tuple[str, ...]:
        """Terms of more than one character, those of most passages first."""
        holders = np.diff(self.paragraphs.starts)
        terms = list(self.paragraphs.vocabulary)
        return tuple(terms[number] for number in np.argsort(-holders, kind="stable") if len(terms[number]) > 1)

    def article(self, number: int) -> Hashable:
        """What tells the article of a passage from others."""
        return self._article_of[number]

    def number_of(self, passage_id: str) -> int:
        """The number of a passage; raises `KeyError` where there is none of that id."""
        return self._ids[passage_id]

    def _heaviest(self, terms: Mapping[str, float]) -> Mapping[str, float]:
        """The terms that weigh most; of a story of 4,000 characters the others would cost a second and add nothing."""
        if len(terms) <= HEAVIEST:
            return terms
        return dict(sorted(terms.items(), key=lambda pair: (-pair[1] * self.rarity(pair[0]), pair[0]))[:HEAVIEST])

    def _gains(self, numbers: Sequence[int], asked: Asked, worths: Mapping[str, float]) -> list[float]:
        """What each of the leading passages wins or loses by what its sentences say."""
        found = [self.wording(number) for number in numbers]
        texts = [f"{wording.heading}\n{wording.text}" for wording in found]
        coverage = coverage_of(asked)
        led = coverage.led
        told = [led * coverage.of(text)[0] for text in texts] if led else []
        alike = [likeness(asked.alike, text) for text in texts] if asked.alike else []
        return gains(asked, found, worths=worths, told=told, alike=alike)


def _under(name: str, arrays: Arrays) -> Arrays:
    """The arrays whose name begins with this one, by the rest of their names."""
    return {key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(f"{name}.")}


def _facts(new: Sequence[Passage], carried: Carried) -> Arrays:
    """Of each passage its id's digest, and whether headings or a law's numbers lead to each paragraph alike."""
    led = [bool(passage.paragraph.section or NUMBERED.match(passage.text)) for passage in new]
    columns = {"digests": digests_of([passage.id for passage in new]), "led": np.asarray(led, np.bool_)}
    table = carried.known.table(TABLE)
    found = {name: carried.array(table.get(name), column) for name, column in columns.items()}
    carried.known.leave(TABLE, found)
    return found


def _best_first(pair: tuple[int, float]) -> tuple[float, int]:
    number, score = pair
    return -score, number


def ids_of(passages: Sequence[Passage]) -> Sequence[str]:
    return passages.ids() if isinstance(passages, Passages) else [passage.id for passage in passages]


def articles_of(passages: Sequence[Passage]) -> tuple[NDArray[np.int64], list[Article]]:
    """For each passage the number of its article, beside the articles in the order of their first passages."""
    if isinstance(passages, Passages):
        known, of = np.unique(passages.owners(), return_inverse=True)
        return of, [passages.owned.articles[number] for number in known.tolist()]
    found: dict[int, tuple[int, Article]] = {}
    owners = [found.setdefault(id(p.article), (len(found), p.article))[0] for p in passages]
    return np.asarray(owners, np.int64), [article for _, article in found.values()]


def _depths(led: NDArray[np.bool_], article_of: NDArray[np.int64]) -> Floats:
    """How many passages of its report stand above each, counted up to a bound; 0 for those that are led to."""
    order = np.argsort(article_of, kind="stable")
    firsts = np.flatnonzero(np.diff(article_of[order], prepend=-1))
    above = np.empty(len(order), np.int64)
    above[order] = np.arange(len(order)) - np.repeat(firsts, np.diff(firsts, append=len(order)))
    return np.where(led, 0.0, np.minimum(above, LATER_UP_TO))
