"""A question and its hits → why each was cited, put further down or held back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.choice import RELATIVE, akin
from bot.fitness import Circumstances, factors, fitted, newest_of, notes_on
from bot.model import Hit, Passage
from bot.search.floor import Signals
from bot.search.index import Index

CANDIDATES = 10
"""Hits that are explained, those held back among them."""
TERMS = 8
"""Terms shown of a candidate; the others add next to nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage: its score by words alone and after `factors`; `shares` say what each term adds to the first."""

    passage: Passage
    by_words: float
    score: float
    shares: tuple[tuple[str, float], ...]
    factors: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]
    cited: bool
    """False where the floor, or the distance to the best candidate, holds it back."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was searched, where the floor stood, and each candidate in the order of citing."""

    question: str
    searched: str
    words: tuple[str, ...]
    expansions: tuple[tuple[str, tuple[str, ...]], ...]
    corrected: tuple[tuple[str, str], ...]
    region: tuple[str, ...] | None
    region_named: bool
    floor: float
    signals: Signals
    candidates: tuple[Candidate, ...]


def explained(index: Index, question: str, hits: Sequence[Hit], signals: Signals, worker: Circumstances) -> Explanation:
    """Hits come as they were found, by words alone, with their signals."""
    hinted = signals.hinted
    asked = index.hint(question) if hinted else index.ask(question)
    by_words = {hit.passage.id: hit.score for hit in hits}
    least = RELATIVE * max(by_words.values(), default=0.0)
    near = fitted([hit for hit in hits if hit.score >= least], worker)
    akin_to_first = {hit.passage.id for hit in akin(near)}
    rest = [hit for hit in hits if hit.score < least]
    holds, newest = index.floor.holds(signals), newest_of(near)
    candidates = tuple(
        Candidate(
            hit.passage,
            by_words[hit.passage.id],
            hit.score,
            tuple(index.shares(question, hit.passage, hinted=hinted).items())[:TERMS],
            tuple(factors(hit.passage, worker, newest).items()),
            notes_on(hit.passage, index.quote(question, hit.passage, hinted=hinted).text, worker),
            cited=holds and hit.passage.id in akin_to_first,
        )
        for hit in (*near, *fitted(rest, worker))[:CANDIDATES]
    )
    expansions = tuple((expansion.word, expansion.official) for expansion in asked.expansions)
    return Explanation(
        question,
        asked.folded,
        asked.words,
        expansions,
        asked.corrected,
        worker.region,
        worker.named,
        index.floor.least,
        signals,
        candidates,
    )
