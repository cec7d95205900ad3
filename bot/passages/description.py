"""Articles and passages → the same with what is known of them beyond their words: day, place, kind of text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.children import ChildError
from bot.known import Arrays, Known, keys_of
from bot.model import Article, Passage

from .dates import report_date
from .divisions import Gazetteer, Region
from .kinds import TextKind
from .places import article_region
from .telling import Asked, Teller, Told, article_kind, beginning, told, told_of

PLACED, DESCRIBED = "placed", "described"
_KINDS = tuple(map(str, TextKind))
MANY = 1 << 20  # characters from which a child is worth its start; this process tells so many in some .4 s
BATCH = 64
"""Articles that a child is asked about at a time."""


def dated_and_placed(
    articles: Iterable[Article], gazetteer: Gazetteer, *, known: Known | None = None
) -> tuple[Article, ...]:
    """The articles with day and place where their own words give them; what was given stays, in full names.

    The place of what is `known` from before is not looked for again.
    """
    known, made, divisions = known or Known(), tuple(articles), _divisions(gazetteer)
    keys = keys_of(f"{divisions}{beginning(article)}" for article in made)
    before, rows = _regions_of(known.table(PLACED)), known.rows(PLACED, keys).tolist()
    regions = [
        (article_region(beginning(article), gazetteer) or article.region) if row < 0 else before[row]
        for article, row in zip(made, rows, strict=True)
    ]
    known.leave(PLACED, keys, _table_of(regions))
    pairs = zip(made, regions, strict=True)
    return tuple(replace(article, date=report_date(article), region=region) for article, region in pairs)


class Describer:
    """Tells a passage's place and kind when it is asked for: at build it would cost as much as cutting the words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        # what is remembered holds no describer: it goes with its library at once, not with a later collection
        kind_of_article = lru_cache(maxsize=4096)(article_kind)
        self.describe: Callable[[Passage], Passage] = lru_cache(maxsize=16384)(
            partial(_described, gazetteer=gazetteer, kind_of_article=kind_of_article)
        )


class Telling:
    """Place and kind of the paragraphs of articles, told by a child process while this one finds out which are wanted.

    Of what is `known` from before neither is told again; where there is little to tell, it is done here.
    """

    def __init__(self, articles: Sequence[Article], gazetteer: Gazetteer, *, known: Known, many: int = MANY) -> None:
        self._articles, self._gazetteer, self._known, self._many = articles, gazetteer, known, many
        divisions = _divisions(gazetteer)
        wholes = (f"{divisions}{beginning(article)}" for article in articles)
        texts = ((_digest(whole), article) for whole, article in zip(wholes, articles, strict=True))
        self._keys = keys_of(f"{whole}{p.text}" for whole, article in texts for p in article.paragraphs)
        self._rows = known.rows(DESCRIBED, self._keys)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="telling")
        self._new = self._pool.submit(lambda: list(itertools.chain.from_iterable(self._tell(self._asked()))))

    def of(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Passages of these articles, in their order, with place and kind."""
        new, table = iter(self._new.result()), self._known.table(DESCRIBED)
        self._pool.shutdown()
        kinds = [_KINDS[number] for number in table["kind"].tolist()] if table else []
        before = list(zip(_regions_of(table), kinds, strict=True))
        found = [before[row] if row >= 0 else next(new) for row in self._rows.tolist()]
        numbers = np.fromiter((_KINDS.index(kind) for _, kind in found), np.int8, len(found))
        self._known.leave(DESCRIBED, self._keys, {**_table_of([region for region, _ in found]), "kind": numbers})
        standing = (paragraph for article in self._articles for paragraph in article.paragraphs)
        told = zip(standing, found, strict=True)
        return tuple(
            _with(passage, *next(each for paragraph, each in told if paragraph is passage.paragraph))
            for passage in passages
        )

    def _asked(self) -> Iterator[Asked]:
        begin = 0
        for article in self._articles:
            end = begin + len(article.paragraphs)
            if numbers := np.flatnonzero(self._rows[begin:end] < 0).tolist():
                yield article, numbers
            begin = end

    def _tell(self, asked: Iterable[Asked]) -> Iterator[Iterable[Told]]:
        batches = tuple(_batches(asked))
        if (
            sum(len(article.paragraphs[n].text) for batch in batches for article, numbers in batch for n in numbers)
            < self._many
        ):
            yield from (self._here(batch) for batch in batches)
            return
        with Teller(self._gazetteer) as teller:
            for batch in batches:
                try:
                    yield teller.tell(batch)
                except ChildError:
                    yield self._here(batch)

    def _here(self, asked: Iterable[Asked]) -> list[Told]:
        return [each for article, numbers in asked for each in told(article, numbers, self._gazetteer)]


def _batches(asked: Iterable[Asked]) -> Iterator[tuple[Asked, ...]]:
    rest = iter(asked)
    while batch := tuple(itertools.islice(rest, BATCH)):
        yield batch


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


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _described(passage: Passage, *, gazetteer: Gazetteer, kind_of_article: Callable[[Article], TextKind]) -> Passage:
    article = passage.article
    return _with(passage, *told_of(passage.text, article.region, kind_of_article(article), gazetteer))


def _with(passage: Passage, region: Region | None, kind: str) -> Passage:
    """`replace` asks a class for its fields each time; this takes a third of that."""
    return Passage(passage.id, passage.article, passage.paragraph, passage.also_in, passage.group, region, kind)
