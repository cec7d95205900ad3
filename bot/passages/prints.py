"""Texts → pairs that may be near: winnowed fingerprints, and after a change only of those that it touches.

Winnowing after Schleimer, Wilkerson and Aiken (2003): of each window of runs the one with the least hash is kept, so
that two texts with a common stretch of a window's length keep a common fingerprint.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.known import Carried, spliced
from bot.passages.normal import Normals

TABLE = "prints"

SHORTEST = 10
"""Characters below which two passages are never near: one edit is too large a part."""

FURTHEST = 0.25
"""Edits as a share of the longer text."""
_RUN = 4
_WINDOW = 4
_RAREST = 16
"""Fingerprints by which a passage asks, the rarest that it shares."""
_CROWD = 24
"""Holders of a fingerprint beyond which it is boilerplate."""
_LOOKED_AT = 8
"""Candidates of one passage that are compared, those with the most shared fingerprints first."""
_BATCH = 1 << 13
_HASH_BITS = np.uint64(49)  # of a fingerprint, so that it stands with the number of a batch's text in one word
_MIX = 0x9E3779B97F4A7C15

Numbers = npt.NDArray[np.int64]
_Hashes = npt.NDArray[np.uint64]


class Prints:
    """The fingerprints of texts, of which some are `carried` over: all hashes in order, beside who holds each.

    `touched` are the texts that are new, and those that shared or share a fingerprint with a text that came or went: of
    all others the candidates are what they were.
    """

    def __init__(self, texts: Sequence[str], carried: Carried) -> None:
        self._lengths = Normals.of(texts).lengths.astype(np.int64)
        new = carried.new
        holders, hashes = _fingerprints([texts[number] for number in new.tolist()])
        order = np.argsort(hashes)
        holders, hashes = new[holders[order]].astype(np.int32), hashes[order]
        self.touched = carried.before < 0
        self._holders, self._hashes = holders, hashes
        if table := carried.known.table(TABLE):
            self._take(table["hashes"], table["holders"], carried.to(int(table["size"][0])))
        sizes = {"size": np.asarray([len(texts)])}
        carried.known.leave(TABLE, {"hashes": self._hashes, "holders": self._holders, **sizes})

    def _take(self, hashes: _Hashes, before: npt.NDArray[np.int32], to: npt.NDArray[np.int32]) -> None:
        """Those of the last build among the new ones; `to` is where each text of the last build is now, if anywhere."""
        new, at = self._hashes, np.searchsorted(hashes, self._hashes, "right")
        (self._holders, self._hashes), gone = spliced((before, hashes), (self._holders, new), to=to, at=at)
        changed = np.unique(np.concatenate((hashes[gone], new)))
        were = np.searchsorted(hashes, changed, "right") - np.searchsorted(hashes, changed, "left")
        first, last = (np.searchsorted(self._hashes, changed, side) for side in ("left", "right"))
        sizes = last - first
        tells = (were <= _CROWD) | (sizes <= _CROWD)
        self.touched[self._holders[_each(first[tells], sizes[tells])]] = True

    def candidates(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Pairs (i < j) that share fingerprints, i one of the touched, in order, many at a time."""
        first_of = _firsts(self._hashes)
        counts = np.diff(first_of, append=len(self._hashes))
        shared = np.flatnonzero(np.repeat((counts > 1) & (counts <= _CROWD), counts) & self.touched[self._holders])
        shared = shared[_order(self._holders[shared].astype(np.int64))]
        holders = self._holders[shared].astype(np.int64)
        group = np.searchsorted(first_of, shared, "right") - 1
        first, sizes = first_of[group], counts[group]
        edges = np.searchsorted(holders, np.arange(0, len(self._lengths) + _BATCH, _BATCH)).tolist()
        for low, high in itertools.pairwise(edges):
            some = low + _rarest(holders[low:high], sizes[low:high])
            yield self._pairs(holders[some], first[some], sizes[some])

    def _pairs(self, asking: Numbers, first: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
        lengths = self._lengths
        ones, others = np.repeat(asking, sizes), self._holders[_each(first, sizes)].astype(np.int64)
        shorter, longer = np.minimum(lengths[ones], lengths[others]), np.maximum(lengths[ones], lengths[others])
        alike = (ones < others) & (shorter >= np.maximum(SHORTEST, (1 - FURTHEST) * longer))
        every = np.sort(ones[alike] * len(lengths) + others[alike])
        first = _firsts(every)
        keys, shared = every[first], np.diff(first, append=len(every))
        left, right = keys // len(lengths), keys % len(lengths)
        order = _order(left * (_RAREST + 1) + _RAREST - shared)
        left, right = left[order], right[order]
        ranks = np.arange(len(left)) - np.searchsorted(left, left, "left")
        near = ranks < _LOOKED_AT
        return left[near], right[near]


def _each(first: Numbers, sizes: Numbers) -> Numbers:
    """The numbers from each first on, so many of them."""
    each: Numbers = np.arange(int(sizes.sum())) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    return each


def _rarest(holders: Numbers, sizes: Numbers) -> Numbers:
    """Of entries in the order of their texts, for each text those with the fewest holders."""
    order = _order(holders * (_CROWD + 1) + sizes)
    texts = holders[order]
    chosen: Numbers = order[np.arange(len(order)) - np.searchsorted(texts, texts, "left") < _RAREST]
    return chosen


def _fingerprints(texts: Sequence[str]) -> tuple[Numbers, _Hashes]:
    """(text, hash) of the winnowed runs, each once in a text."""
    found_holders, found_hashes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint64)]
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        # the first text has what all others have before them, and the last what they have behind
        joined = "\n" * _WINDOW + "\n".join(batch) + "\n" * (_RUN + _WINDOW)
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        sizes = np.fromiter((len(text) + 1 for text in batch), dtype=np.int64, count=len(batch))
        sizes[0] += _WINDOW
        owner = np.repeat(np.arange(len(batch)), sizes)
        count = len(owner)
        hashes = np.zeros(count, dtype=np.uint64)
        broken = np.zeros(count, dtype=np.bool_)
        for k in range(_RUN):
            piece = codes[k : k + count]
            hashes = (hashes + piece) * np.uint64(_MIX)
            broken |= piece == 10
        hashes ^= hashes >> np.uint64(29)
        hashes[broken] = np.iinfo(np.uint64).max
        at = _least_of_windows(hashes)
        at = at[~broken[at]]
        keys = np.sort((owner[at].astype(np.uint64) << _HASH_BITS) | (hashes[at] >> (np.uint64(64) - _HASH_BITS)))
        keys = keys[_firsts(keys)]
        found_holders.append((keys >> _HASH_BITS).astype(np.int64) + start)
        found_hashes.append(keys & ((np.uint64(1) << _HASH_BITS) - np.uint64(1)))
    return np.concatenate(found_holders), np.concatenate(found_hashes)


def _least_of_windows(hashes: _Hashes) -> Numbers:
    """Where the least hash of each window stands, the first of equal ones; each place once, ascending."""
    padded = np.concatenate([hashes, np.full(_WINDOW - 1, np.iinfo(np.uint64).max, dtype=np.uint64)])
    least, at = hashes.copy(), np.arange(len(hashes))
    for step in range(1, _WINDOW):
        better = np.flatnonzero(padded[step : step + len(hashes)] < least)
        least[better] = padded[better + step]
        at[better] = better + step
    return at[_firsts(at)]


def _order(values: Numbers) -> Numbers:
    """A stable order of small numbers, each sorted together with its place: a fifth of the time that argsort takes."""
    places = max(len(values), 1).bit_length()
    return np.sort(values << places | np.arange(len(values))) & ((1 << places) - 1)


def _firsts(ascending: npt.NDArray[Any]) -> Numbers:
    """Where each value of an ascending array stands first."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(ascending)), np.bool_), ascending[1:] != ascending[:-1])))
