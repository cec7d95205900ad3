"""Normalised passages → pairs that are near: winnowed fingerprints for candidates, a look at each edit to decide.

Winnowing after Schleimer, Wilkerson and Aiken (2003): of each window of runs the one with the least hash is kept, so
that two texts with a common stretch of a window's length keep a common fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from bot.lexicon import Lexicon
from bot.passages.edits import says_the_same

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
_LARGEST = 16
"""Passages of a group; a larger one would have to be compared each with each."""
_MIX = 0x9E3779B97F4A7C15

_Numbers = npt.NDArray[np.int64]


def near_groups(texts: Sequence[str], *, lexicon: Lexicon) -> tuple[tuple[int, ...], ...]:
    """Groups of texts (their numbers, ascending) each of which says the same as every other of its group."""
    group_of: dict[int, list[int]] = {}
    for i, j in _candidates(texts):
        one, other = group_of.get(i, [i]), group_of.get(j, [j])
        if one is other or len(one) + len(other) > _LARGEST:
            continue
        if all(_is_near(texts[a], texts[b], lexicon) for a in one for b in other):
            one += other
            group_of.update(dict.fromkeys(one, one))
    return tuple(sorted({tuple(sorted(group)) for group in group_of.values()}))


def _is_near(a: str, b: str, lexicon: Lexicon) -> bool:
    furthest = int(_FURTHEST * max(len(a), len(b)))
    return Levenshtein.distance(a, b, score_cutoff=furthest) <= furthest and says_the_same(a, b, lexicon=lexicon)


def _candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) that share fingerprints, in order."""
    holders, hashes = _fingerprints(texts)
    holders, hashes, first, last = _shared(holders, hashes)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    edges = np.searchsorted(holders[np.argsort(holders, kind="stable")], np.arange(0, len(texts) + _BATCH, _BATCH))
    by_holder = np.argsort(holders, kind="stable")
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        yield from _pairs(holders, first, last, _rarest(holders, first, last, by_holder[low:high]), lengths)


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
        windows = np.lib.stride_tricks.sliding_window_view(
            np.concatenate([hashes, np.full(_WINDOW - 1, np.iinfo(np.uint64).max, dtype=np.uint64)]), _WINDOW
        )
        at = np.unique(windows.argmin(axis=1) + np.arange(count))
        at = at[(at < count)]
        at = at[~broken[at]]
        key = np.unique(np.stack([owner[at].astype(np.uint64), hashes[at]]), axis=1)
        found_holders.append(key[0].astype(np.int64) + start)
        found_hashes.append(key[1])
    return np.concatenate(found_holders), np.concatenate(found_hashes)


def _shared(
    holders: _Numbers, hashes: npt.NDArray[np.uint64]
) -> tuple[_Numbers, npt.NDArray[np.uint64], _Numbers, _Numbers]:
    """Sorted by hash, those held by two texts or more but not by a crowd, with the borders of each one's holders."""
    order = np.argsort(hashes, kind="stable")
    holders, hashes = holders[order], hashes[order]
    _, first, counts = np.unique(hashes, return_index=True, return_counts=True)
    kept = np.repeat((counts > 1) & (counts <= _CROWD), counts)
    holders, hashes = holders[kept], hashes[kept]
    _, first, which, counts = np.unique(hashes, return_index=True, return_inverse=True, return_counts=True)
    return holders, hashes, first[which], (first + counts)[which]


def _rarest(holders: _Numbers, first: _Numbers, last: _Numbers, mine: _Numbers) -> _Numbers:
    """Of the entries `mine` (sorted by text), for each text those with the fewest holders."""
    order = mine[np.lexsort((last[mine] - first[mine], holders[mine]))]
    texts = holders[order]
    begins = np.searchsorted(texts, texts, "left")
    return order[np.arange(len(order)) - begins < _RAREST]


def _pairs(
    holders: _Numbers, first: _Numbers, last: _Numbers, asked: _Numbers, lengths: _Numbers
) -> Iterator[tuple[int, int]]:
    sizes = last[asked] - first[asked]
    ones = np.repeat(holders[asked], sizes)
    steps = np.arange(len(ones)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    others = holders[np.repeat(first[asked], sizes) + steps]
    shorter, longer = np.minimum(lengths[ones], lengths[others]), np.maximum(lengths[ones], lengths[others])
    alike = (ones < others) & (shorter >= np.maximum(SHORTEST, (1 - _FURTHEST) * longer))
    keys, shared = np.unique(ones[alike] * len(lengths) + others[alike], return_counts=True)
    left, right = keys // len(lengths), keys % len(lengths)
    order = np.lexsort((right, -shared, left))
    left, right = left[order], right[order]
    ranks = np.arange(len(left)) - np.searchsorted(left, left, "left")
    near = ranks < _LOOKED_AT
    yield from zip(left[near].tolist(), right[near].tolist(), strict=True)
