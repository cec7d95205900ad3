"""Terms or texts in, how often each term stands in each text out: three arrays."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from . import analysis
from .folding import fold

TEXTS = 1 << 14
"""Texts whose counts are picked out at a time: it takes thirty bytes each."""

_CHARACTER = np.uint64(18)  # bits: no Han character has more
_LISTED = np.uint64(1 << 36)
"""Above two characters: the number of a longer word or a figure stands below it."""
_TERM = np.uint64(37)
_BREAK = 10

Numbers = NDArray[np.int32]
_Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Term `terms[i]` stands `counts[i]` times in text `texts[i]`; the texts ascend.

    The counts are of whatever whole numbers hold them: mostly a byte each.
    """

    terms: Numbers
    texts: Numbers
    counts: NDArray[Any]

    def of(self, numbers: NDArray[Any]) -> Counts:
        """The counts of these texts, in this order, as often as each is named: text 0 is the first named."""
        begins = np.searchsorted(self.texts, numbers, "left")
        sizes = np.searchsorted(self.texts, numbers, "right") - begins
        ends = np.cumsum(sizes)
        found = Counts.empty(int(sizes.sum()), self.counts.dtype)
        for first in range(0, len(numbers), TEXTS):
            some = slice(first, first + TEXTS)
            here = slice(int(ends[first] - sizes[first]), int(ends[some][-1]))
            at = np.arange(here.start, here.stop) + np.repeat((begins - (ends - sizes))[some], sizes[some])
            found.terms[here], found.counts[here] = self.terms[at], self.counts[at]
            found.texts[here] = np.repeat(np.arange(first, first + len(sizes[some]), dtype=np.int32), sizes[some])
        return found

    def where(self, rows: NDArray[Any]) -> Counts:
        """These of the counts: by their places, or where it is true."""
        return Counts(self.terms[rows], self.texts[rows], self.counts[rows])

    @classmethod
    def empty(cls, size: int, kind: npt.DTypeLike = np.uint8) -> Counts:
        """In one piece, so that the least of them is large enough to go back to the system when it goes."""
        block = np.empty(size * (8 + np.dtype(kind).itemsize), np.uint8)
        columns = block[: 4 * size], block[4 * size : 8 * size], block[8 * size :]
        return cls(*(column.view(each) for column, each in zip(columns, (np.int32, np.int32, kind), strict=True)))

    @classmethod
    def joined(cls, parts: list[Counts]) -> Counts:
        """All of them in order; the list is emptied meanwhile, so that there need not be room for all twice."""
        kind = np.result_type(np.uint8, *(part.counts.dtype for part in parts))
        found, begin = cls.empty(sum(len(part.terms) for part in parts), kind), 0
        parts.reverse()
        while parts:
            part = parts.pop()
            here = slice(begin, begin := begin + len(part.terms))
            found.terms[here], found.texts[here], found.counts[here] = part.terms, part.texts, part.counts
        return found


def lengths_of(parts: Iterable[Counts], size: int) -> NDArray[np.float64]:
    """How many terms each of `size` texts has, in all parts together."""
    lengths = np.zeros(size)
    for part in parts:
        first = int(part.texts.min(initial=size))
        found = np.bincount(part.texts - first, weights=part.counts)
        lengths[first : first + len(found)] += found
    return lengths


def count(texts: Iterable[Iterable[str]], vocabulary: dict[str, int]) -> Counts:
    """Counts of texts that are cut already; terms that are new get the next numbers, in the order of the texts."""
    numbers: defaultdict[str, int] = defaultdict(itertools.count(len(vocabulary)).__next__, vocabulary)
    sizes, found = [], []
    for terms in texts:
        found.append(np.fromiter(map(numbers.__getitem__, terms), np.int64))
        sizes.append(len(found[-1]))
    vocabulary.update(numbers)
    owners = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    keys, counts = np.unique((owners << 32) | np.concatenate([np.zeros(0, np.int64), *found]), return_counts=True)
    return Counts((keys & 0xFFFFFFFF).astype(np.int32), (keys >> 32).astype(np.int32), counts.astype(np.int32))


def count_batch(texts: Sequence[str]) -> tuple[tuple[str, ...], Counts]:
    """What `count` finds of the texts' terms, beside those in the order of their numbers, each of which stands somewhere.

    A character or two are a number, so that none of them is ever a string of its own: a third of the time.
    """
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    runs: list[str] = []
    pairs: list[str] = []
    listed: list[int] = []
    sizes: list[tuple[int, int, int]] = []
    for text in texts:
        had = len(runs), len(pairs), len(listed)
        for run, is_han in analysis.runs(fold(text)):
            if not is_han:
                listed.append(numbers[run])
                continue
            runs.append(run)
            words = [word for word in analysis.cut(run) if len(word) > 1]
            pairs += [word for word in words if len(word) == 2]
            listed += [numbers[word] for word in words if len(word) > 2]
        sizes.append((len(runs) - had[0], len(pairs) - had[1], len(listed) - had[2]))
    of_runs, of_pairs, of_listed = (
        np.repeat(np.arange(len(texts), dtype=np.uint64) << _TERM, column)
        for column in np.asarray(sizes, np.int64).reshape(-1, 3).T
    )
    keys = np.concatenate([
        _within(runs, of_runs),
        _two(_codes("".join(pairs))) | of_pairs,
        np.asarray(listed, np.uint64) | _LISTED | of_listed,
    ])  # fmt: skip
    keys.sort()
    first_of = firsts(keys)
    counts, keys = np.diff(first_of, append=len(keys)), keys[first_of]
    known, terms = np.unique(keys & ((np.uint64(1) << _TERM) - np.uint64(1)), return_inverse=True)
    found = Counts(*(column.astype(np.int32) for column in (terms, keys >> _TERM, counts)))
    return (*_strings(known[known < _LISTED]), *numbers), found


def smallest(counts: NDArray[Any]) -> NDArray[Any]:
    """The same in as few bytes as hold the largest."""
    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))), copy=False)


def firsts(ascending: _Keys) -> NDArray[np.int64]:
    """Where each value of an ascending array stands first."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(ascending)), np.bool_), ascending[1:] != ascending[:-1])))


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _within(runs: Sequence[str], owners: _Keys) -> _Keys:
    """The characters of each run, and the pairs of neighbours in it."""
    codes = _codes("\n".join((*runs, "")))
    of = np.repeat(owners, np.fromiter(map(len, runs), np.int64, len(runs)) + 1)
    standing = codes != _BREAK
    beside = standing[:-1] & standing[1:]
    characters = (codes.astype(np.uint64) << _CHARACTER) | of
    return np.concatenate((characters[standing], (characters[:-1] | codes[1:])[beside]))


def _two(codes: NDArray[np.uint32]) -> _Keys:
    return (codes[::2].astype(np.uint64) << _CHARACTER) | codes[1::2]


def _strings(keys: _Keys) -> list[str]:
    """A character, or two, of each key."""
    both = np.stack((keys >> _CHARACTER, keys & ((np.uint64(1) << _CHARACTER) - np.uint64(1))), axis=1)
    strings: list[str] = np.ascontiguousarray(both, np.uint32).view("<U2").ravel().tolist()
    return strings
