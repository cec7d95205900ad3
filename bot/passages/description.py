"""Articles and passages → the same with what is known of them beyond their words: day, place, kind of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.known import Arrays, Known, keys_of
from bot.model import Article, Passage

from .dates import report_date
from .divisions import Gazetteer, Region
from .kinds import TextKind, kind_of, kinds_of
from .places import article_region, passage_region

PLACED, DESCRIBED = "placed", "described"
_KINDS = tuple(map(str, TextKind))
_BEGINNING = 12
"""Paragraphs of an article that tell its place and its kind; a statute has hundreds, and they tell no more."""


def dated_and_placed(
    articles: Iterable[Article], gazetteer: Gazetteer, *, known: Known | None = None
) -> tuple[Article, ...]:
    """The articles with day and place where their own words give them; what was given stays, in full names.

    The place of what is `known` from before is not looked for again.
    """
    known, made, divisions = known or Known(), tuple(articles), _divisions(gazetteer)
    keys = keys_of(f"{divisions}{_beginning(article)}" for article in made)
    before, rows = _regions_of(known.table(PLACED)), known.rows(PLACED, keys).tolist()
    regions = [
        (article_region(_beginning(article), gazetteer) or article.region) if row < 0 else before[row]
        for article, row in zip(made, rows, strict=True)
    ]
    known.leave(PLACED, keys, _table_of(regions))
    pairs = zip(made, regions, strict=True)
    return tuple(replace(article, date=report_date(article), region=region) for article, region in pairs)


class Describer:
    """Tells a passage's place and kind when it is asked for: at build it would cost as much as cutting the words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        # what is remembered holds no describer: it goes with its library at once, not with a later collection
        article_kind = lru_cache(maxsize=4096)(_article_kind)
        self.describe: Callable[[Passage], Passage] = lru_cache(maxsize=16384)(
            partial(_described, gazetteer=gazetteer, article_kind=article_kind)
        )


def described(passages: Sequence[Passage], gazetteer: Gazetteer, *, known: Known) -> tuple[Passage, ...]:
    """All of them with place and kind; of what is known from before neither is told again."""
    divisions, articles = _divisions(gazetteer), {id(passage.article): passage.article for passage in passages}
    wholes = {number: _digest(f"{divisions}{_beginning(article)}") for number, article in articles.items()}
    keys = keys_of(f"{wholes[id(passage.article)]}{passage.text}" for passage in passages)
    table, describe = known.table(DESCRIBED), Describer(gazetteer).describe
    before, rows = _regions_of(table), known.rows(DESCRIBED, keys).tolist()
    found = tuple(
        describe(passage) if row < 0 else replace(passage, region=before[row], kind=_KINDS[table["kind"][row]])
        for passage, row in zip(passages, rows, strict=True)
    )
    kinds = np.fromiter((_KINDS.index(passage.kind) for passage in found), np.int8, len(found))
    known.leave(DESCRIBED, keys, {**_table_of([passage.region for passage in found]), "kind": kinds})
    return found


def _table_of(regions: Sequence[Region | None]) -> dict[str, NDArray[Any]]:
    named = ["\t".join(region or ()) for region in regions]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(named))}
    return {
        "region": np.fromiter(map(numbers.__getitem__, named), np.int32, len(named)),
        "regions": np.frombuffer("\n".join(numbers).encode(), np.uint8),
    }


def _regions_of(table: Arrays) -> Sequence[Region | None]:
    """The region of each row."""
    if not table:
        return ()
    names = table["regions"].tobytes().decode().split("\n")
    regions = [tuple(name.split("\t")) if name else None for name in names]
    return [regions[number] for number in table["region"].tolist()]


def _divisions(gazetteer: Gazetteer) -> str:
    return _digest(repr(gazetteer.full))


def _beginning(article: Article) -> Article:
    """What of an article tells the place and the kind of all of it, and of its passages."""
    return replace(article, paragraphs=article.paragraphs[:_BEGINNING])


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _described(passage: Passage, *, gazetteer: Gazetteer, article_kind: Callable[[Article], TextKind]) -> Passage:
    region = passage_region(passage.text, gazetteer, article=passage.article.region)
    return replace(passage, region=region, kind=kind_of(passage.text, whole=article_kind(passage.article)))


def _article_kind(article: Article) -> TextKind:
    return kinds_of(_beginning(article))[0]
