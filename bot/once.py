"""All paragraphs of a corpus, and its passages: kept as arrays, and an object is made only of one that is looked at."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.mapped import Lazy
from bot.model import Article, Location, Paragraph, Passage

Columns = Mapping[str, NDArray[Any]]
Own = tuple[Article, Paragraph]
Rows = NDArray[np.int64]


class Owned(Lazy[Own]):
    """The sequence of (article, paragraph) over all articles, in order; a row is an index into it.

    `columns` are the paragraphs' arrays as `paragraphs.columns_of` makes them, where they exist already.
    """

    def __init__(self, articles: Iterable[Article], columns: Columns | None = None) -> None:
        self.articles, self.columns = tuple(articles), columns
        self.starts = np.cumsum([0, *self.sizes], dtype=np.int64)
        self._starts = self.starts.tolist()

    def __len__(self) -> int:
        return int(self._starts[-1])

    @property
    def sizes(self) -> list[int]:
        """The number of paragraphs of each article."""
        return [len(article.paragraphs) for article in self.articles]

    def _at(self, number: int) -> Own:
        owner = bisect_right(self._starts, number) - 1
        article = self.articles[owner]
        return article, article.paragraphs[number - self._starts[owner]]

    def owners(self, rows: Rows) -> Rows:
        """For each of the rows the index of its article among `articles`; an array of the same length."""
        return np.searchsorted(self.starts, rows, "right") - 1

    def some(self, rows: Rows) -> list[Own]:
        """The (article, paragraph) of each of the rows, in their order; much quicker than one by one."""
        owners = self.owners(rows)
        pairs = zip(owners.tolist(), (rows - self.starts[owners]).tolist(), strict=True)
        return [((article := self.articles[owner]), article.paragraphs[number]) for owner, number in pairs]


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """Place and kind of passage n: `places[place[n]]` (None: not known) and `kinds[kind[n]]`."""

    place: NDArray[np.int32]
    places: Sequence[tuple[str, ...] | None]
    kind: NDArray[np.int8]
    kinds: Sequence[str]


class Passages(Lazy[Passage]):
    """The sequence of passages, passage n being made of row `rows[n]` (ascending) of `owned` when it is looked at.

    `digests[n]` are the bytes of its id. `also_in` and `groups` are by passage number and hold only those that have any.
    """

    def __init__(
        self,
        owned: Owned,
        rows: Rows,
        digests: NDArray[np.void],
        *,
        also_in: Mapping[int, tuple[Location, ...]],
        groups: Mapping[int, str],
        described: Described | None = None,
    ) -> None:
        self.owned, self.rows, self.digests, self.described = owned, rows, digests, described
        self.also_in, self.groups = also_in, groups
        self._rows = rows.data

    def __len__(self) -> int:
        return len(self.rows)

    def _at(self, number: int) -> Passage:
        told, others = self.described, (self.also_in.get(number, ()), self.groups.get(number))
        more = (told.places[told.place[number]], told.kinds[told.kind[number]]) if told else ()
        return Passage(self.id_of(number), *self.owned[self._rows[number]], *others, *more)

    def some(self, numbers: Rows) -> list[Passage]:
        """The passages of these numbers, in their order; much quicker than one by one."""
        told, own, ids = self.described, self.owned.some(self.rows[numbers]), _hex(self.digests[numbers])
        more: Iterable[tuple[Any, ...]] = itertools.repeat((), len(ids))
        if told:
            places = map(told.places.__getitem__, told.place[numbers].tolist())
            more = zip(places, map(told.kinds.__getitem__, told.kind[numbers].tolist()), strict=True)
        also_in, groups = self.also_in.get, self.groups.get
        return [
            Passage(name, article, paragraph, also_in(number, ()), groups(number), *described)
            for number, name, (article, paragraph), described in zip(numbers.tolist(), ids, own, more, strict=True)
        ]

    def id_of(self, number: int) -> str:
        """The id of one passage, without making it."""
        return bytes(self.digests[number]).hex()

    def ids(self) -> list[str]:
        """The ids of all passages, in order, without making them."""
        return _hex(self.digests)

    def near(self, passage: Passage) -> tuple[Location, ...]:
        """Where the others of a passage's group stand."""
        members = self._members.get(passage.group or "", ())
        return tuple(self[number].location for number in members if self.id_of(number) != passage.id)

    @cached_property
    def _members(self) -> Mapping[str, Sequence[int]]:
        members: dict[str, list[int]] = {}
        for number, group in self.groups.items():
            members.setdefault(group, []).append(number)
        return members

    def firsts(self) -> Iterator[tuple[int, Article]]:
        """(number of its first passage, article) for each article that has passages, in order."""
        for number in np.unique(self.owners(), return_index=True)[1].tolist():
            yield number, self.owned.articles[int(self.owned.owners(self.rows[number]))]

    def owners(self) -> Rows:
        """For each passage the index of its article among `owned.articles`."""
        return self.owned.owners(self.rows)

    def grouped(self, groups: Mapping[int, str]) -> Passages:
        """The same passages with these groups of near-duplicates, by passage number."""
        return self._with(groups, self.described)

    def with_described(self, described: Described) -> Passages:
        """The same passages with their places and kinds."""
        return self._with(self.groups, described)

    def _with(self, groups: Mapping[int, str], described: Described | None) -> Passages:
        return Passages(self.owned, self.rows, self.digests, also_in=self.also_in, groups=groups, described=described)


def _hex(digests: NDArray[np.void]) -> list[str]:
    ids, size = digests.tobytes().hex(), 2 * digests.itemsize
    return [ids[begin : begin + size] for begin in range(0, len(ids), size)]


def some_of(passages: Sequence[Passage], numbers: Rows) -> list[Passage]:
    """The passages of these numbers, in their order, by the quick way where there is one."""
    return passages.some(numbers) if isinstance(passages, Passages) else [passages[n] for n in numbers.tolist()]


def firsts_of(passages: Sequence[Passage]) -> Iterable[tuple[int, Article]]:
    """(number, article) of all passages in order, or, by the quick way where there is one, of the first of each article."""
    return passages.firsts() if isinstance(passages, Passages) else enumerate(passage.article for passage in passages)


def near_of(passages: Sequence[Passage], passage: Passage) -> tuple[Location, ...]:
    """Where those stand that say nearly the same as a passage; nothing where the passages are elsewhere and many to ask for."""
    if passage.group is None:
        return ()
    if isinstance(passages, Passages):
        return passages.near(passage)
    if not isinstance(passages, list | tuple):
        return ()
    return tuple(other.location for other in passages if other.group == passage.group and other.id != passage.id)
