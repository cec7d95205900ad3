"""Lists of terms in, scores for a question's terms out: an inverted index with its impacts worked out beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import numpy as np
import rank_bm25
from numpy.typing import NDArray

from .best import Floats, Postings, best_of, weigh
from .counts import Counts, count, firsts

T = TypeVar("T")
Arrays = Mapping[str, NDArray[Any]]


class Rarities(Mapping[str, float]):
    """The idf of each term: log(1 + (N - n + .5) / (n + .5)), above zero even for a term that stands everywhere."""

    def __init__(self, vocabulary: Mapping[str, int], values: Floats) -> None:
        self._vocabulary = vocabulary
        self.array = values

    def __getitem__(self, term: str) -> float:
        return float(self.array[self._vocabulary[term]])

    def get(self, term: str, default: Any = None) -> Any:
        number = self._vocabulary.get(term)
        return default if number is None else float(self.array[number])

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

    at_once = 1 << 20
    """Postings that are sorted at a time when an index is built."""

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
        body: Counts,
        vocabulary: Mapping[str, int],
        *,
        size: int,
        k1: float,
        b: float,
        fields: Sequence[tuple[float, Counts]] = (),
    ) -> BM25:
        """The same from what is counted already, for `size` passages; the vocabulary may be shared and is kept."""
        made: BM25 = cls.__new__(cls)
        made.k1, made.b, made.vocabulary = k1, b, vocabulary
        made.doc_freqs, made.tokenizer = [], None
        made._calc_idf(made._fill(body, fields, size))
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
        made.doc_freqs, made.tokenizer = [], None
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
        body = count(corpus, self._numbers)
        fields = [(weight, count(field, self._numbers)) for weight, field in self._fields]
        return self._fill(body, fields, len(corpus))

    def _fill(self, body: Counts, fields: Sequence[tuple[float, Counts]], size: int) -> Floats:
        self.corpus_size = size
        self.doc_len = np.bincount(body.texts, weights=body.counts, minlength=size).astype(np.float64)
        self.avgdl = float(self.doc_len.mean()) if size else 0.0
        parts = [(1.0, body, _stretches(self.doc_len, self.avgdl, self.b))]
        for weight, field in fields:
            lengths = np.bincount(field.texts, weights=field.counts, minlength=size).astype(np.float64)
            mean = float(lengths[lengths > 0].mean()) if lengths.any() else 0.0
            parts.append((weight, field, _stretches(lengths, mean, self.b)))
        return self._post(parts)

    def _post(self, parts: Sequence[tuple[float, Counts, Floats]]) -> Floats:
        """Postings by term and passage; the frequencies of one term in one passage, of several fields, are added.

        Some terms at a time: it takes fifty bytes a posting. Term, passage, field and count lie in one number, so that
        sorting moves all four: an eighth of the time that an order takes.
        """
        holders = np.zeros(len(self.vocabulary))
        for _, part, _ in parts:
            holders += np.bincount(part.terms, minlength=len(holders))
        weights, stretches = (
            np.asarray([weight for weight, _, _ in parts]),
            np.stack([each for _, _, each in parts], axis=1),
        )
        passages, impacts = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)]
        of_field, of_text = _bits(len(parts)), _bits(self.corpus_size)
        ranges = tuple(_ranges(holders, self.at_once))
        of_term = np.repeat(np.arange(len(ranges), dtype=np.uint16), [last - first for first, last in ranges])
        ranged = [of_term[part.terms] for _, part, _ in parts]
        for n, (first, last) in enumerate(ranges):
            of_count = min(32, 64 - _bits(last - first) - of_text - of_field)
            keys = np.concatenate([
                _packed(part, np.flatnonzero(ranged[field] == n), field, first, (of_text, of_field, of_count))
                for field, (_, part, _) in enumerate(parts)
            ])  # fmt: skip
            keys.sort()
            frequencies = _low(keys, of_count).astype(np.float64)
            keys >>= np.uint64(of_count)
            fields = _low(keys, of_field)
            keys >>= np.uint64(of_field)
            frequencies /= stretches[_low(keys, of_text), fields]
            frequencies *= weights[fields]
            first_of = firsts(keys)
            summed = np.add.reduceat(frequencies, first_of) if len(first_of) else frequencies
            keys = keys[first_of]
            holders[first:last] = np.bincount((keys >> np.uint64(of_text)).astype(np.int64), minlength=last - first)
            passages.append(_low(keys, of_text).astype(np.int32))
            impacts.append((summed * (self.k1 + 1) / (summed + self.k1)).astype(np.float32))
        self.starts = np.concatenate(([0], np.cumsum(holders))).astype(np.int64)
        self.passages, self.impacts = np.concatenate(passages), np.concatenate(impacts)
        return holders

    def _calc_idf(self, nd: Floats) -> None:
        rarities = np.log1p((self.corpus_size - nd + 0.5) / (nd + 0.5))
        self.idf = Rarities(self.vocabulary, rarities)
        self.impacts *= np.repeat(rarities.astype(np.float32), np.diff(self.starts))
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


def _bits(size: int) -> int:
    """How many bits the numbers below `size` take."""
    return max(size - 1, 0).bit_length()


def _packed(
    part: Counts, chosen: NDArray[np.int64], field: int, first: int, bits: tuple[int, int, int]
) -> NDArray[np.uint64]:
    """Of the chosen counts, of terms from `first` on: term, text, field and count in one number each, in this order.

    A count that has no room is taken for the largest that has: with ten million texts, more than 100,000 times a term.
    """
    of_text, of_field, of_count = map(np.uint64, bits)
    keys = (part.terms[chosen] - first).astype(np.uint64) << of_text
    keys |= part.texts[chosen].astype(np.uint64)
    keys = ((keys << of_field) | np.uint64(field)) << of_count
    keys |= np.minimum(part.counts[chosen].astype(np.uint64), (np.uint64(1) << of_count) - np.uint64(1))
    return keys


def _low(keys: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
    return (keys & np.uint64((1 << bits) - 1)).astype(np.int64)


def _ranges(holders: Floats, most: int) -> Iterator[tuple[int, int]]:
    """From which number until which the terms have so many postings together at the most, or one that has more."""
    ends, first = np.cumsum(holders), 0
    while first < len(ends):
        done = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + most, "right")))
        yield first, last
        first = last
