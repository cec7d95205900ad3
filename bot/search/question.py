"""What a worker wrote in, terms with weights out: the worker's own first, what the thesaurus adds behind them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import analysis
from .folding import fold
from .matters import other_matters
from .spelling import Corrected, Spelling
from .thesaurus import Thesaurus
from .wanted import wanted

EXPANDED = 0.7
"""What a word that an everyday one leads to weighs, beside one of the question's own. Shared among all that one everyday
word leads to, the one that an article uses would weigh too little: one article seldom uses two of them."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """One word of the question with what the thesaurus calls it."""

    word: str
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry of the thesaurus that is worded like a question: how like it beside the likest one, from 0 to 1, what it leads
    to, and all that is said in it.
    """

    likeness: float
    official: tuple[str, ...]
    said: str


@dataclass(frozen=True, eq=False)  # known by itself, and no slots, so that what is worked out of it is kept
class Asked:
    """A question as it is searched. `words` are the worker's own, `terms` all that is looked up, with weights; `place` are
    those of places that are no part of its `text`.

    `corrected` holds what was typed and what was searched instead, where nobody knows what was typed.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    own: Mapping[str, float]
    expanded: Mapping[str, float]
    expansions: tuple[Expansion, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    place: Mapping[str, float] = field(default_factory=dict)
    alike: tuple[Alike, ...] = ()
    """The entries of the thesaurus that are worded most like it, the likest first."""
    hints: tuple[str, ...] = ()
    """What entries of the thesaurus lead to that are only worded like it, the likest first."""
    others: tuple[str, ...] = ()
    """What it names that is another matter than a workers' newspaper's."""

    @functools.cached_property
    def terms(self) -> Mapping[str, float]:
        terms = dict(self.own)
        for part in (self.expanded, self.place):
            for term, weight in part.items():
                terms[term] = terms.get(term, 0.0) + weight
        return terms

    @functools.cached_property
    def marked(self) -> tuple[str, ...]:
        """The worker's words as they are marked in a quote: 年假, not also each 年 and each 假 of another word."""
        whole = dict.fromkeys((*self.words, *(expansion.word for expansion in self.expansions)))
        return tuple(
            word for word in whole if len(word) > 1 or not any(word in other for other in whole if other != word)
        )

    @functools.cached_property
    def wanted(self) -> re.Pattern[str] | None:
        """What an answer would hold; None where any sentence may answer."""
        return wanted(self.folded)

    @functools.cached_property
    def official(self) -> tuple[str, ...]:
        return tuple(word for expansion in self.expansions for word in expansion.official)


def ask(text: str, place: str = "", *, thesaurus: Thesaurus, spelling: Spelling | None = None) -> Asked:
    """The question's terms; words that only ask are none of them. `place` are places that were named beside it."""
    folded = fold(text)
    corrected = spelling.correct(folded) if spelling else Corrected(folded)
    folded = corrected.text
    words = analysis.question_words(folded)
    others = other_matters(folded, words)
    spans = [match.span() for name in others for match in re.finditer(re.escape(name), folded)]
    found = {word: word for word, _ in thesaurus.find(folded)} | dict(thesaurus.find_gapped(folded))
    expansions = tuple(
        Expansion(said, thesaurus.official[word]) for said, word in found.items() if not _cuts(said, folded, spans)
    )
    return Asked(
        text,
        folded,
        words,
        analysis.question_terms(folded),
        expanded(word for expansion in expansions for word in expansion.official),
        expansions,
        corrected.changes,
        analysis.question_terms(place) if place else {},
        others=others,
    )


def _cuts(said: str, folded: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a phrase begins or ends within the name of another matter and goes on beyond it: 证有补贴 in 签证有补贴吗."""
    begin = folded.find(said)
    end = begin + len(said)
    return any(a < begin < b < end or begin < a < end < b for a, b in spans)


def expanded(official: Iterable[str]) -> dict[str, float]:
    """The terms of what words lead to, each with what it weighs."""
    weights: dict[str, float] = {}
    for word in official:
        for term, weight in _expanded(word):
            if weight > weights.get(term, 0.0):
                weights[term] = weight
    return weights


@functools.lru_cache(maxsize=4096)  # the right sides of a thesaurus, not what workers type
def _expanded(official: str) -> tuple[tuple[str, float], ...]:
    counts = Counter(term for term in analysis.terms(official) if len(term) > 1)
    return tuple((term, EXPANDED * count) for term, count in counts.items())
