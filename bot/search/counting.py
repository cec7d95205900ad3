"""Texts in, how often each term stands in each text out: counted here, or on all processors where there is much."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.children import ChildError
from bot.lexicon import lexicon

from .counts import Counts, count_batch, smallest
from .cutter import Cutter, cutters

MANY = 1 << 20
"""Characters from which children are worth their start; this process cuts so many in some four seconds."""
LARGE = MANY
"""Characters of all texts from which they are cut ahead."""
BATCH = 1 << 18
"""Characters that a child cuts at a time: some two seconds, so that a bar moves and no child waits long at the end."""

Progress = Callable[[int, int], None]
"""Hears how many of how many are done."""


class Ahead:
    """Texts that are cut on all processors while this thread finds out which of them are wanted.

    Nothing is begun where there is little to cut: where all, with those whose counts are known from before, have fewer
    `characters` than `LARGE`.
    """

    def __init__(
        self,
        texts: Iterable[str] = (),
        *,
        characters: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        new = tuple(texts)
        self.is_large = (sum(map(len, new)) if characters is None else characters) >= LARGE
        self._texts = tuple(dict.fromkeys(new)) if self.is_large else ()
        self._vocabulary: dict[str, int] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._cut = self._pool.submit(_counted, self._texts, self._vocabulary, progress=progress)
        if self.is_large:
            lexicon().lighten()  # others cut the words, and what is left for this process is little

    def counts_of(
        self, *lists: Sequence[str], progress: Progress | None = None
    ) -> tuple[tuple[list[Counts], ...], dict[str, int]]:
        """The counts of each list of texts, in pieces, beside the numbers of the terms that stand in any.

        Asked for once; the first list is the one that is cut ahead, and its texts need not ascend.
        """
        parts = self._cut.result()
        self._pool.shutdown()
        numbers = {text: number for number, text in enumerate(self._texts)}
        rest = tuple(dict.fromkeys(text for texts in lists for text in texts if text not in numbers))
        numbers.update((text, number) for number, text in enumerate(rest, start=len(numbers)))
        heard, is_little = (None, True) if self.is_large else (progress, False)
        parts += _counted(rest, self._vocabulary, first=len(self._texts), is_little=is_little, progress=heard)
        first, *others = (np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts)) for texts in lists)
        size, self._texts = len(numbers), ()
        del numbers, rest
        vocabulary = _renumbered(parts, np.concatenate((first, *others)), size, self._vocabulary)
        to = np.full(size, -1, np.int32)
        to[first[::-1]] = np.arange(len(first), dtype=np.int32)[::-1]
        again = np.flatnonzero(to[first] != np.arange(len(first)))
        aside = _aside(parts, np.concatenate((first[again], *others)), size)
        found = [aside.of(texts) for texts in (first[again], *others)]
        found[0].texts[:] = again[found[0].texts]
        for number, part in enumerate(parts):
            np.take(to, part.texts, out=part.texts, mode="clip")
            parts[number] = part if part.texts.min(initial=0) >= 0 else part.where(part.texts >= 0)
        parts.append(found[0])  # to this very list: what was cut ahead is held nowhere else
        return (parts, *([one] for one in found[1:])), vocabulary


def _renumbered(
    parts: Sequence[Counts], wanted: NDArray[Any], size: int, vocabulary: Mapping[str, int]
) -> dict[str, int]:
    """The numbers that the terms of the wanted texts have in the counts from now on, in the order of their characters.

    Those of other terms mean nothing any more. There are `size` texts.
    """
    is_wanted, standing = np.zeros(size, np.bool_), np.zeros(len(vocabulary), np.bool_)
    is_wanted[wanted] = True
    for part in parts:
        standing[part.terms[is_wanted[part.texts]]] = True
    terms = sorted(term for term, number in vocabulary.items() if standing[number])
    numbers = np.zeros(len(vocabulary), np.int32)
    numbers[np.fromiter(map(vocabulary.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
    for part in parts:
        np.take(numbers, part.terms, out=part.terms, mode="clip")
    return {term: number for number, term in enumerate(terms)}


def _aside(parts: Sequence[Counts], wanted: NDArray[Any], size: int) -> Counts:
    """Those of a few texts."""
    is_wanted = np.zeros(size, np.bool_)
    is_wanted[wanted] = True
    return Counts.joined([part.where(is_wanted[part.texts]) for part in parts])


def count_texts(
    texts: Sequence[str],
    vocabulary: dict[str, int],
    *,
    progress: Progress | None = None,
) -> Counts:
    """Counts of texts as they stand; the same, whether children cut them (one a processor) or this process."""
    return Counts.joined(_counted(texts, vocabulary, progress=progress))


def _counted(
    texts: Sequence[str],
    vocabulary: dict[str, int],
    *,
    first: int = 0,
    is_little: bool = False,
    progress: Progress | None = None,
) -> list[Counts]:
    """The same in pieces, the first text under the number `first`; what is little is cut without the dictionary in memory."""
    batches = tuple(_batches(texts))
    if not batches:
        return []
    size = sum(map(len, texts))
    cut = _cut_in_children(batches) if size >= MANY else _cut_here(batches, 0 if is_little else size)
    parts: list[Counts] = []
    done = 0
    for batch, (terms, found) in zip(batches, cut, strict=True):
        for term in terms:
            vocabulary.setdefault(term, len(vocabulary))
        known = np.fromiter(map(vocabulary.__getitem__, terms), np.int32, len(terms))
        counts = smallest(found.counts)
        parts.append(Counts.empty(len(counts), counts.dtype))
        parts[-1].terms[:], parts[-1].counts[:] = known[found.terms], counts
        np.add(found.texts, first + done, out=parts[-1].texts)
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
    yield from map(count_batch, batches)


def _cut_in_children(batches: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[str, ...], Counts]]:
    """What this process would give; where a child is killed, this process cuts in its place."""
    children = min(os.cpu_count() or 1, len(batches))
    with ExitStack() as stack:
        idle: SimpleQueue[Cutter] = SimpleQueue()
        for cutter in stack.enter_context(cutters(children)):
            idle.put(cutter)

        def cut(batch: Sequence[str]) -> tuple[tuple[str, ...], Counts]:
            cutter = idle.get()
            try:
                terms, columns = cutter.cut(batch)
            except ChildError:
                lexicon().load()
                return count_batch(batch)
            finally:
                idle.put(cutter)
            return terms, Counts(*columns)

        pool = stack.enter_context(ThreadPoolExecutor(children, thread_name_prefix="cutting"))
        yield from pool.map(cut, batches)
