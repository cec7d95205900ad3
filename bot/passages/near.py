"""Normalised passages → pairs that are near: winnowed fingerprints for candidates, a look at each edit to decide.

Winnowing after Schleimer, Wilkerson and Aiken (2003): of each window of runs the one with the least hash is kept, so
that two texts with a common stretch of a window's length keep a common fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from bot.known import Known, keys_of
from bot.lexicon import Lexicon
from bot.passages.edits import says_the_same

TABLE = "near"

SHORTEST = 10
"""Characters below which two passages are never near: one edit is too large a part."""

_RUN = 4
_WINDOW = 4
_FURTHEST = 0.25
"""Edits as a share of the longer text."""
_RAREST = 16
"""Fingerprints by which a passage asks, the rarest that it shares."""
_CROWD = 24
"""Holders of a fingerprint beyond which it is boilerplate."""
_LOOKED_AT = 8
"""Candidates of one passage that are compared, those with the most shared fingerprints first."""
_BATCH = 1 << 15
_HASH_BITS = np.uint64(49)  # of a fingerprint, so that it stands with the number of a batch's text in one word
_LARGEST = 16
"""Passages of a group; a larger one would have to be compared each with each."""
_MIX = 0x9E3779B97F4A7C15

_Numbers = npt.NDArray[np.int64]


def near_groups(texts: Sequence[str], *, lexicon: Lexicon, known: Known | None = None) -> tuple[tuple[int, ...], ...]:
    """Groups of texts (their numbers, ascending) each of which says the same as every other of its group."""
    found = _Verdicts(texts, lexicon, known or Known())
    pairs = list(_alike(texts))
    found.recall(pairs)
    group_of: dict[int, list[int]] = {}
    for i, j in pairs:
        one, other = group_of.get(i, [i]), group_of.get(j, [j])
        if one is other or len(one) + len(other) > _LARGEST:
            continue
        if all(found.are_near(min(a, b), max(a, b)) for a in one for b in other):
            one += other
            group_of.update(dict.fromkeys(one, one))
    found.leave()
    return tuple(sorted({tuple(sorted(group)) for group in group_of.values()}))


class _Verdicts:
    """Which pairs are near: as it was found at the last build, else looked at."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon, known: Known) -> None:
        self._texts, self._lexicon, self._known = texts, lexicon, known
        table = known.table(TABLE)
        self._before = dict(zip(table["keys"].tolist(), table["near"].tolist(), strict=True)) if table else {}
        self._found: dict[int, bool] = {}

    def recall(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Loads the dictionary where more than a few of these pairs are to be looked at."""
        new = [pair for pair in pairs if self._key(*pair) not in self._before]
        self._lexicon.load(characters=sum(len(self._texts[i]) for pair in new for i in pair))

    def are_near(self, i: int, j: int) -> bool:
        key = self._key(i, j)
        if key not in self._found:
            before = self._before.get(key)
            self._found[key] = _is_near(self._texts[i], self._texts[j], self._lexicon) if before is None else before
        return self._found[key]

    def leave(self) -> None:
        near = np.fromiter(self._found.values(), np.bool_, len(self._found))
        self._known.leave(TABLE, {"near": near}, keys=np.fromiter(self._found, np.uint64, len(self._found)))

    def _key(self, i: int, j: int) -> int:
        return int(keys_of((f"{self._texts[i]}\n{self._texts[j]}",))[0])


def _alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The candidates that are no further apart than two near texts are, compared on all processors at once."""
    for left, right in _candidates(texts):
        ones, others = ([texts[i] for i in numbers.tolist()] for numbers in (left, right))
        apart = cpdist(ones, others, scorer=Levenshtein.normalized_distance, score_cutoff=_FURTHEST, workers=-1)
        alike = apart <= _FURTHEST
        yield from zip(left[alike].tolist(), right[alike].tolist(), strict=True)


def _is_near(a: str, b: str, lexicon: Lexicon) -> bool:
    furthest = int(_FURTHEST * max(len(a), len(b)))
    return Levenshtein.distance(a, b, score_cutoff=furthest) <= furthest and says_the_same(a, b, lexicon=lexicon)


def _candidates(texts: Sequence[str]) -> Iterator[tuple[_Numbers, _Numbers]]:
    """Pairs (i < j) that share fingerprints, in order, many at a time."""
    holders, hashes = _fingerprints(texts)
    holders, hashes, first, last = _shared(holders, hashes)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    by_holder = _order(holders)
    edges = np.searchsorted(holders[by_holder], np.arange(0, len(texts) + _BATCH, _BATCH))
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        yield _pairs(holders, first, last, _rarest(holders, first, last, by_holder[low:high]), lengths)


def _fingerprints(texts: Sequence[str]) -> tuple[_Numbers, npt.NDArray[np.uint64]]:
    """(text, hash) of the winnowed runs, each once in a text."""
    found_holders, found_hashes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint64)]
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        joined = "\n".join(batch) + "\n" * (_RUN + _WINDOW)
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        owner = np.repeat(
            np.arange(len(batch)), np.fromiter((len(text) + 1 for text in batch), dtype=np.int64, count=len(batch))
        )
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


def _least_of_windows(hashes: npt.NDArray[np.uint64]) -> _Numbers:
    """Where the least hash of each window stands, the first of equal ones; each place once, ascending."""
    padded = np.concatenate([hashes, np.full(_WINDOW - 1, np.iinfo(np.uint64).max, dtype=np.uint64)])
    least, at = hashes.copy(), np.arange(len(hashes))
    for step in range(1, _WINDOW):
        better = np.flatnonzero(padded[step : step + len(hashes)] < least)
        least[better] = padded[better + step]
        at[better] = better + step
    return at[_firsts(at)]


def _order(values: _Numbers) -> _Numbers:
    """A stable order of small numbers, each sorted together with its place: a fifth of the time that argsort takes."""
    places = max(len(values), 1).bit_length()
    return np.sort(values << places | np.arange(len(values))) & ((1 << places) - 1)


def _firsts(ascending: npt.NDArray[Any]) -> _Numbers:
    """Where each value of an ascending array stands first."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(ascending)), np.bool_), ascending[1:] != ascending[:-1])))


def _shared(
    holders: _Numbers, hashes: npt.NDArray[np.uint64]
) -> tuple[_Numbers, npt.NDArray[np.uint64], _Numbers, _Numbers]:
    """Sorted by hash, those held by two texts or more but not by a crowd, with the borders of each one's holders."""
    order = np.argsort(hashes)
    holders, hashes = holders[order], hashes[order]
    counts = np.diff(_firsts(hashes), append=len(hashes))
    crowded = np.repeat((counts < 2) | (counts > _CROWD), counts)
    holders, hashes = holders[~crowded], hashes[~crowded]
    first = _firsts(hashes)
    counts = np.diff(first, append=len(hashes))
    return holders, hashes, np.repeat(first, counts), np.repeat(first + counts, counts)


def _rarest(holders: _Numbers, first: _Numbers, last: _Numbers, mine: _Numbers) -> _Numbers:
    """Of the entries `mine` (sorted by text), for each text those with the fewest holders."""
    order = mine[_order(holders[mine] * (_CROWD + 1) + last[mine] - first[mine])]
    texts = holders[order]
    begins = np.searchsorted(texts, texts, "left")
    return order[np.arange(len(order)) - begins < _RAREST]


def _pairs(
    holders: _Numbers, first: _Numbers, last: _Numbers, asked: _Numbers, lengths: _Numbers
) -> tuple[_Numbers, _Numbers]:
    sizes = last[asked] - first[asked]
    ones = np.repeat(holders[asked], sizes)
    steps = np.arange(len(ones)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    others = holders[np.repeat(first[asked], sizes) + steps]
    shorter, longer = np.minimum(lengths[ones], lengths[others]), np.maximum(lengths[ones], lengths[others])
    alike = (ones < others) & (shorter >= np.maximum(SHORTEST, (1 - _FURTHEST) * longer))
    every = np.sort(ones[alike] * len(lengths) + others[alike])
    first = _firsts(every)
    keys, shared = every[first], np.diff(first, append=len(every))
    left, right = keys // len(lengths), keys % len(lengths)
    order = _order(left * (_RAREST + 1) + _RAREST - shared)
    left, right = left[order], right[order]
    ranks = np.arange(len(left)) - np.searchsorted(left, left, "left")
    near = ranks < _LOOKED_AT
    return left[near], right[near]
