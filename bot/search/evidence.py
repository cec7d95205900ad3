"""A question and the passages found for it in, out what speaks for the first of them answering it."""

from __future__ import annotations

import functools
from collections.abc import Hashable

from .coverage import coverage_of
from .floor import LEADING, Signals, gathered
from .gains import named
from .issues import issues
from .question import Asked
from .ranking import Ranked, Ranker
from .semantic import Meaning
from .wanted import gives, is_number

PARAGRAPHS = 6
"""Of the leading article, among the leading passages, that tell what it is about."""
FIRST = 3
"""Of what hints lead to, one of which must stand in the leading article for it to answer. Of 9 right ones of ours that have
nothing else of the thesaurus and are answered all have one, of 85 of cmrc and drcd without their articles none."""


def signals_of(asked: Asked, ranked: Ranked, *, ranking: Ranker, meaning: Meaning | None = None) -> Signals:
    """How near the first of these passages comes to one that says all that is asked; all signals nought without any.

    The first `LEADING` of those that are `ranked` are looked at.
    """
    if not ranked:
        return Signals()
    number, top = ranked[0]
    tenth = ranked[9][1] if len(ranked) > 9 else 0.0
    first, held = ranking.wording(number), asked.wanted
    coverage = coverage_of(asked)
    telling, share = (max(column) for column in zip(*map(coverage.of, first.pieces), strict=True))
    articles = _by_text(ranked[:LEADING], ranking)
    same = [n for n, _ in ranked[:LEADING] if ranking.article(n) == ranking.article(number)]
    texts = [ranking.wording(n).text for n in same[:PARAGRAPHS]]
    whole = "\n".join((first.heading, *texts))
    is_silent = held is not None and is_number(held) and not gives(first.text, held, asked.folded)
    return Signals(
        telling=telling,
        covered=coverage.of(whole)[0],
        share=share,
        topic=coverage.topic(first.title, texts, functools.partial(_rarity, ranking)),
        margin=top - tenth,
        apart=top - next((score for article, score in articles if article != articles[0][0]), 0.0),
        joined=coverage.joined(first.pieces),
        astray=coverage.astray(first.title, texts),
        led=coverage.led,
        spoken=coverage.spoken(whole),
        named=named(asked.folded, first.title),
        elsewhere=coverage.elsewhere(whole, ranking.holds),
        silent=float(is_silent),
        hinted=bool(asked.hints),
        guessed=bool(asked.hints) and not any(hint in whole for hint in asked.hints[:FIRST]),
        gathered=gathered(articles, articles=ranking.article_count),
        likeness=meaning.likeness(asked.text, same) if meaning else 0.0,
    )


def _by_text(ranked: Ranked, ranking: Ranker) -> list[tuple[Hashable, float]]:
    """The article of each passage beside its score; articles that are issues of one text count as one."""
    wordings = [(ranking.article(n), ranking.wording(n)) for n, _ in ranked]
    issue = issues((article, wording.title, wording.text) for article, wording in wordings)
    return [(issue.get(article, article), score) for (article, _), (_, score) in zip(wordings, ranked, strict=True)]


def _rarity(ranking: Ranker, term: str) -> float:
    """Of a term, from 0 to 1, which one that stands nowhere has."""
    return min(1.0, ranking.rarity(term) / ranking.rarity(""))
