"""Articles and passages → the same with what is known of them beyond their words: day, place, kind of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from bot.model import Article, Passage

from .dates import report_date
from .divisions import Gazetteer
from .kinds import TextKind, kind_of, kinds_of
from .places import article_region, passage_region

_BEGINNING = 12
"""Paragraphs of an article that tell its place and its kind; a statute has hundreds, and they tell no more."""


def dated_and_placed(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with its day and place where its own words give them; what was given stays, in full names."""
    beginning = replace(article, paragraphs=article.paragraphs[:_BEGINNING])
    return replace(article, date=report_date(article), region=article_region(beginning, gazetteer) or article.region)


class Describer:
    """Tells a passage's place and kind when it is asked for: at build it would cost as much as cutting the words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        # what is remembered holds no describer: it goes with its library at once, not with a later collection
        article_kind = lru_cache(maxsize=4096)(_article_kind)
        self.describe: Callable[[Passage], Passage] = lru_cache(maxsize=16384)(
            partial(_described, gazetteer=gazetteer, article_kind=article_kind)
        )


def _described(passage: Passage, *, gazetteer: Gazetteer, article_kind: Callable[[Article], TextKind]) -> Passage:
    region = passage_region(passage.text, gazetteer, article=passage.article.region)
    return replace(passage, region=region, kind=kind_of(passage.text, whole=article_kind(passage.article)))


def _article_kind(article: Article) -> TextKind:
    return kinds_of(replace(article, paragraphs=article.paragraphs[:_BEGINNING]))[0]
