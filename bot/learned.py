"""The cues of a text → how likely it is of each class, by weights that were learned from labelled sentences.

A maximum-entropy classifier (Berger, Della Pietra, Della Pietra 1996). Its cues are pieces of one to three characters and
flags (`!person`). What each weighs stands in a .txt file of the room that asks, a line a cue; `python -m tests.benchmarks.learning`
learns them, and says how right they are about sentences that were left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

LENGTH = 4.0
"""All cues of a text together weigh as much as sixteen of one each: a long text has no more say than a short one."""
BIAS = "bias"

_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Learned:
    """Classes with what each cue weighs for each of them."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def chances(self, cues: Collection[str]) -> dict[str, float]:
        """How likely each class is, together 1. Cues that were never learned say nothing."""
        known = [(strength_of(cue), self.weights[cue]) for cue in cues if cue in self.weights and cue != BIAS]
        scale = LENGTH / max(1.0, math.sqrt(sum(strength * strength for strength, _ in known)))
        scores = list(self.weights[BIAS])
        for strength, weights in known:
            for number, weight in enumerate(weights):
                scores[number] += scale * strength * weight
        powers = [math.exp(score - max(scores)) for score in scores]
        return {name: power / sum(powers) for name, power in zip(self.classes, powers, strict=True)}


@cache
def learned(room: str, name: str) -> Learned:
    """What stands in the room's file of that name: its classes in the first line, weights in hundredths."""
    head, *lines = resources.files(room).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return Learned(tuple(head.split("\t")[1:]), {cue: tuple(int(w) / 100 for w in weights) for cue, *weights in rows})


def strength_of(cue: str) -> float:
    """How strongly it is there: a flag counts as two pieces."""
    return 2.0 if cue.startswith("!") else 1.0


def without_numbers(text: str) -> str:
    """Each number as a #: that one is there tells something, which one does not."""
    return _NUMBER.sub("#", text)


def pieces(text: str, *, where: str = "") -> Iterator[str]:
    """All pieces of one to three characters, each with the name of the part that it stands in."""
    for size in (1, 2, 3):
        for at in range(len(text) - size + 1):
            yield where + text[at : at + size]
