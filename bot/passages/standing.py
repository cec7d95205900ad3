"""Normal forms one after the other → the text in which paragraphs are looked for, and where one of them stands in it."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.passages.normal import END, Normals, is_figure

_CONTEXT = 4
"""Characters before or after two copies that say that the same text goes on there."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Paragraph `small` stands within paragraphs `first` to `last` (flat numbers), which follow one another.

    `begin` is its offset in `first`; `is_whole` where it holds all of them from the first character to the last;
    `goes_on` where the text before it or after it is the same as where it stands itself.
    """

    small: int
    first: int
    last: int
    begin: int
    is_whole: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The normal forms one after the other, articles as `joined` puts them."""

    joined: str
    begins: Numbers
    lengths: Numbers
    same: Numbers
    """Paragraph → the one that stands for all its equals."""
    cut_off: Container[int]

    def number_at(self, position: int) -> int:
        return bisect_right(self.begins.data, position) - 1

    def occurrence(self, small: int, begin: int) -> Occurrence:
        first = self.number_at(begin)
        end = begin + int(self.lengths[small])
        last = bisect_left(self.begins.data, end) - 1
        is_whole = begin == self.begins[first] and end == self.begins[last] + self.lengths[last]
        return Occurrence(small, first, last, begin - int(self.begins[first]), is_whole, self._goes_on(small, begin))

    def _goes_on(self, small: int, begin: int) -> bool:
        own, length = int(self.begins[small]), int(self.lengths[small])
        before = self.joined[max(own - _CONTEXT, 0) : own]
        after = self.joined[own + length : own + length + _CONTEXT]
        return (len(before) == _CONTEXT and self.joined.endswith(before, 0, begin)) or (
            len(after) == _CONTEXT and self.joined.startswith(after, begin + length)
        )


def joined(normals: Sequence[str], starts: Sequence[int], same: Sequence[int], cut_off: Container[int]) -> Text:
    """Articles are parted by a line feed, paragraphs by nothing but the `END` that one of the two texts would have."""
    found = Normals.of(normals)
    lengths, whole = found.lengths.astype(np.int64), found.text()
    ends = np.cumsum(lengths)
    parts = np.asarray(starts[1:-1], np.int64)
    rows = np.sort(np.concatenate((_between_figures(whole, ends, lengths, parts, cut_off), parts)))
    marks = np.where(np.isin(rows, parts), "\n", END).tolist()
    edges = [0, *np.append(0, ends)[rows].tolist(), len(whole)]
    pieces = (whole[begin:end] for begin, end in itertools.pairwise(edges))
    text = "".join(itertools.chain.from_iterable(zip(pieces, (*marks, ""), strict=True)))
    begins = ends - lengths + np.cumsum(np.bincount(rows, minlength=len(lengths) + 1))[:-1]
    return Text(text, begins, lengths, np.asarray(same, dtype=np.int64), cut_off)


def _between_figures(whole: str, ends: Numbers, lengths: Numbers, parts: Numbers, cut_off: Container[int]) -> Numbers:
    """The paragraphs that begin with a figure right behind one, which no sentence cut there has as one figure."""
    here = np.flatnonzero((lengths[:-1] > 0) & (lengths[1:] > 0))
    first, last = (np.fromiter(map(ord, map(whole.__getitem__, at.tolist())), np.uint32, len(at))
                   for at in (ends[here], ends[here] - 1))  # fmt: skip
    known = np.unique(np.concatenate((first, last)))
    figures = known[[is_figure(chr(code)) for code in known.tolist()]]
    both = here[np.isin(first, figures) & np.isin(last, figures)]
    apart = np.asarray([row + 1 for row in both.tolist() if row not in cut_off], np.int64)
    return np.setdiff1d(apart, parts)
