"""Articles and passages → the same with what is known of them beyond their words: day, place, kind of text."""

from __future__ import annotations

import datetime as dt
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
from bot.known import Arrays, Carried, Known, keys_of
from bot.model import Article, Passage
from bot.once import Described, Passages

from .dates import report_date
from .divisions import Gazetteer, Region
from .kinds import TextKind
from .places import article_region
from .telling import Asked, Teller, Told, article_kind, beginning, told, told_of

PLACED, DESCRIBED = "placed", "described"
_KINDS = tuple(map(str, TextKind))
MANY = 1 << 20
"""Characters from which a child is worth its start; this process tells so many in some .4 s."""
BATCH = 64
"""Articles that a child is asked about at a time."""


def dated_and_placed(
    articles: Iterable[Article], gazetteer: Gazetteer, *, keys: Sequence[str] = (), known: Known | None = None
) -> tuple[Article, ...]:
    """The articles with day and place where their own words give them; what was given stays, in full names.

    What is `known` from before of articles that are made of the same, as their `keys` say, is not looked for again.
    """
    known, made, divisions = known or Known(), tuple(articles), _divisions(gazetteer)
    named = keys_of(f"{divisions}{key}" for key in keys)
    table, rows = known.table(PLACED), known.rows(PLACED, named).tolist() if keys else [-1] * len(made)
    regions, days = _regions_of(table), table["day"].tolist() if table else ()
    found = [
        (regions[row], dt.date.fromordinal(days[row]) if days[row] else None)
        if row >= 0
        else (article_region(beginning(article), gazetteer) or article.region, report_date(article))
        for article, row in zip(made, rows, strict=True)
    ]
    if keys:
        days = np.asarray([date.toordinal() if date else 0 for _, date in found], np.int32)
        known.leave(PLACED, {**_table_of([region for region, _ in found]), "day": days}, keys=named)
    return tuple(
        article if (article.region, article.date) == told else replace(article, region=told[0], date=told[1])
        for article, told in zip(made, found, strict=True)
    )


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

    def __init__(
        self,
        articles: Sequence[Article],
        gazetteer: Gazetteer,
        *,
        carried: Carried | None = None,
    ) -> None:
        size = sum(len(article.paragraphs) for article in articles)
        self._articles, self._gazetteer = articles, gazetteer
        self._carried = carried or Carried.nothing(size)
        self._keys, self._table = keys_of([_divisions(gazetteer)]), self._carried.known.table(DESCRIBED)
        if not np.array_equal(self._table.get("keys", ()), self._keys):
            self._carried = Carried.nothing(size, self._carried.known)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="telling")
        self._new = self._pool.submit(lambda: list(itertools.chain.from_iterable(self._tell(self._asked()))))

    def of(self, passages: Passages) -> Passages:
        """Passages of these articles, with place and kind."""
        new = self._new.result()
        self._pool.shutdown()
        told = ["\t".join(region or ()) for region, _ in new]
        names = list(dict.fromkeys((*(_names_of(self._table) if self._table else ()), *told)))
        numbers = {name: number for number, name in enumerate(names)}
        regions = self._carried.array(
            self._table.get("region"), np.fromiter(map(numbers.__getitem__, told), np.int32, len(told))
        )
        kinds = self._carried.array(
            self._table.get("kind"), np.fromiter((_KINDS.index(kind) for _, kind in new), np.int8, len(new))
        )
        used, firsts, which = np.unique(regions, return_index=True, return_inverse=True)
        order = np.argsort(firsts)  # in the order of their first places, whatever was there before
        regions, names = np.argsort(order).astype(np.int32)[which], [names[n] for n in used[order].tolist()]
        table: Arrays = {
            "region": regions,
            "regions": np.frombuffer("\n".join(names).encode(), np.uint8),
            "kind": kinds,
        }
        self._carried.known.leave(DESCRIBED, table, keys=self._keys)
        places = [tuple(name.split("\t")) if name else None for name in names]
        return passages.with_described(Described(regions[passages.rows], places, kinds[passages.rows], _KINDS))

    def _asked(self) -> Iterator[Asked]:
        begin = 0
        for article in self._articles:
            end = begin + len(article.paragraphs)
            if numbers := np.flatnonzero(self._carried.before[begin:end] < 0).tolist():
                yield article, numbers
            begin = end

    def _tell(self, asked: Iterable[Asked]) -> Iterator[Iterable[Told]]:
        batches = tuple(_batches(asked))
        texts = (article.paragraphs[n].text for batch in batches for article, numbers in batch for n in numbers)
        if sum(map(len, texts)) < MANY:
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
    regions = [tuple(name.split("\t")) if name else None for name in _names_of(table)]
    return [regions[number] for number in table["region"].tolist()]


def _names_of(table: Arrays) -> list[str]:
    return table["regions"].tobytes().decode().split("\n")


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
