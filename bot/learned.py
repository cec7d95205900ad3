"""The cues of a text → how likely it is of each class, by weights that were learned from labelled sentences.

A maximum-entropy classifier (Berger, Della Pietra, Della Pietra 1996). Its cues are pieces of one to three characters and
flags (`!person`). What each weighs stands in a .txt file of the room that asks, a line a cue; `python -m tests.benchmarks.learning`
learns them, and says how right they are about sentences that were left out.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from operator import add

LENGTH = 4.0
"""All cues of a text together weigh as much as sixteen of one each: a long text has no more say than a short one."""
BIAS = "bias"
FLAG = "!"
FLAGGED = 2
"""How many pieces a flag counts as."""

_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Learned:
    """Classes with what each cue weighs for each of them, in hundredths: sums of whole numbers are the same in any order."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    @cached_property
    def _cues(self) -> frozenset[str]:
        return frozenset(self.weights) - {BIAS}

    def chances(self, cues: Iterable[str]) -> dict[str, float]:
        """How likely each class is, together 1. Cues that were never learned say nothing."""
        known = self._cues.intersection(cues)
        flags = [cue for cue in known if cue[0] == FLAG]
        scale = LENGTH / max(1.0, math.sqrt(len(known) + (FLAGGED**2 - 1) * len(flags)))
        weights = [self.weights[cue] for cue in known] + [self.weights[cue] for cue in flags] * (FLAGGED - 1)
        sums = map(sum, zip(*weights, strict=True)) if weights else [0] * len(self.classes)
        scores = [(bias + scale * told) / 100 for bias, told in zip(self.weights[BIAS], sums, strict=True)]
        powers = [math.exp(score - max(scores)) for score in scores]
        return {name: power / sum(powers) for name, power in zip(self.classes, powers, strict=True)}


@cache
def learned(room: str, name: str) -> Learned:
    """What stands in the room's file of that name: its classes in the first line, then a line a cue."""
    head, *lines = resources.files(room).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return Learned(tuple(head.split("\t")[1:]), {cue: tuple(map(int, weights)) for cue, *weights in rows})


def without_numbers(text: str) -> str:
    """Each number as a #: that one is there tells something, which one does not."""
    return _NUMBER.sub("#", text)


def pieces(text: str, *, where: str = "") -> Iterator[str]:
    """All pieces of one to three characters, each with the name of the part that it stands in."""
    pairs = list(map(add, text, text[1:]))
    found = itertools.chain(text, pairs, map(add, pairs, text[2:]))  # no loop of our own: a build reads all paragraphs
    return map(where.__add__, found) if where else found
