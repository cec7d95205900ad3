"""A thesaurus and a question in, the question with what those entries lead to that are worded most like it out.

An entry is found by whole phrases. 老丈人走了 is none of them, and yet what leads to 丧假 has most of its characters and pairs.
So the entries are ranked as passages are, each by all that is said on its left side and its right one.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from .analysis import asking, joining, runs
from .bm25 import BM25
from .question import EXPANDED, Alike, Asked, Expansion, expanded
from .thesaurus import Thesaurus

ENTRIES = 16
"""Entries that are looked at."""
HINTED = 0.5
"""What the words weigh that the likest of them leads to, beside a word of the question; those of another one by the square
of its score beside the first one's."""

LIKE = 0.15
"""How much of a question the likest entry must say, by what its characters and pairs tell. Of ours that hints answer the least
is .22; 5 of 69 right ones that stay refused are below, and 298 of 600 of cmrc, drcd and stard: they are looked up once."""


class Hints:
    """The entries of a thesaurus as texts; made when the first question needs them.

    `holds` tells whether a term stands in the corpus. Entries that lead to nothing there are none: a thesaurus of labour law
    would crowd out what a small corpus answers.
    """

    def __init__(self, thesaurus: Thesaurus, holds: Callable[[str], bool]) -> None:
        self._thesaurus, self._holds = thesaurus, holds

    def beside(self, asked: Asked) -> Asked:
        """The question with the entries that are worded most like it; as it was where none is."""
        terms = self._terms(asked.folded)
        found = self._ranked.top(terms, ENTRIES) if self._entries else []
        if not found or found[0][1] < LIKE * self._told(terms):
            return asked
        likest = found[0][1]
        return replace(asked, alike=tuple(Alike(score / likest, *self._entries[number]) for number, score in found))

    def hinted(self, asked: Asked) -> Asked:
        """The question with what those entries lead to; as it was where there are none."""
        if not asked.alike:
            return asked
        weights = dict(asked.expanded)
        leads: dict[str, list[str]] = {}
        for entry in asked.alike:
            weight = HINTED * entry.likeness**2
            for term, worth in expanded(entry.official).items():
                weights[term] = max(weights.get(term, 0.0), weight * worth / EXPANDED)
            for word in asked.words:
                if len(word) > 1 and word in entry.said:
                    leads.setdefault(word, []).extend(entry.official)
        known = {expansion.word for expansion in asked.expansions}
        more = (Expansion(word, tuple(dict.fromkeys(to))) for word, to in leads.items() if word not in known)
        hints = tuple(dict.fromkeys(word for entry in asked.alike for word in entry.official))
        return replace(asked, expanded=weights, expansions=(*asked.expansions, *more), hints=hints)

    @functools.cached_property
    def _entries(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """What each entry leads to, where that may stand in the corpus, beside all that is said in it."""
        said: dict[tuple[str, ...], list[str]] = {}
        for phrase, official in self._thesaurus.official.items():
            said.setdefault(official, []).extend(self._thesaurus.wordings(phrase))
        there = ((official, phrases) for official, phrases in said.items() if any(map(self._stands, official)))
        return tuple((official, "\n".join((*phrases, *official))) for official, phrases in there)

    def _stands(self, official: str) -> bool:
        return all(self._holds(gram) for gram in self._grams(official) if len(gram) > 1)

    @functools.cached_property
    def _ranked(self) -> BM25:
        return BM25([list(self._grams(text)) for _, text in self._entries])

    def _terms(self, folded: str) -> Mapping[str, float]:
        """What the question is looked up by: its characters and pairs, but for what asks or joins."""
        grams = dict.fromkeys(self._grams(asking().sub(" ", folded)))
        return {gram: math.sqrt(len(gram)) for gram in grams if gram not in joining()}

    def _told(self, terms: Mapping[str, float]) -> float:
        """What the terms tell together; one that no entry has as much as the one that tells most."""
        idf = self._ranked.idf
        most = float(idf.array.max())
        return float(sum(weight * idf.get(term, most) for term, weight in terms.items()))

    def _grams(self, folded: str) -> Iterable[str]:
        """Characters and their pairs: what is said for one entry has too few words of its own to find it by words."""
        for run, is_han in runs(folded):
            yield from run if is_han else (run,)
            yield from (run[i : i + 2] for i in range(len(run) - 1)) if is_han else ()
