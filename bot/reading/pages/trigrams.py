"""The characters beside a border → how much likelier they are in one text than in two, by a model of three characters.

"Stupid backoff": Brants, Popat, Xu, Och, Dean, Large Language Models in Machine Translation, 2007. The counts in
`trigrams.npz` are of the texts named in `docs/measured.md`; `python -m tests.benchmarks.trigrams` counts others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

START = "^"
"""Stands before the first character of a paragraph."""

BACKOFF = 0.2
"""What the chance of a character is worth where one more before it was never seen with it."""

AHEAD = 2
"""Characters behind the border whose chances are asked."""

_BITS = 14
"""Of a character's number; three fit in 64."""

_DIGIT = re.compile("[0-9]")
_LETTER = re.compile("[A-Za-z]")
_WIDE = str.maketrans(",.;:?!()", "，。；：？！（）")


def plainly(text: str) -> str:
    """All digits as one, all letters as one, all marks in full width."""
    return _LETTER.sub("a", _DIGIT.sub("0", text)).translate(_WIDE)


class Trigrams:
    """How often one, two and three characters stand side by side."""

    def __init__(self, characters: str, keys: NDArray[np.uint64], counts: NDArray[np.uint32]) -> None:
        """`keys` are ascending, one for each run of one to three characters, as `key_of` gives them."""
        self._numbers = {char: number for number, char in enumerate(characters, start=1)}
        self._keys = keys
        self._counts = counts
        self._total = int(counts[keys < 1 << _BITS].sum())

    def flow(self, left: str, right: str) -> float:
        """By how many nats the beginning of `right` is likelier behind `left` than in a text of its own.

        A text of its own begins there or goes on from somewhere else.
        """
        return self._flow(plainly(left[-2:]), plainly(right[:AHEAD]))

    @lru_cache(maxsize=10_000)  # noqa: B019 (one model lives as long as the process)
    def _flow(self, left: str, right: str) -> float:
        begun, anywhere = self._log_chance(right, START), self._log_chance(right, "")
        return self._log_chance(right, left) - float(np.logaddexp(begun, anywhere)) + math.log(2)

    def _log_chance(self, text: str, before: str) -> float:
        run = before + text
        return sum(math.log(self._chance(run[max(at - 2, 0) : at], run[at])) for at in range(len(before), len(run)))

    def _chance(self, before: str, char: str) -> float:
        weight = 1.0
        while before:
            if (together := self._count(before + char)) and (of := self._count(before)):
                return weight * min(together / of, 1.0)
            before, weight = before[1:], weight * BACKOFF
        return weight * (self._count(char) + 0.5) / self._total

    def _count(self, run: str) -> int:
        """0 where it was not seen, or too seldom to be kept."""
        key = key_of(run, self._numbers)
        at = int(np.searchsorted(self._keys, key)) if key else len(self._keys)
        return int(self._counts[at]) if at < len(self._keys) and self._keys[at] == key else 0


def key_of(run: str, numbers: Mapping[str, int]) -> np.uint64:
    """One number for a run of up to three characters; 0 where one of them has none."""
    key = 0
    for char in run:
        if not (number := numbers.get(char)):
            return np.uint64(0)
        key = key << _BITS | number
    return np.uint64(key)


@cache
def trigrams() -> Trigrams:
    """The model that comes with the package."""
    with resources.files(__package__).joinpath("trigrams.npz").open("rb") as file, np.load(file) as kept:
        return Trigrams(str(kept["characters"]), np.cumsum(kept["steps"], dtype=np.uint64), kept["counts"])
