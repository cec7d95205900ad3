"""Texts in, how often each term stands in each text out: counted here, or on all processors where there is much."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

import numpy as np

from bot.children import ChildError
from bot.known import Arrays, Keys, Known, keys_of
from bot.lexicon import lexicon

from .analysis import Analyzer
from .counts import Counts, count_batch, smallest
from .cutter import Cutter

MANY = 1 << 20  # characters from which children are worth their start; this process cuts so many in some four seconds
BATCH = 1 << 18
"""Characters that a child cuts at a time: some two seconds, so that a bar moves and no child waits long at the end."""

TABLE = "counts"
"""Of what is known: each text's counts, as far as they were ever wanted."""

Progress = Callable[[int, int], None]


class Ahead:
    """Texts that are cut on all processors while this thread finds out which of them are wanted.

    Nothing is begun where there is little to cut, and nothing is cut that is `known` from before. The same counts come
    out, whatever was known.
    """

    def __init__(
        self,
        texts: Iterable[str] = (),
        *,
        many: int = MANY,
        progress: Progress | None = None,
        known: Known | None = None,
    ) -> None:
        self.known = known or Known()
        counts, self._vocabulary, self._size = _recalled(self.known.table(TABLE))
        self._parts = [counts]
        self._numbers: dict[str, int] = {}
        self._keys: list[Keys] = []
        unique = dict.fromkeys(texts)
        self.is_large = sum(map(len, unique)) >= many
        first = self._size
        fresh = self._numbered(unique) if self.is_large else ()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._cut = self._pool.submit(_counted, fresh, self._vocabulary, first=first, progress=progress)

    def counts_of(
        self, *lists: Sequence[str], progress: Progress | None = None
    ) -> tuple[tuple[Counts, ...], dict[str, int]]:
        """The counts of each list of texts, beside the numbers of the terms that stand in any; asked for once."""
        parts, self._parts = self._parts + self._cut.result(), []
        self._pool.shutdown()
        first = self._size
        rest = self._numbered(dict.fromkeys(itertools.chain(*lists)))
        parts += _counted(rest, self._vocabulary, first=first, progress=None if self.is_large else progress)
        numbers = {text: place for place, text in enumerate(self._numbers)}
        chosen = np.fromiter(self._numbers.values(), np.int64, len(numbers))
        whole = Counts.joined(parts)
        if not np.array_equal(chosen, np.arange(self._size)):
            whole = whole.of(chosen)
        (whole,), vocabulary = _only_standing([whole], self._vocabulary)
        self._leave(whole, vocabulary)
        self._vocabulary, self._numbers = {}, {}
        found = tuple(whole.of(np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts))) for texts in lists)
        return _only_standing(found, vocabulary)

    def _numbered(self, texts: Collection[str]) -> tuple[str, ...]:
        """Gives each text a number, that which it had before if it is known; those that are to be cut."""
        new = [text for text in texts if text not in self._numbers]
        self._keys.append(keys_of(new))
        rows = self.known.rows(TABLE, self._keys[-1]).tolist()
        fresh = tuple(text for text, row in zip(new, rows, strict=True) if row < 0)
        following = itertools.count(self._size)
        self._numbers.update((text, next(following) if row < 0 else row) for text, row in zip(new, rows, strict=True))
        self._size += len(fresh)
        return fresh

    def _leave(self, counts: Counts, vocabulary: Mapping[str, int]) -> None:
        sizes = np.bincount(counts.texts, minlength=len(self._numbers)).astype(np.int32)
        words = np.frombuffer("\n".join(vocabulary).encode(errors="surrogatepass"), np.uint8)
        arrays = {"terms": counts.terms, "counts": smallest(counts.counts), "sizes": sizes, "vocabulary": words}
        self.known.leave(TABLE, np.concatenate(self._keys), arrays)
        self.known.done()  # it is the largest table and the last


def _recalled(table: Arrays) -> tuple[Counts, dict[str, int], int]:
    """What `Ahead` left: the counts, the numbers of their terms, how many texts there are."""
    if not table:
        return Counts.empty(0), {}, 0
    sizes, words = table["sizes"], table["vocabulary"].tobytes().decode(errors="surrogatepass")
    texts = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    vocabulary = {word: number for number, word in enumerate(words.split("\n"))} if words else {}
    return Counts(table["terms"], texts, table["counts"]), vocabulary, len(sizes)


def _only_standing(lists: Sequence[Counts], vocabulary: Mapping[str, int]) -> tuple[tuple[Counts, ...], dict[str, int]]:
    """The same without the terms that stand in none of the lists; the others in the order of their characters."""
    standing = np.zeros(len(vocabulary), np.bool_)
    for counts in lists:
        standing[counts.terms] = True
    terms = sorted(term for term, number in vocabulary.items() if standing[number])
    numbers = np.zeros(len(vocabulary), np.int32)
    numbers[np.fromiter(map(vocabulary.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
    found = tuple(Counts(numbers[counts.terms], counts.texts, counts.counts) for counts in lists)
    return found, {term: number for number, term in enumerate(terms)}


def count_texts(
    texts: Sequence[str],
    vocabulary: dict[str, int],
    *,
    children: int | None = None,
    many: int = MANY,
    progress: Progress | None = None,
) -> Counts:
    """Counts of texts as they stand; the same, however many children cut them (by default one a processor)."""
    return Counts.joined(_counted(texts, vocabulary, children=children, many=many, progress=progress))


def _counted(
    texts: Sequence[str],
    vocabulary: dict[str, int],
    *,
    first: int = 0,
    children: int | None = None,
    many: int = MANY,
    progress: Progress | None = None,
) -> list[Counts]:
    """The same in pieces, the first text under the number `first`."""
    batches = tuple(_batches(texts))
    if not batches:
        return []
    size = sum(map(len, texts))
    cut = _cut_in_children(batches, children or os.cpu_count() or 1) if size >= many else _cut_here(batches)
    parts: list[Counts] = []
    done = 0
    for batch, (terms, found) in zip(batches, cut, strict=True):
        for term in terms:
            vocabulary.setdefault(term, len(vocabulary))
        known = np.fromiter(map(vocabulary.__getitem__, terms), np.int32, len(terms))
        parts.append(Counts(known[found.terms], found.texts + np.int32(first + done), smallest(found.counts)))
        done += len(batch)
        if progress:
            progress(done, len(texts))
    return parts


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    begin = size = 0
    for end, text in enumerate(texts, start=1):
        size += len(text)
        if size >= BATCH or end == len(texts):
            yield texts[begin:end]
            begin, size = end, 0


def _cut_here(batches: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[str, ...], Counts]]:
    lexicon().load(characters=sum(len(text) for batch in batches for text in batch))
    analyzer = Analyzer()
    yield from (count_batch(batch, analyzer) for batch in batches)


def _cut_in_children(batches: Sequence[Sequence[str]], children: int) -> Iterator[tuple[tuple[str, ...], Counts]]:
    """What this process would give; where a child is killed, this process cuts in its place."""
    with ExitStack() as stack:
        idle: SimpleQueue[Cutter] = SimpleQueue()
        for _ in range(min(children, len(batches))):
            idle.put(stack.enter_context(Cutter()))

        def cut(batch: Sequence[str]) -> tuple[tuple[str, ...], Counts]:
            cutter = idle.get()
            try:
                terms, columns = cutter.cut(batch)
            except ChildError:
                return count_batch(batch, Analyzer())
            finally:
                idle.put(cutter)
            return terms, Counts(*columns)

        pool = stack.enter_context(ThreadPoolExecutor(min(children, len(batches)), thread_name_prefix="cutting"))
        yield from pool.map(cut, batches)
