"""Normalised passages → groups of those that are near: candidates by their fingerprints, a look at each edit to decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from bot.known import Carried, Known
from bot.lexicon import Lexicon
from bot.passages.edits import says_the_same
from bot.passages.normal import Normals
from bot.passages.prints import FURTHEST, TABLE, Numbers, Prints
from bot.script import is_traditional, simplified_by_character

PAIRS, VERDICTS = "pairs", "near"
_LARGEST = 16
"""Passages of a group; a larger one would have to be compared each with each."""


def near_groups(
    texts: Sequence[str], *, lexicon: Lexicon, carried: Carried | None = None
) -> tuple[tuple[int, ...], ...]:
    """Groups of texts (their numbers, ascending) each of which says the same as every other of its group.

    Pairs of texts that are `carried` over are not compared again.
    """
    texts, carried = _Simplified.of(texts), carried or Carried.nothing(len(texts))
    to = carried.to(int(carried.known.table(TABLE).get("size", [0])[0]))
    found = _Verdicts(texts, lexicon, carried.known, to)
    pairs = list(map(tuple, found.open(_alike(texts, carried, to)).tolist()))
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


class _Simplified(Normals):
    """The texts, the traditional ones in simplified characters: a copy in the other script is near."""

    def _at(self, number: int) -> str:
        text = super()._at(number)
        return simplified_by_character(text) if is_traditional(text) else text


class _Verdicts:
    """Which pairs are near: as it was found at the last build, else looked at. `to` tells where each text is now."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon, known: Known, to: NDArray[np.int32]) -> None:
        self._texts, self._lexicon, self._known = texts, lexicon, known
        self._recalled, self._near = _recalled(VERDICTS, known, to)
        self._before: dict[tuple[int, int], bool] = {}
        self._differ, self._found = self._recalled[:0], dict[tuple[int, int], bool]()

    def open(self, pairs: Numbers) -> Numbers:
        """Those of the pairs of which it is not known that they differ; no group would come of the others."""
        is_open = ~np.isin(self._keys(pairs), self._keys(self._recalled[~self._near]))
        self._differ, pairs = pairs[~is_open], pairs[is_open]
        asked = np.isin(self._recalled, pairs).all(axis=1)
        asked_pairs = map(tuple, self._recalled[asked].tolist())
        self._before = dict(zip(asked_pairs, self._near[asked].tolist(), strict=True))
        return pairs

    def _keys(self, pairs: Numbers) -> Numbers:
        """Each pair in one number."""
        return pairs[:, 0].astype(np.int64) * len(self._texts) + pairs[:, 1]

    def are_near(self, i: int, j: int) -> bool:
        pair = i, j
        if pair not in self._found:
            before = self._before.get(pair)
            self._found[pair] = _is_near(self._texts[i], self._texts[j], self._lexicon) if before is None else before
        return self._found[pair]

    def leave(self) -> None:
        pairs = np.concatenate((self._differ, np.asarray(list(self._found), np.int64).reshape(-1, 2)))
        near = np.asarray([*(False for _ in self._differ), *self._found.values()], np.bool_)
        first = np.unique(self._keys(pairs), return_index=True)[1]
        self._known.leave(VERDICTS, {"pairs": pairs[first].astype(np.int32), "near": near[first]})


def _alike(texts: Sequence[str], carried: Carried, to: NDArray[np.int32]) -> Numbers:
    """The candidates that are no further apart than two near texts are, those of a text together, in order.

    Those of texts that no change touches are what they were; the others are compared on all processors at once.
    """
    prints = Prints(texts, carried)
    before, _ = _recalled(PAIRS, carried.known, to)
    found = [before[~prints.touched[before[:, 0]]]]
    for left, right in prints.candidates():
        numbers, which = np.unique(np.concatenate((left, right)), return_inverse=True)
        held = [texts[i] for i in numbers.tolist()]
        ones, others = ([held[i] for i in part.tolist()] for part in np.split(which, 2))
        apart = cpdist(ones, others, scorer=Levenshtein.normalized_distance, score_cutoff=FURTHEST, workers=-1)
        alike = apart <= FURTHEST
        found.append(np.stack((left[alike], right[alike]), axis=1))
    pairs = np.concatenate(found)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    carried.known.leave(PAIRS, {"pairs": pairs.astype(np.int32)})
    return pairs


def _recalled(name: str, known: Known, to: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """Pairs of a table by the numbers that both have now, beside what was found of each, if anything was."""
    table = known.table(name)
    if not table:
        return np.zeros((0, 2), np.int64), np.zeros(0, np.bool_)
    pairs = to[table["pairs"]].astype(np.int64)
    stays = (pairs >= 0).all(axis=1)
    return pairs[stays], table["near"][stays] if "near" in table else pairs[:0, 0]


def _is_near(a: str, b: str, lexicon: Lexicon) -> bool:
    furthest = int(FURTHEST * max(len(a), len(b)))
    return Levenshtein.distance(a, b, score_cutoff=furthest) <= furthest and says_the_same(a, b, lexicon=lexicon)
