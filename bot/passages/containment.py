"""Normalised paragraphs → where each of them stands inside others, in time linear in the characters.

Every paragraph lends its rarest run of characters as an anchor; all positions of the corpus are asked for the anchors
at once, and each candidate is compared in full. (Rare anchors instead of winnowing: containment needs one shared run,
not a sample of them.)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ANCHOR = 8
"""Characters of an anchor; what is shorter is only ever compared for equality."""

_BINS = 1 << 22
_CROWD = 64
"""Candidates looked at for one paragraph: beyond them, it is boilerplate that equality has already folded."""

_CUTS = "不未无没非免勿莫否"
_Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Paragraph `small` stands within paragraphs `first` to `last` (flat numbers), which follow one another."""

    small: int
    first: int
    last: int


def occurrences(normals: Sequence[str], starts: Sequence[int], standing: Sequence[int]) -> tuple[Occurrence, ...]:
    """Where the `standing` paragraphs stand inside other text of any article.

    `starts[k]` is the flat number of the first paragraph of article k; a last entry closes the list.
    Sorted by `small`, then by place.
    """
    texts = ["".join(normals[a:b]) for a, b in itertools.pairwise(starts)]
    joined = "\n".join(texts)
    if len(joined) < ANCHOR:
        return ()
    begins = _begins(normals, starts)
    hashes = _hashes(joined)
    asked = [i for i in standing if len(normals[i]) >= ANCHOR]
    anchors = _anchors(hashes, begins, [len(normals[i]) for i in asked], asked)
    found = []
    for i, at in _candidates(hashes, anchors, asked):
        begin = at - (anchors[i] - begins[i])
        if begin != begins[i] and _stands(joined, normals[i], begin):
            first, last = _between(begins, begin, begin + len(normals[i]))
            if not first <= i <= last:
                found.append(Occurrence(i, first, last))
    return tuple(sorted(found, key=lambda place: (place.small, place.first)))


def _begins(normals: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Offset of each paragraph in the joined text; articles are parted by one line feed."""
    first_of_article = set(starts[1:-1])
    begins, at = [], 0
    for i, normal in enumerate(normals):
        at += i in first_of_article
        begins.append(at)
        at += len(normal)
    return begins


def _hashes(joined: str) -> _Hashes:
    """A 64-bit polynomial hash of the ANCHOR characters at each position."""
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - ANCHOR + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(ANCHOR):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[k : k + count]
    return hashes ^ (hashes >> np.uint64(29))


def _anchors(hashes: _Hashes, begins: Sequence[int], lengths: Sequence[int], asked: Sequence[int]) -> dict[int, int]:
    """Paragraph → position of its rarest run."""
    bins = (hashes & np.uint64(_BINS - 1)).astype(np.int64)
    counts = np.bincount(bins, minlength=1)
    crowd = counts[bins]
    return {
        i: begins[i] + int(np.argmin(crowd[begins[i] : begins[i] + length - ANCHOR + 1]))
        for i, length in zip(asked, lengths, strict=True)
    }


def _candidates(hashes: _Hashes, anchors: dict[int, int], asked: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(paragraph, position where its anchor stands) for all positions of the corpus."""
    if not asked:
        return
    wanted = hashes[np.fromiter((anchors[i] for i in asked), dtype=np.int64, count=len(asked))]
    positions = np.flatnonzero(np.isin(hashes, wanted))
    order = np.argsort(hashes[positions], kind="stable")
    positions = positions[order]
    sorted_hashes = hashes[positions]
    lows = np.searchsorted(sorted_hashes, wanted, "left")
    highs = np.searchsorted(sorted_hashes, wanted, "right")
    for i, low, high in zip(asked, lows.tolist(), highs.tolist(), strict=True):
        for at in positions[low : min(high, low + _CROWD)].tolist():
            yield i, at


def _stands(joined: str, small: str, begin: int) -> bool:
    """True where `small` stands at `begin` and neither cuts a figure nor hides the negation before it."""
    end = begin + len(small)
    if begin < 0 or not joined.startswith(small, begin):
        return False
    before, after = joined[begin - 1 : begin] if begin else "", joined[end : end + 1]
    cuts_figure = (before.isdigit() and small[0].isdigit()) or (after.isdigit() and small[-1].isdigit())
    return not cuts_figure and before not in tuple(_CUTS)


def _between(begins: Sequence[int], begin: int, end: int) -> tuple[int, int]:
    """The first and the last paragraph that share characters with [begin, end)."""
    first = int(np.searchsorted(begins, begin, "right")) - 1
    last = int(np.searchsorted(begins, end, "left")) - 1
    return first, last
