"""A ranking of all passages in, what each passage and each article adds to scores out; and a ranking of a few of them again.

So the ranking need not be where the question is asked: an engine elsewhere names candidates, their slices come along,
and the few are scored by the very arrays that would score all.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.model import Passage

from .bm25 import BM25
from .question import Asked
from .ranking import Ranked, Ranking
from .wording import Wording, wording_of

CANDIDATES = 100
"""How many are asked for: BM25 of the paragraphs alone finds them, and what the article and the place in it add moves
few by more than as many places."""
LIKELY = 20_000
"""Words that a mistyped one may stand for; the spelling looks at fewer."""

_TERM, _IMPACT = np.dtype("<u4"), np.dtype("<f4")


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """What each of its terms adds to the score of one passage or article; terms by number, ascending."""

    terms: NDArray[np.uint32]
    impacts: NDArray[np.float32]

    def packed(self) -> bytes:
        return self.terms.astype(_TERM).tobytes() + self.impacts.astype(_IMPACT).tobytes()

    @classmethod
    def of(cls, packed: bytes) -> Slice:
        half = len(packed) // 2
        return cls(np.frombuffer(packed[:half], _TERM), np.frombuffer(packed[half:], _IMPACT))


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """All terms and how much each tells: by digests of eight bytes, so that ten million terms take 160 MB.

    A term's number is the place of its digest among them.
    """

    digests: NDArray[np.uint64]
    rarities: NDArray[np.float64]
    likely: tuple[str, ...]
    size: int
    """How many passages there are."""
    articles: int
    """How many articles they are of."""

    def number(self, term: str) -> int | None:
        digest = _digest(term)
        place = int(np.searchsorted(self.digests, digest))
        return place if place < len(self.digests) and self.digests[place] == digest else None

    def rarity(self, term: str) -> float:
        """How much a term tells among all passages; one that stands nowhere tells most."""
        number = self.number(term)
        return float(np.log1p(2 * self.size + 1)) if number is None else float(self.rarities[number])


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A candidate: its number, its passage, and the slices that score it; `later` is what its place in the article costs."""

    number: int
    passage: Passage
    article: int
    own: Slice
    whole: Slice
    later: float


class Source(Protocol):
    """Where candidates come from."""

    def find(self, terms: Mapping[str, float], limit: int) -> Sequence[Found]:
        """The passages that score best by the terms of their own, in any order."""

    def at(self, number: int) -> Found: ...

    def number_of(self, passage_id: str) -> int: ...


class Distant:
    """Ranks what a source finds, with the scores that a ranking of all passages would give."""

    def __init__(self, terms: Terms, source: Source) -> None:
        self._terms, self._source = terms, source

    @property
    def article_count(self) -> int:
        return self._terms.articles

    def order(self, asked: Asked, limit: int) -> Ranked:
        """Numbers of the best passages with their scores, best first, equal ones in the corpus' order."""
        known = {term: weight for term, weight in asked.terms.items() if self.holds(term)}
        found = sorted(self._source.find(known, max(limit, CANDIDATES)), key=lambda one: one.number) if known else []
        return tuple((found[n].number, score) for n, score in self._ranked(asked, found).order(asked, limit))

    def shares(self, asked: Asked, number: int) -> dict[str, float]:
        return self._ranked(asked, [self._source.at(number)]).shares(asked, 0)

    def rarity(self, term: str) -> float:
        return self._terms.rarity(term)

    def holds(self, term: str) -> bool:
        return self._terms.number(term) is not None

    def words(self) -> tuple[str, ...]:
        return self._terms.likely

    def number_of(self, passage_id: str) -> int:
        return self._source.number_of(passage_id)

    def wording(self, number: int) -> Wording:
        return wording_of(self._source.at(number).passage)

    def article(self, number: int) -> Hashable:
        return self._source.at(number).article

    def _ranked(self, asked: Asked, found: Sequence[Found]) -> Ranking:
        terms = tuple(asked.terms)
        rarities = np.asarray([self.rarity(term) for term in terms])
        numbers = [self._terms.number(term) for term in terms]
        places = {article: place for place, article in enumerate(dict.fromkeys(one.article for one in found))}
        wholes = {one.article: one.whole for one in found}
        parts = {
            "paragraphs": _arrays(terms, numbers, rarities, [one.own for one in found]),
            "articles": _arrays(terms, numbers, rarities, [wholes[article] for article in places]),
        }
        arrays = {f"{name}.{key}": array for name, part in parts.items() for key, array in part.items()}
        arrays["article_of"] = np.asarray([places[one.article] for one in found], np.int64)
        arrays["later"] = np.asarray([one.later for one in found])
        return Ranking.of([one.passage for one in found], arrays, terms={term: n for n, term in enumerate(terms)})


def terms_of(ranking: Ranking) -> tuple[Terms, NDArray[np.uint32]]:
    """The table of a ranking's terms, and for each term of its vocabulary the number that it has there."""
    vocabulary = ranking.paragraphs.vocabulary
    digests = np.fromiter(map(_digest, vocabulary), np.uint64, len(vocabulary))
    order = np.argsort(digests)
    numbers = np.empty(len(order), np.uint32)
    numbers[order] = np.arange(len(order), dtype=np.uint32)
    size, articles = ranking.paragraphs.corpus_size, ranking.article_count
    likely = tuple(itertools.islice(ranking.words(), LIKELY))
    return Terms(digests[order], ranking.paragraphs.idf.array[order], likely, size, articles), numbers


def slices(bm25: BM25, numbers: NDArray[np.uint32]) -> Iterator[Slice]:
    """One for each passage (or article) of the index, in order; `numbers` renames its terms."""
    terms = np.repeat(numbers, np.diff(bm25.starts))
    order = np.lexsort((terms, bm25.passages))
    terms, impacts = terms[order], bm25.impacts[order]
    ends = np.cumsum(np.bincount(bm25.passages, minlength=bm25.corpus_size))
    for begin, end in itertools.pairwise((0, *ends.tolist())):
        yield Slice(terms[begin:end], impacts[begin:end])


def _arrays(
    terms: Sequence[str], numbers: Sequence[int | None], rarities: NDArray[np.float64], parts: Sequence[Slice]
) -> dict[str, NDArray[Any]]:
    """Those of an index of these slices, in which only these terms stand."""
    known = np.asarray([-1 if number is None else number for number in numbers], np.int64)
    found = [_places(part, known) for part in parts]
    counts = np.asarray([len(rows) for rows, _ in found], np.int64)
    rows = _joined((rows for rows, _ in found), np.int64)
    impacts = _joined((impacts for _, impacts in found), np.float32)
    passages = np.repeat(np.arange(len(parts), dtype=np.int32), counts)
    order = np.lexsort((passages, rows))
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(terms))))).astype(np.int64)
    most = np.zeros(len(terms), np.float32)
    np.maximum.at(most, rows, impacts)
    return {
        "parameters": np.asarray([0.0, 0.0, 0.0]),  # they are in the impacts
        "starts": starts,
        "passages": passages[order],
        "impacts": impacts[order],
        "most": most,
        "lengths": np.zeros(len(parts)),
        "rarities": rarities,
    }


def _places(part: Slice, known: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Which of the known terms stand in a slice, and what each adds."""
    if not len(part.terms):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    at = np.minimum(np.searchsorted(part.terms, known), len(part.terms) - 1)
    rows = np.flatnonzero(part.terms[at] == known)
    return rows, part.impacts[at[rows]]


def _joined(arrays: Iterable[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *arrays])


def _digest(term: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(term.encode(errors="surrogatepass"), digest_size=8).digest()))
