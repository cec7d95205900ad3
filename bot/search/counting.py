"""Texts in, how often each term stands in each text out: counted here, or on all processors where there is much."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

import numpy as np

from bot.children import ChildError
from bot.lexicon import lexicon

from .analysis import Analyzer
from .counts import Counts, count_batch, smallest
from .cutter import Cutter, cutters

MANY = 1 << 20  # characters from which children are worth their start; this process cuts so many in some four seconds
BATCH = 1 << 18
"""Characters that a child cuts at a time: some two seconds, so that a bar moves and no child waits long at the end."""

Progress = Callable[[int, int], None]


class Ahead:
    """Texts that are cut on all processors while this thread finds out which of them are wanted.

    Nothing is begun where there is little to cut: where all, with those whose counts are known from before, have few
    `characters`.
    """

    def __init__(
        self,
        texts: Iterable[str] = (),
        *,
        characters: int | None = None,
        many: int = MANY,
        progress: Progress | None = None,
    ) -> None:
        new = tuple(texts)
        self.is_large = (sum(map(len, new)) if characters is None else characters) >= many
        self._texts = tuple(dict.fromkeys(new)) if self.is_large else ()
        self._vocabulary: dict[str, int] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._cut = self._pool.submit(_counted, self._texts, self._vocabulary, progress=progress)
        if self.is_large:
            lexicon().lighten()  # others cut the words, and what is left for this process is little

    def counts_of(
        self, *lists: Sequence[str], progress: Progress | None = None
    ) -> tuple[tuple[Counts, ...], dict[str, int]]:
        """The counts of each list of texts, beside the numbers of the terms that stand in any; asked for once."""
        parts = self._cut.result()
        self._pool.shutdown()
        numbers = {text: number for number, text in enumerate(self._texts)}
        rest = tuple(dict.fromkeys(text for texts in lists for text in texts if text not in numbers))
        numbers.update((text, number) for number, text in enumerate(rest, start=len(numbers)))
        heard, is_little = (None, True) if self.is_large else (progress, False)
        parts += _counted(rest, self._vocabulary, first=len(self._texts), is_little=is_little, progress=heard)
        whole, self._texts = Counts.joined(parts), ()
        found = tuple(whole.of(np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts))) for texts in lists)
        return _only_standing(found, self._vocabulary)


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
    is_little: bool = False,
    progress: Progress | None = None,
) -> list[Counts]:
    """The same in pieces, the first text under the number `first`; what is little is cut without the dictionary in memory."""
    batches = tuple(_batches(texts))
    if not batches:
        return []
    size = sum(map(len, texts))
    cut = (
        _cut_in_children(batches, children or os.cpu_count() or 1)
        if size >= many
        else _cut_here(batches, 0 if is_little else size)
    )
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


def _cut_here(batches: Sequence[Sequence[str]], characters: int) -> Iterator[tuple[tuple[str, ...], Counts]]:
    lexicon().load(characters=characters)
    analyzer = Analyzer()
    yield from (count_batch(batch, analyzer) for batch in batches)


def _cut_in_children(batches: Sequence[Sequence[str]], children: int) -> Iterator[tuple[tuple[str, ...], Counts]]:
    """What this process would give; where a child is killed, this process cuts in its place."""
    with ExitStack() as stack:
        idle: SimpleQueue[Cutter] = SimpleQueue()
        for cutter in stack.enter_context(cutters(min(children, len(batches)))):
            idle.put(cutter)

        def cut(batch: Sequence[str]) -> tuple[tuple[str, ...], Counts]:
            cutter = idle.get()
            try:
                terms, columns = cutter.cut(batch)
            except ChildError:
                lexicon().load()
                return count_batch(batch, Analyzer())
            finally:
                idle.put(cutter)
            return terms, Counts(*columns)

        pool = stack.enter_context(ThreadPoolExecutor(min(children, len(batches)), thread_name_prefix="cutting"))
        yield from pool.map(cut, batches)
