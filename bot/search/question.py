"""What a worker wrote in, terms with weights out: the worker's own first, what the thesaurus adds behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .analysis import Analyzer
from .folding import fold
from .thesaurus import Thesaurus

EXPANDED = 0.4
"""What all that one everyday word leads to weighs together, beside that word's own terms."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """One word of the question with what the thesaurus calls it."""

    word: str
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is searched. `words` are the worker's own, `terms` all that is looked up, with weights."""

    text: str
    words: tuple[str, ...]
    own: Mapping[str, float]
    expanded: Mapping[str, float]
    expansions: tuple[Expansion, ...] = ()

    @property
    def terms(self) -> Mapping[str, float]:
        return {term: self.own.get(term, 0.0) + self.expanded.get(term, 0.0) for term in {**self.own, **self.expanded}}

    @property
    def official(self) -> tuple[str, ...]:
        return tuple(word for expansion in self.expansions for word in expansion.official)


def ask(text: str, analyzer: Analyzer, thesaurus: Thesaurus) -> Asked:
    """The question's terms; words that only ask are none of them."""
    folded = fold(text)
    expansions = tuple(Expansion(word, thesaurus.official[word]) for word, _ in thesaurus.find(folded))
    expanded: dict[str, float] = {}
    for expansion in dict.fromkeys(expansions):
        for official in expansion.official:
            share = EXPANDED / len(expansion.official)
            for term in analyzer.terms(official):
                if len(term) > 1:
                    expanded[term] = max(expanded.get(term, 0.0), share)
    own = analyzer.question_terms(folded)
    return Asked(text, analyzer.question_words(folded), own, expanded, tuple(dict.fromkeys(expansions)))
