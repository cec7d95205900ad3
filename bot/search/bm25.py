"""Lists of terms in, scores for a question's terms out: an inverted index with its impacts worked out beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import numpy as np
import rank_bm25
from numpy.typing import NDArray

from .best import Floats, Postings, best_of, weigh
from .counts import count, lengths_of
from .inverted import Inverted, pieces

T = TypeVar("T")
Arrays = Mapping[str, NDArray[Any]]

_AT_ONCE = 1 << 18
"""Postings that are weighed at a time: the processor has what they take at hand."""


class Rarities(Mapping[str, float]):
    """The idf of each term: log(1 + (N - n + .5) / (n + .5)), above zero even for a term that stands everywhere."""

    def __init__(self, vocabulary: Mapping[str, int], values: Floats) -> None:
        self._vocabulary = vocabulary
        self.array = values
        self._values: Sequence[float] = values.data

    def __getitem__(self, term: str) -> float:
        return self._values[self._vocabulary[term]]

    def get(self, term: str, default: Any = None) -> Any:
        number = self._vocabulary.get(term)
        return default if number is None else self._values[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._vocabulary)

    def __len__(self) -> int:
        return len(self._vocabulary)


class BM25(rank_bm25.BM25):  # type: ignore[misc]
    """rank_bm25's BM25 over postings: a question reads the lists of its own terms and no others.

    `fields` are further lists of terms for the same passages, each with a weight (BM25F): a title's terms add to the
    frequencies of the body, measured against the length of titles. Without fields this is plain BM25.
    Postings are three arrays: those of term t stand in `passages` and `impacts` from `starts[t]` to `starts[t + 1]`.
    """

    def __init__(
        self,
        corpus: Sequence[Any],
        tokenizer: Callable[[Any], Iterable[str]] | None = None,
        k1: float = 1.2,
        b: float = 0.75,
        *,
        fields: Sequence[tuple[float, Sequence[Iterable[str]]]] = (),
    ) -> None:
        self.k1, self.b, self._fields = k1, b, tuple(fields)
        self._numbers: dict[str, int] = {}
        self.vocabulary: Mapping[str, int] = self._numbers
        super().__init__(corpus, tokenizer)
        del self._fields, self._numbers

    @classmethod
    def counted(
        cls,
        inverted: Inverted,
        vocabulary: Mapping[str, int],
        lengths: Sequence[Floats],
        *,
        k1: float,
        b: float,
        weights: Sequence[float] = (1.0,),
    ) -> BM25:
        """The same from what is counted already; the vocabulary may be shared and is kept.

        `lengths` say how many terms each passage has, in each field; `weights` has one for each field, the body's is 1.
        Raises `ValueError` where the counts are of another number of terms than the vocabulary: all scores would be wrong.
        """
        if len(inverted.terms) != len(vocabulary):
            raise ValueError(f"counts of {len(inverted.terms)} terms for a vocabulary of {len(vocabulary)}")
        made: BM25 = cls.__new__(cls)
        made.k1, made.b, made.vocabulary = k1, b, vocabulary
        made._calc_idf(made._fill(inverted, weights, lengths))
        return made

    @classmethod
    def of(cls, arrays: Arrays, vocabulary: Mapping[str, int]) -> BM25:
        """The same again from its arrays and its terms, which may lie in a file: none is copied or changed."""
        made: BM25 = cls.__new__(cls)
        made.k1, made.b, made.avgdl = arrays["parameters"].tolist()
        made.starts, made.passages, made.impacts = arrays["starts"], arrays["passages"], arrays["impacts"]
        made.most = arrays["most"]
        made.doc_len, made.corpus_size = arrays["lengths"], len(arrays["lengths"])
        made.vocabulary = vocabulary
        made.idf = Rarities(made.vocabulary, arrays["rarities"])
        return made

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that makes it up but its terms."""
        return {
            "parameters": np.asarray([self.k1, self.b, self.avgdl]),
            "starts": self.starts,
            "passages": self.passages,
            "impacts": self.impacts,
            "most": self.most,
            "lengths": self.doc_len,
            "rarities": self.idf.array,
        }

    def _tokenize_corpus(self, corpus: Sequence[Any]) -> list[Iterable[str]]:
        return [self.tokenizer(text) for text in corpus]  # the base class starts a process for each core

    def _initialize(self, corpus: Sequence[Iterable[str]]) -> Floats:
        """Fills the postings with saturated frequencies and says in how many passages each term stands."""
        texts = [[count(texts, self._numbers)] for texts in (corpus, *(field for _, field in self._fields))]
        weights = [1.0, *(weight for weight, _ in self._fields)]
        lengths = [lengths_of(field, len(corpus)) for field in texts]
        return self._fill(Inverted.of(texts, self._numbers), weights, lengths)

    def _fill(self, inverted: Inverted, weights: Sequence[float], lengths: Sequence[Floats]) -> Floats:
        """Postings by term and passage; the frequencies of one term in one passage, of several fields, are added."""
        self.doc_len, size = lengths[0], len(lengths[0])
        self.corpus_size, self.starts, self.passages = size, inverted.starts, inverted.texts
        self.avgdl = float(self.doc_len.mean()) if size else 0.0
        means = [self.avgdl, *(float(own[own > 0].mean()) if own.any() else 0.0 for own in lengths[1:])]
        shares = []
        for weight, own, mean in zip(weights, lengths, means, strict=True):
            stretches = _stretches(own, mean, self.b)  # of a text without terms it may be none, and has no postings
            shares.append(np.divide(weight, stretches, out=np.zeros(size), where=stretches > 0).astype(np.float32))
        self.impacts = np.empty(len(self.passages), np.float32)
        for piece in pieces(len(self.passages), _AT_ONCE):
            passages, summed = self.passages[piece], self.impacts[piece]
            summed[:] = 0
            for counts, share in zip(inverted.counts, shares, strict=True):
                summed += counts[piece] * share.take(passages, mode="clip")  # half the time of brackets
            summed /= summed + np.float32(self.k1)
        return np.diff(self.starts).astype(np.float64)

    def _calc_idf(self, nd: Floats) -> None:
        rarities = np.log1p((self.corpus_size - nd + 0.5) / (nd + 0.5))
        self.idf = Rarities(self.vocabulary, rarities)
        worths = ((self.k1 + 1) * rarities).astype(np.float32)
        for piece in pieces(len(self.impacts), _AT_ONCE):
            first, last = np.searchsorted(self.starts, (piece.start, piece.stop - 1), "right") - 1
            edges = self.starts[first : last + 2].clip(piece.start, piece.stop)
            self.impacts[piece] *= np.repeat(worths[first : last + 1], np.diff(edges))
        self.most = np.zeros(len(nd), np.float32)  # the most that any passage gains by the term
        if len(self.impacts):
            self.most[nd > 0] = np.maximum.reduceat(self.impacts, self.starts[:-1][nd > 0])

    def weigh(self, terms: Mapping[str, float]) -> Floats:
        """The score of every passage for terms with weights; zero where nothing matches."""
        return weigh(self._postings(terms), self.corpus_size)

    def top(self, terms: Mapping[str, float], limit: int, *, bonus: Floats | None = None) -> list[tuple[int, float]]:
        """Numbers and scores of the best passages that hold a term, best first, equal ones in order of number.

        `bonus` is what each passage scores beside its terms.
        """
        numbers, scores = best_of(self._postings(terms), self.corpus_size, limit, bonus=bonus)
        return list(zip(numbers.tolist(), scores.tolist(), strict=True))

    def shares(self, terms: Mapping[str, float], passage: int) -> dict[str, float]:
        """What each of the terms adds to the score of one passage; terms that it does not hold are left out."""
        found = {}
        for term, weight in terms.items():
            number = self.vocabulary.get(term)
            if number is not None:
                begin, end = self.starts[number], self.starts[number + 1]
                at = begin + int(np.searchsorted(self.passages[begin:end], passage))
                if at < end and self.passages[at] == passage:
                    found[term] = weight * float(self.impacts[at])
        return found

    def get_scores(self, query: Iterable[str]) -> Floats:
        """The score of every passage; a term that is asked twice counts twice."""
        return self.weigh(_tally(query))

    def get_batch_scores(self, query: Iterable[str], doc_ids: Sequence[int]) -> list[float]:
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, dtype=np.int64)].tolist()
        return scores

    def get_top_n(self, query: Iterable[str], documents: Sequence[T], n: int = 5) -> list[T]:
        """The best n of those that match, best first; equal scores keep their order."""
        if self.corpus_size != len(documents):
            raise ValueError(f"{len(documents)} texts given, {self.corpus_size} indexed")
        return [documents[number] for number, _ in self.top(_tally(query), n)]

    def _postings(self, terms: Mapping[str, float]) -> list[Postings]:
        """The lists of the terms that stand anywhere, the shortest first."""
        found, starts, mosts = [], self.starts.data, self.most.data
        for term, weight in terms.items():
            number = self.vocabulary.get(term)
            if number is not None and weight > 0:
                begin, end = starts[number], starts[number + 1]
                if begin < end:
                    span = slice(begin, end)
                    most = weight * mosts[number]
                    found.append((end - begin, number, Postings(self.passages[span], self.impacts[span], weight, most)))
        found.sort(key=itemgetter(0, 1))
        return [postings for _, _, postings in found]


def _tally(terms: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for term in terms:
        counts[term] = counts.get(term, 0.0) + 1.0
    return counts


def _stretches(lengths: Floats, mean: float, b: float) -> Floats:
    """By what frequencies in each text are divided, so that they are what they would be in one of mean length."""
    return 1 - b + b * lengths / mean if mean else np.ones(len(lengths))
