"""Counts by text in, the same by term out, and after a change of a few texts without sorting the others again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from bot.known import Arrays, spliced

from .counts import Counts, Numbers, firsts, smallest

AT_ONCE = 1 << 20
"""Counts that are sorted at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """Term t stands in the texts `texts[starts[t] : starts[t + 1]]`, which ascend; in each field as often as `counts` say.

    There is an array of counts for each field (the paragraph, its heading), in the order of `texts`.
    """

    terms: Sequence[str]
    starts: NDArray[np.int64]
    texts: Numbers
    counts: tuple[NDArray[Any], ...]

    @classmethod
    def of(
        cls,
        fields: Sequence[list[Counts]],
        vocabulary: Mapping[str, int],
        *,
        numbers: Numbers | None = None,
        at_once: int = AT_ONCE,
    ) -> Inverted:
        """The counts of one or more fields of the same texts, each in pieces, which are used up. Terms keep their numbers.

        Text n stands under `numbers[n]`, by default under its own number; in no field twice. Term, text, field and
        count lie in one number, so that sorting moves all four: an eighth of the time that an order takes. Some terms
        at a time: the pieces are dealt out among them, and go, so that there need not be room for all twice.
        """
        sizes, size = np.zeros(len(vocabulary)), 0
        for part in itertools.chain.from_iterable(fields):
            sizes += np.bincount(part.terms, minlength=len(sizes))
            size = max(size, 1 + int(part.texts.max(initial=-1)))
        size = size if numbers is None or not size else 1 + int(numbers[:size].max())
        ranges = tuple(_ranges(sizes, at_once))
        bits = _bits(max((last - first for first, last in ranges), default=0)), _bits(size), _bits(len(fields))
        dealt = _dealt(fields, ranges, sizes, bits, numbers)
        room = int(sizes.sum())
        texts, counts = _Growing(room, np.int32), [_Growing(room, np.uint8) for _ in fields]
        _, of_text, of_field = bits
        of_count = _left(bits)
        for first, last in ranges:
            keys = next(dealt)
            keys.sort()
            found = _low(keys, of_count)
            keys >>= np.uint64(of_count)
            owners = _low(keys, of_field)
            keys >>= np.uint64(of_field)
            first_of = firsts(keys)
            place = np.repeat(np.arange(len(first_of)), np.diff(first_of, append=len(keys)))
            for number, growing in enumerate(counts):
                mine = owners == number
                growing.add(_spread(found[mine], place[mine], len(first_of)))
            keys = keys[first_of]
            sizes[first:last] = np.bincount((keys >> np.uint64(of_text)).astype(np.int64), minlength=last - first)
            texts.add(_low(keys, of_text).astype(np.int32))
        return cls(list(vocabulary), _starts(sizes), texts.whole, tuple(growing.whole for growing in counts))

    @classmethod
    def from_arrays(cls, table: Arrays) -> Inverted:
        """What gave these arrays."""
        words = table["terms"].tobytes().decode(errors="surrogatepass")
        fields = itertools.takewhile(table.__contains__, map("counts{}".format, itertools.count()))
        counts = tuple(table[name] for name in fields)
        return cls(words.split("\n") if words else [], _starts(table["sizes"]), table["texts"], counts)

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {
            "terms": np.frombuffer("\n".join(self.terms).encode(errors="surrogatepass"), np.uint8),
            "sizes": np.diff(self.starts).astype(np.int32),
            "texts": self.texts,
            **{f"counts{number}": smallest(counts) for number, counts in enumerate(self.counts)},
        }

    def after(self, to: Numbers, new: Inverted) -> Inverted:
        """The same with text n under the number `to[n]`, where it stands at all, and with those of other texts, the `new`.

        The numbers of those that stay ascend. The terms are sorted in each.
        """
        terms = sorted({*self.terms, *new.terms})
        numbers = {term: number for number, term in enumerate(terms)}
        mine, others = (np.asarray([numbers[term] for term in part.terms], np.int64) for part in (self, new))
        sizes = np.zeros(len(terms), np.int64)
        sizes[mine] = np.diff(self.starts)
        ends, of_term = np.cumsum(sizes), np.repeat(others, np.diff(new.starts))
        before = np.searchsorted(np.maximum.accumulate(to), new.texts)
        at = _places(self.texts, (ends - sizes)[of_term], ends[of_term], before)
        columns = (self.texts, *self.counts), (new.texts, *new.counts)
        (texts, *counts), gone = spliced(*columns, to=to, at=at)
        sizes += np.bincount(of_term, minlength=len(terms))
        sizes -= np.bincount(np.searchsorted(ends, gone, "right"), minlength=len(terms))
        return Inverted(terms, _starts(sizes), texts, tuple(map(smallest, counts))).standing()

    def standing(self) -> Inverted:
        """The same without the terms that stand nowhere."""
        sizes = np.diff(self.starts)
        if sizes.all():
            return self
        terms = list(itertools.compress(self.terms, sizes.tolist()))
        return Inverted(terms, _starts(sizes[sizes > 0]), self.texts, self.counts)

    def merged(self, other: Inverted) -> Inverted:
        """Both together; where a text has a term in both, they say it of different fields. The terms are sorted in each."""
        if not self.terms or not other.terms:
            return other if not self.terms else self
        terms = list(self.terms)
        if new := set(other.terms).difference(terms):
            terms = sorted((*terms, *new))
        numbers = {term: number for number, term in enumerate(terms)}
        mine, others = ([numbers[term] for term in part.terms] for part in (self, other))
        sizes = np.zeros(len(terms), np.int64)
        sizes[mine] = np.diff(self.starts)
        ends = np.cumsum(sizes)
        of_term = np.repeat(np.asarray(others, np.int64), np.diff(other.starts))
        # where each stands here, or would stand
        at = _places(self.texts, (ends - sizes)[of_term], ends[of_term], other.texts)
        is_here = at < ends[of_term]
        is_here[is_here] = self.texts[at[is_here]] == other.texts[is_here]
        sizes += np.bincount(of_term[~is_here], minlength=len(sizes))
        new_at = at[~is_here]
        counts = []
        for one, another in zip(self.counts, other.counts, strict=True):
            both = one.astype(np.result_type(one, another), copy=bool(is_here.any()))
            if is_here.any():
                both[at[is_here]] += another[is_here]
            counts.append(np.insert(both, new_at, another[~is_here]))
        return Inverted(terms, _starts(sizes), np.insert(self.texts, new_at, other.texts[~is_here]), tuple(counts))

    def grouped(self, of: Numbers) -> Inverted:
        """The first field by what the texts are parts of: text n is one of `of[n]`."""
        sizes, size = np.zeros(len(self.terms), np.int64), len(self.texts)
        texts, counts = _Growing(size, np.int32), _Growing(size, np.uint8)
        lie_apart = bool((np.diff(of) < 0).any())
        for first, last in _ranges(np.diff(self.starts), AT_ONCE):
            here = slice(int(self.starts[first]), int(self.starts[last]))
            groups, begins = of.take(self.texts[here]), self.starts[first:last] - self.starts[first]
            counted = self.counts[0][here]
            if lie_apart:
                order = np.lexsort((groups, np.repeat(np.arange(last - first), np.diff(self.starts[first : last + 1]))))
                groups, counted = groups[order], counted[order]
            is_first = np.append(True, groups[1:] != groups[:-1])[: len(groups)]
            is_first[begins[begins < len(groups)]] = True
            first_of = np.flatnonzero(is_first)
            # half the time of `reduceat`
            sums = np.diff(np.append(0, np.cumsum(counted, dtype=np.int64))[np.append(first_of, len(counted))])
            first_of, sums = first_of[sums > 0], sums[sums > 0]
            sizes[first:last] = np.diff(np.searchsorted(first_of, np.append(begins, len(groups))))
            texts.add(groups[first_of])
            counts.add(smallest(sums))
        return Inverted(self.terms, _starts(sizes), texts.whole, (counts.whole,))

    def in_field(self, number: int, *, of: int) -> Inverted:
        """The first field as field `number` of so many, the others empty."""
        nothing = np.zeros(len(self.texts), np.uint8)
        counts = tuple(self.counts[0] if field == number else nothing for field in range(of))
        return Inverted(self.terms, self.starts, self.texts, counts)


def _places(
    ascending: Numbers, lows: NDArray[np.int64], highs: NDArray[np.int64], asked: NDArray[Any]
) -> NDArray[np.int64]:
    """What `searchsorted` says, for each in a stretch of its own, from its low to its high."""
    lows, highs = lows.copy(), highs.copy()
    rest = np.flatnonzero(lows < highs)
    while len(rest):
        middle = (lows[rest] + highs[rest]) >> 1
        is_below = ascending[middle] < asked[rest]
        lows[rest[is_below]] = middle[is_below] + 1
        highs[rest[~is_below]] = middle[~is_below]
        rest = rest[lows[rest] < highs[rest]]
    return lows


def pieces(size: int, step: int) -> Iterator[slice]:
    """So many at a time of `size`."""
    return (slice(begin, min(begin + step, size)) for begin in range(0, size, step))


def _starts(sizes: NDArray[Any]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


class _Growing:
    """An array that is filled piece by piece, with room for so many: what is not filled takes no memory."""

    def __init__(self, room: int, kind: npt.DTypeLike) -> None:
        self._array, self._size = np.empty(room, kind), 0

    def add(self, piece: NDArray[Any]) -> None:
        kind = np.result_type(self._array, piece)
        if kind != self._array.dtype:
            wider = np.empty(len(self._array), kind)
            wider[: self._size] = self.whole
            self._array = wider
        self._array[self._size : self._size + len(piece)] = piece
        self._size += len(piece)

    @property
    def whole(self) -> NDArray[Any]:
        return self._array[: self._size]


def _spread(values: NDArray[np.int64], at: NDArray[np.int64], size: int) -> NDArray[Any]:
    found = np.zeros(size, np.min_scalar_type(int(values.max(initial=0))))
    found[at] = values
    return found


def _bits(size: int) -> int:
    """How many bits the numbers below `size` take."""
    return max(size - 1, 0).bit_length()


def _left(bits: tuple[int, int, int]) -> int:
    """Bits of a count, beside those of a term, a text and a field."""
    return min(32, 64 - sum(bits))


def _dealt(
    fields: Sequence[list[Counts]],
    ranges: Sequence[tuple[int, int]],
    sizes: NDArray[Any],
    bits: tuple[int, int, int],
    numbers: Numbers | None,
) -> Iterator[NDArray[np.uint64]]:
    """The counts of each range of terms: term from the range's first on, text, field and count in one number each.

    A count that has no room is taken for the largest that has: with ten million texts, more than 100,000 times a term.
    """
    of_text, of_field, of_count = map(np.uint64, (*bits[1:], _left(bits)))
    begins = np.asarray([first for first, _ in ranges], np.int64)
    lengths = [last - first for first, last in ranges]
    of_term = np.repeat(np.arange(len(ranges), dtype=np.min_scalar_type(len(ranges))), lengths)
    piles = [np.empty(int(sizes[first:last].sum()), np.uint64) for first, last in ranges]
    filled = [0] * len(piles)
    for number, field in enumerate(fields):
        field.reverse()
        while field:
            part = field.pop()
            ranged = of_term[part.terms]
            part, many = part.where(np.argsort(ranged, kind="stable")), np.bincount(ranged, minlength=len(piles))
            keys = (part.terms - np.repeat(begins, many)).astype(np.uint64) << of_text
            keys |= (part.texts if numbers is None else numbers[part.texts]).astype(np.uint64)
            keys = ((keys << of_field) | np.uint64(number)) << of_count
            keys |= np.minimum(part.counts.astype(np.uint64), (np.uint64(1) << of_count) - np.uint64(1))
            for pile, mine in enumerate(np.split(keys, np.cumsum(many)[:-1]) if len(piles) else ()):
                piles[pile][filled[pile] : filled[pile] + len(mine)] = mine
                filled[pile] += len(mine)
    piles.reverse()
    while piles:
        yield piles.pop()


def _low(keys: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
    return (keys & np.uint64((1 << bits) - 1)).astype(np.int64)


def _ranges(sizes: NDArray[Any], most: int) -> Iterator[tuple[int, int]]:
    """From which number until which the terms have so many counts together at the most, or one that has more."""
    ends, first = np.cumsum(sizes), 0
    while first < len(ends):
        done = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + most, "right")))
        yield first, last
        first = last
