"""Postings of a question's terms in, scores of passages or the best of them out.

For the best, the lists of common terms are not read through (MaxScore: Turtle and Flood 1995): once few passages could
still come among the best, the common terms are only looked up in those. Terms are added from the shortest list to the
longest either way, so that both ways give the same bits.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[Any]

SMALL = 16384
"""Passages up to which all are scored: that takes no longer than finding out which need not be (at 10,000 two thirds)."""
_STEP = 0.25
"""Postings that are read before a first look at who can still win, as a share of the passages; then twice as many."""
_FEW = 1 / 16
"""Share of the passages that may be left to look up the common terms in: one look takes as long as some ten readings."""
_BLOCK = 64
_AT_ONCE = 1 << 15
"""Postings that are added in one go."""
_SLACK = 1e-9  # sums in another order differ in their last bits


@dataclass(slots=True, eq=False)  # not frozen, which costs more than to cut the two slices, thirty times a question
class Postings:
    """The list of one term: passages ascending, what each of them gains, the most that any can gain."""

    passages: Numbers
    impacts: NDArray[np.float32]
    weight: float
    most: float

    def __len__(self) -> int:
        return len(self.passages)

    @property
    def gains(self) -> NDArray[np.float32]:
        return self._weighed(self.impacts)

    def cut(self, place: int) -> tuple[Postings, Postings]:
        """Two lists, the first with so many passages."""
        first = Postings(self.passages[:place], self.impacts[:place], self.weight, self.most)
        return first, Postings(self.passages[place:], self.impacts[place:], self.weight, self.most)

    def at(self, passages: Numbers) -> NDArray[np.float32]:
        """What each of these passages gains; zero where the term does not stand."""
        places = self.passages.searchsorted(passages)
        places[places == len(self.passages)] = 0
        return np.where(self.passages[places] == passages, self._weighed(self.impacts[places]), np.float32(0))

    def _weighed(self, impacts: NDArray[np.float32]) -> NDArray[np.float32]:
        return impacts if self.weight == 1.0 else np.float32(self.weight) * impacts


def weigh(lists: Sequence[Postings], size: int) -> Floats:
    """The score of every passage; zero where nothing matches. `lists` from the shortest to the longest."""
    if 0 < sum([len(postings.passages) for postings in lists]) <= _AT_ONCE:
        passages = np.concatenate([postings.passages for postings in lists])
        return np.bincount(passages, weights=_gains(lists), minlength=size).astype(np.float64, copy=False)
    scores = np.zeros(size)
    _add(scores, lists)
    return scores


def best_of(lists: Sequence[Postings], size: int, limit: int, *, bonus: Floats | None = None) -> tuple[Numbers, Floats]:
    """Numbers of the passages that score highest beside their scores, best first, equal ones in order of number.

    Only those that hold a term. `lists` from the shortest to the longest; `bonus` is what each passage scores beside
    its terms, below zero too.
    """
    if size <= SMALL:
        scores, read = weigh(lists, size), len(lists)
        able = scores > 0
        if limit <= size // _BLOCK:
            able &= _able(scores, bonus, limit, 0.0)
        passages = np.flatnonzero(able)
    else:
        scores, able, read = _read(lists, size, limit, bonus)
        passages = np.flatnonzero(able).astype(np.int32)  # else a search copies the postings
    scores = scores[passages]
    some = bonus[passages] if bonus is not None else None
    for number, postings in enumerate(lists[read:], start=read + 1):
        scores = scores + postings.at(passages)
        if len(passages) > 4 * limit:
            left = _able(scores, some, limit, _most(lists[number:]), block=1)
            passages, scores, some = passages[left], scores[left], some[left] if some is not None else None
    return _in_order(passages, scores, some, limit)


def _read(
    lists: Sequence[Postings], size: int, limit: int, bonus: Floats | None
) -> tuple[Floats, NDArray[np.bool_], int]:
    """The scores by as many lists as it takes until few passages can win; which can; how many lists that took."""
    ends = [*itertools.accumulate(map(len, lists))]
    read, step, scores, able = 0, _STEP * size, np.zeros(size), np.zeros(size, np.bool_)
    while read < len(lists):
        done = ends[read - 1] if read else 0
        until = max(read + 1, bisect_right(ends, done + step))
        _add(scores, lists[read:until])
        read, step = until, 2 * step
        able = _able(scores, bonus, limit, _most(lists[read:]))
        if np.count_nonzero(able) <= max(4 * limit, _FEW * size):
            break
    return scores, able, read


def _most(lists: Sequence[Postings]) -> float:
    return sum(postings.most for postings in lists)


def _able(scores: Floats, bonus: Floats | None, limit: int, more: float, *, block: int = _BLOCK) -> NDArray[np.bool_]:
    """Which can still come among the best if they gain `more`: the best of blocks show how much it takes."""
    if not 0 < limit <= len(scores) // block:
        return np.ones(len(scores), np.bool_)
    total = scores if bonus is None else scores + bonus
    held = total if bonus is None else total * (scores > 0)  # to choose one by one takes ten times as long
    blocks = held[: len(held) // block * block].reshape(block, -1).max(axis=0) if block > 1 else held
    least = np.partition(blocks, len(blocks) - limit)[len(blocks) - limit]
    if least <= 0 and bonus is not None:  # what holds no term stands among them with nought
        return np.ones(len(scores), np.bool_)
    able: NDArray[np.bool_] = total >= least - more - _SLACK * (1.0 + abs(least) + more)
    return able


def _in_order(passages: Numbers, scores: Floats, bonus: Floats | None, limit: int) -> tuple[Numbers, Floats]:
    if not scores.all():
        matched = scores > 0
        passages, scores, bonus = passages[matched], scores[matched], None if bonus is None else bonus[matched]
    if bonus is not None:
        scores = scores + bonus
    if len(scores) > limit > 0:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        passages, scores = passages[scores >= least], scores[scores >= least]
    order = np.argsort(-scores, kind="stable")[: max(limit, 0)]
    return passages[order], scores[order]


def _add(scores: Floats, lists: Sequence[Postings]) -> None:
    """Adds what the lists say, one after the other.

    In parts, for which memory is at hand, and by types of numpy's own: of 1.8 million postings of a million passages that
    takes 3 ms, all in one `np.bincount` 9, and by the types that postings are kept in 67.
    """
    for part in _parts(lists):
        passages = np.concatenate([postings.passages for postings in part], dtype=np.intp)
        np.add.at(scores, passages, _gains(part).astype(np.float64))


def _gains(part: Sequence[Postings]) -> NDArray[np.float32]:
    """What all of several lists say, one after the other; weighed at once, for there are many short ones."""
    if len(part) == 1:
        return part[0].gains
    weights = np.asarray([postings.weight for postings in part], np.float32)
    gains = np.concatenate([postings.impacts for postings in part])
    gains *= weights.repeat([len(postings.passages) for postings in part])
    return gains


def _parts(lists: Sequence[Postings]) -> Iterator[list[Postings]]:
    """The same postings in the same order, so many at a time: short lists together, long ones cut."""
    part: list[Postings] = []
    room = _AT_ONCE
    for postings in lists:
        rest, size = postings, len(postings.passages)
        while size > room:
            first, rest = rest.cut(room)
            yield [*part, first]
            part, size, room = [], size - room, _AT_ONCE
        part.append(rest)
        room -= size
    if part:
        yield part
