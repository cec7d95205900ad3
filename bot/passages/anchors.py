"""A text's runs of characters → the rarest of each paragraph, its anchor; where anchors stand; who is looked for again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bot.known import Carried
from bot.passages.standing import Numbers, Text

TABLE = "places"

LOOKED_AT = 256
"""Candidates compared for one paragraph and length of anchor, its own copies not counted."""

_CHUNK = 1 << 18
_BINS = 1 << 22
_MIX = 0x9E3779B97F4A7C15

Hashes = npt.NDArray[np.uint64]
Crowds = npt.NDArray[np.uint32]
Found = tuple[int, int, bool]
"""A paragraph, where in the text it stands, and whether that is in doubt."""

T = TypeVar("T")


class Looked:
    """What was found of paragraphs at the last build, and of whom it holds.

    A paragraph is looked for again where it was not, where a place of it is gone, and where its anchor stands in new
    text. Of few candidates all are looked at, so that it makes no difference by which anchor they are found; of
    many, which depends on the anchor, and on all the text: there a paragraph is looked for each time.
    """

    def __init__(self, text: Text, carried: Carried) -> None:
        self._text, self._carried = text, carried
        size, table = len(text.lengths), carried.known.table(TABLE)
        self.anchors: Hashes = np.zeros(size, np.uint64)
        self._is_again, self._is_lost = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        self._places = np.zeros((0, 3), np.int64)
        if table:
            self.anchors = carried.array(table["anchors"], np.zeros(len(carried.new), np.uint64))
            to = carried.to(len(table["anchors"]))
            small, holder = to[table["small"]], to[table["holder"]]
            self._is_lost[small[(small >= 0) & (holder < 0)]] = True
            stays = (small >= 0) & (holder >= 0)
            begins = text.begins[holder[stays]] + table["offset"][stays]
            self._places = np.stack((small[stays], begins, table["doubt"][stays]), axis=1)

    def again(self, rows: Numbers, crowds: Crowds, length: int) -> Numbers:
        """Those of the paragraphs, whose anchors are so long, that are looked for again."""
        anchors = self.anchors[rows]
        known = np.flatnonzero(anchors)
        differs = self._is_lost[rows[known]] | (crowds[_bins(anchors[known])] > LOOKED_AT)
        if len(known):
            differs |= np.isin(anchors[known], self._new(length))
        again = np.delete(rows, known[~differs])
        self._is_again[again] = True
        return again

    def leave(self, own: Numbers, found: Sequence[Found]) -> list[Found]:
        """What was found now or before of the paragraphs that stay; it is left for the next build."""
        text, is_own = self._text, np.zeros(len(self.anchors), np.bool_)
        is_own[own] = True
        small = self._places[:, 0]
        before = self._places[is_own[small] & ~self._is_again[small]]
        places = np.concatenate((before, np.asarray(found, np.int64).reshape(-1, 3)))
        holders = np.searchsorted(text.begins, places[:, 1], "right") - 1
        table = {
            "anchors": np.where(is_own, self.anchors, np.uint64(0)),
            "small": places[:, 0].astype(np.int32),
            "holder": holders.astype(np.int32),
            "offset": (places[:, 1] - text.begins[holders]).astype(np.int32),
            "doubt": places[:, 2].astype(np.bool_),
        }
        self._carried.known.leave(TABLE, table)
        return [(small, begin, bool(doubt)) for small, begin, doubt in places.tolist()]

    def _new(self, length: int) -> Hashes:
        """The runs of the text that is new."""
        text, new = self._text, self._carried.new
        firsts = new[np.flatnonzero(np.diff(new, prepend=-2) != 1)].tolist()
        lasts = new[np.flatnonzero(np.diff(new, append=-1) != 1)].tolist()
        found = [np.zeros(0, np.uint64)]
        for first, last in zip(firsts, lasts, strict=True):
            start, stop = int(text.begins[first]), int(text.begins[last] + text.lengths[last]) - length + 1
            found += [_hashed(text, start, stop, length)] if start < stop else []
        return np.concatenate(found)


def crowds_of(text: Text, length: int) -> Crowds:
    """How often runs stand in the text, by the bins of their hashes."""
    counts, alone = np.zeros(_BINS, dtype=np.uint32), Lock()

    def count(_: int, hashes: Hashes) -> None:
        bins = _bins(hashes)
        with alone:
            np.add.at(counts, bins, np.uint32(1))

    for _ in _each_chunk(text, length, count):
        pass
    return counts


def _each_chunk(
    text: Text, length: int, work: Callable[[int, Hashes], T], *, where: Callable[[int, int], bool] = lambda *_: True
) -> Iterator[T]:
    """What comes of (offset, hash of the `length` characters at each position from there), chunk by chunk, in order.

    On all processors: numpy leaves the interpreter to the others.
    """
    last = len(text.joined) - length + 1
    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="hashing") as pool:
        yield from pool.map(
            lambda start: work(start, _hashed(text, start, min(start + _CHUNK, last), length)),
            (start for start in range(0, max(last, 0), _CHUNK) if where(start, min(start + _CHUNK, last))),
        )


def _hashed(text: Text, start: int, stop: int, length: int) -> Hashes:
    encoded = text.joined[start : stop + length - 1].encode("utf-32-le", "surrogatepass")
    hashes = np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64) * np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(31)
    width, power = 1, _MIX
    while width < length:
        hashes = hashes[:-width] * np.uint64(power) + hashes[width:]
        width, power = 2 * width, power * power % (1 << 64)
    return hashes ^ (hashes >> np.uint64(29))


def _bins(hashes: Hashes) -> Numbers:
    return (hashes & np.uint64(_BINS - 1)).astype(np.int64)


def anchors_of(text: Text, asked: Numbers, length: int, crowds: Crowds) -> tuple[Numbers, Hashes]:
    """The offset of each paragraph's rarest run within the paragraph, and the run's hash."""
    runs = text.lengths[asked] - length + 1
    rarest = np.full(len(asked), np.iinfo(np.uint32).max, dtype=np.uint32)
    anchors = np.zeros(len(asked), dtype=np.int64)
    chosen = np.zeros(len(asked), dtype=np.uint64)
    begins, ends = text.begins[asked], text.begins[asked] + runs

    def holds(start: int, stop: int) -> bool:
        return bool(np.searchsorted(ends, start, "right") < np.searchsorted(begins, stop, "left"))

    def least_of(start: int, hashes: Hashes) -> tuple[slice, npt.NDArray[np.uint32], Numbers, Hashes]:
        """Whose runs stand there, and of each the rarest of them: how rare, where, its hash."""
        low, high = np.searchsorted(ends, start, "right"), np.searchsorted(begins, start + len(hashes), "left")
        crowd = np.append(crowds[_bins(hashes)], np.uint32(np.iinfo(np.uint32).max))
        key = (crowd.astype(np.uint64) << np.uint64(32)) | np.arange(len(crowd), dtype=np.uint64)
        edges = np.stack([begins[low:high], ends[low:high]], axis=1).clip(start, start + len(hashes)) - start
        least = np.minimum.reduceat(key, edges.ravel())[::2] if low < high else key[:0]
        at = (least & np.uint64(0xFFFFFFFF)).astype(np.int64)
        return slice(int(low), int(high)), crowd[at], at + start, hashes[at.clip(max=len(hashes) - 1)]

    for here, crowd, at, hashes in _each_chunk(text, length, least_of, where=holds):
        better = crowd < rarest[here]
        rarest[here], chosen[here] = np.where(better, crowd, rarest[here]), np.where(better, hashes, chosen[here])
        anchors[here] = np.where(better, at - begins[here], anchors[here])
    return anchors, chosen


def positions_of(text: Text, known: Hashes, length: int) -> tuple[Numbers, npt.NDArray[np.int32]]:
    """Every position of the corpus whose hash is known, with the number of that hash."""
    mask = np.zeros(_BINS, dtype=np.bool_)
    mask[_bins(known)] = True

    def standing(start: int, hashes: Hashes) -> tuple[Numbers, npt.NDArray[np.int32]]:
        at = np.flatnonzero(mask[_bins(hashes)])
        number = np.searchsorted(known, hashes[at]).clip(max=len(known) - 1)
        hit = known[number] == hashes[at]
        return at[hit] + start, number[hit].astype(np.int32)

    positions, numbers = zip(*_each_chunk(text, length, standing), strict=True)
    return np.concatenate(positions), np.concatenate(numbers)
