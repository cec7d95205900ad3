"""Articles and passages → the same with what is known of them beyond their words: day, place, kind of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.model import Article, Passage

from .dates import report_date
from .divisions import Gazetteer, Region
from .kinds import kinds_of
from .places import article_region, regions_of


def dated_and_placed(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with its day and place where its own words give them; what was given stays, in full names."""
    return replace(article, date=report_date(article), region=article_region(article, gazetteer) or article.region)


def described(passages: Iterable[Passage], gazetteer: Gazetteer) -> tuple[Passage, ...]:
    """The passages in the same order, each with its place and its kind of text."""
    known: dict[int, dict[int, tuple[Region | None, str]]] = {}
    found = []
    for passage in passages:
        article = passage.article
        if id(article) not in known:
            known[id(article)] = _facts(article, gazetteer)
        region, kind = known[id(article)][passage.paragraph.number]
        found.append(replace(passage, region=region, kind=kind))
    return tuple(found)


def _facts(article: Article, gazetteer: Gazetteer) -> dict[int, tuple[Region | None, str]]:
    _, regions = regions_of(article, gazetteer)
    _, kinds = kinds_of(article)
    return {
        paragraph.number: (region, str(kind))
        for paragraph, region, kind in zip(article.paragraphs, regions, kinds, strict=True)
    }
