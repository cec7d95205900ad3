"""What was worked out of texts at the last build in, what this build leaves for the next out: arrays in tables.

A row for each text, found by a digest of eight bytes of whatever the row depends on, or by the article that it stands
in: the rows of an article whose file is as it was are carried over together. Only what this build used is left, so that
nothing piles up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]

_KEYS = "keys"
_AT_ONCE = 1 << 16  # rows
ARTICLES, TEXTS, PASSAGES = "articles", "texts", "passages"


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """Where each row of a table stood in that of the last build: `before` says it, -1 for what is new; the rest ascend.

    The tables are those of what is `known`.
    """

    before: Rows
    known: Known

    @classmethod
    def nothing(cls, size: int, known: Known | None = None) -> Carried:
        return cls(np.full(size, -1, np.int64), known or Known())

    @property
    def new(self) -> Rows:
        """The rows that are new."""
        return np.flatnonzero(self.before < 0)

    def to(self, size: int) -> NDArray[np.int32]:
        """For each of the `size` rows of the last build its place now, -1 where it is gone."""
        found = np.full(size, -1, np.int32)
        stays = np.flatnonzero(self.before >= 0)
        found[self.before[stays]] = stays
        return found

    def array(self, before: NDArray[Any] | None, new: NDArray[Any]) -> NDArray[Any]:
        """The column: what is carried over from that of the last build, and the new rows' values in their order."""
        if before is None or len(new) == len(self.before):
            return new
        found = np.empty(len(self.before), np.result_type(before, new))
        found[self.new] = new
        stays = self.before >= 0
        found[stays] = before[self.before[stays]]
        return found

    def characters(self, new: Sequence[str]) -> int:
        """Of all texts, of which the new ones are these."""
        sizes = np.fromiter(map(len, new), np.int32, len(new))
        found = self.array(self.known.table(TEXTS).get("characters"), sizes)
        self.known.leave(TEXTS, {"characters": found})
        return int(found.sum())

    def each(self, before: NDArray[Any], sizes: NDArray[Any]) -> Carried:
        """The same of what each row has so many of, and had; a row that has another number of them now is new."""
        rows = self.before
        known = rows >= 0
        known[known] = before[rows[known]] == sizes[known]  # no digest of eight bytes is proof
        begins = np.where(known, np.append(np.cumsum(before) - before, 0)[rows], -1)
        within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        starts = np.repeat(begins, sizes)
        return Carried(np.where(starts < 0, -1, starts + within), self.known)

    def columns(
        self, before: Arrays, new: Arrays, *, ragged: Sequence[str] = (), plain: Sequence[str] = ()
    ) -> dict[str, NDArray[Any]]:
        """All of these columns, those that are `ragged` beside their ends."""
        found = {name: self.array(before.get(name), new[name]) for name in plain}
        for name in ragged:
            pair, ends = (name, f"{name}.ends"), f"{name}.ends"
            last = (before[name], before[ends]) if name in before else None
            found |= zip(pair, self.ragged(last, (new[name], new[ends])), strict=True)
        return found

    def ragged(
        self, before: tuple[NDArray[Any], NDArray[Any]] | None, new: tuple[NDArray[Any], NDArray[Any]]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """The same of columns that hold several values a row: all values, and where each row's end."""
        if before is None or len(new[1]) == len(self.before):
            return new
        sizes = self.array(np.diff(before[1], prepend=0), np.diff(new[1], prepend=0))
        edges = np.flatnonzero(np.diff(self.before) != np.where(self.before[:-1] < 0, 0, 1)) + 1
        parts, done = [new[0][:0]], 0
        for first, last in zip((0, *edges.tolist()), (*edges.tolist(), len(self.before)), strict=True):
            if self.before[first] < 0:
                values, begin, end = new, done, done + last - first
                done = end
            else:
                values, begin = before, int(self.before[first])
                end = begin + last - first
            parts.append(values[0][int(values[1][begin - 1]) if begin else 0 : int(values[1][end - 1])])
        return np.concatenate(parts), np.cumsum(sizes, dtype=np.int64)


def spliced(
    before: Sequence[NDArray[Any]], new: Sequence[NDArray[Any]], *, to: NDArray[np.int32], at: Rows
) -> tuple[list[NDArray[Any]], Rows]:
    """Columns of the last build with new rows, each put in before the row `at`, ascending; and which rows are gone.

    The first column holds numbers: `to` tells what each is now, -1 where it is gone, and the row with it. Piece by piece,
    as the processor has it at hand, so that no memory is laid out but that of the result.
    """
    size, room, done = len(before[0]), len(before[0]) + len(at), 0
    kinds = [np.result_type(*pair) for pair in zip(before, new, strict=True)]
    found, gone = [np.empty(room, kind) for kind in kinds], [np.zeros(0, np.int64)]
    for first in range(0, max(size, 1), _AT_ONCE):
        some, last = slice(first, first + _AT_ONCE), first + _AT_ONCE
        come = slice(np.searchsorted(at, first), np.searchsorted(at, last) if last < size else len(at))
        columns = [to.take(before[0][some], mode="clip"), *(column[some] for column in before[1:])]
        gone.append(np.flatnonzero(columns[0] < 0) + first)
        where = at[come] - first
        columns = [
            np.insert(one.astype(kind), where, other[come])
            for one, other, kind in zip(columns, new, kinds, strict=True)
        ]
        stays = slice(None) if not len(gone[-1]) else columns[0] >= 0
        for whole, column in zip(found, columns, strict=True):
            kept = column[stays]
            whole[done : done + len(kept)] = kept
        done += len(kept)
    return [column[:done] for column in found], np.concatenate(gone)


class Keeper(Protocol):
    """Takes what is left for the next build, table by table, so that it need not be held until the end."""

    def add(self, arrays: Arrays) -> object: ...

    def finish(self) -> object:
        """There is no more of it, and it is for the next build; else what was added counts for nothing."""


class Known:
    """Tables by their names. `before` holds those of the last build, empty where there are none.

    `before` may be what gives them when they are asked for: their checksum can be worked out meanwhile. What is left
    for the next build goes to `keeper`, which finishes where anything is new.
    """

    def __init__(self, before: Arrays | Callable[[], Arrays] | None = None, *, keeper: Keeper | None = None) -> None:
        self._given, self._keeper = before or {}, keeper
        self._tables: dict[str, NDArray[Any]] | None = None
        self._names: frozenset[str] = frozenset()
        self._left: dict[str, NDArray[Any] | None] = {}

    @property
    def _before(self) -> dict[str, NDArray[Any]]:
        if self._tables is None:
            self._tables = dict(self._given() if callable(self._given) else self._given)
            self._names, self._given = frozenset(self._tables), {}
        return self._tables

    def done(self) -> None:
        """Nothing more is left for the next build, and nothing more asked of the last."""
        if self._keeper and self._is_new():
            self._keeper.finish()
        self._left, self._tables = {}, {}

    def _is_new(self) -> bool:
        before = self._before
        return self._left.keys() != self._names or any(
            keys is not None and not np.array_equal(keys, before[name]) for name, keys in self._left.items()
        )

    def table(self, name: str) -> Arrays:
        """A table of the last build; no arrays where there is none."""
        return {
            key.removeprefix(f"{name}."): array for key, array in self._before.items() if key.startswith(f"{name}.")
        }

    def rows(self, name: str, keys: Keys) -> Rows:
        """Where each key stands in a table of the last build; -1 where it does not."""
        known = self._before.get(f"{name}.{_KEYS}", np.zeros(0, np.uint64))
        if not len(known):
            return np.full(len(keys), -1, np.int64)
        order = np.argsort(known)
        at = order[np.searchsorted(known, keys, sorter=order).clip(max=len(known) - 1)]
        return np.where(known[at] == keys, at, -1)

    def carried(self, articles: Sequence[str], sizes: Sequence[int]) -> Carried:
        """The paragraphs of articles, each known by what it is made of, beside those of the last build's.

        All of them are new where the articles are of no file.
        """
        if len(articles) < len(sizes):
            return Carried.nothing(sum(sizes), self)
        keys, table, counts = keys_of(articles), self.table(ARTICLES), np.asarray(sizes, np.int64)
        rows = self.rows(ARTICLES, keys)
        self.leave(ARTICLES, {"sizes": counts}, keys=keys)
        if not table or not len(table["sizes"]):
            return Carried.nothing(int(counts.sum()), self)
        highest = np.maximum.accumulate(np.append(-1, rows))[:-1]
        once = np.where(rows > highest, rows, -1)  # and in the order that they had
        return Carried(once, self).each(table["sizes"], counts)

    def standing(self, carried: Carried, rows: Rows) -> Carried:
        """The passages, each by the row of its paragraph, beside those of the last build's."""
        before, known = carried.before[rows], self.table(PASSAGES).get("row", np.zeros(0, np.int64))
        self.leave(PASSAGES, {"row": rows})
        numbers = np.full(max(int(before.max(initial=-1)), int(known.max(initial=-1))) + 2, -1, np.int64)
        numbers[known] = np.arange(len(known))
        return Carried(numbers[before], self)  # the last of all is for what is new

    def leave(self, name: str, arrays: Arrays, *, keys: Keys | None = None) -> None:
        """Takes a table for the next build, its rows in the order of the keys, where it has any.

        That of the last build is let go of: it takes memory as long as it is at hand.
        """
        named = arrays if keys is None else {**arrays, _KEYS: keys}
        tables = {f"{name}.{key}": array for key, array in named.items()}
        self._left |= {key: array if key.endswith(_KEYS) else None for key, array in tables.items()}
        for key in self.table(name).keys() - {_KEYS}:
            del self._before[f"{name}.{key}"]
        if self._keeper:
            self._keeper.add(tables)


def keys_of(texts: Iterable[str]) -> Keys:
    """A key for each text, in their order."""
    digests = (blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest() for text in texts)
    return np.frombuffer(b"".join(digests), np.uint64)
