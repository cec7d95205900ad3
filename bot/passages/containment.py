"""Normalised paragraphs → where each of them stands inside others, in time linear in the characters.

Every paragraph lends its rarest run of characters as an anchor; all positions of the corpus are asked for the anchors
at once, and each candidate is compared in full. (Rare anchors instead of winnowing: containment needs one shared run,
not a sample of them.) The corpus is hashed in chunks, so that memory is that of its text and of what was found.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.passages.normal import is_figure, is_mark

ANCHOR = 8
"""Characters of an anchor; what is shorter is found beside its neighbours only."""

_ANCHORS = (ANCHOR, 32, 128)
"""Longer ones for the paragraphs whose every short run is common."""

_CONTEXT = 4
"""Characters before or after two copies that say that the same text goes on there."""

_CHUNK = 1 << 21
_BINS = 1 << 22
_MIX = 0x9E3779B97F4A7C15
_LOOKED_AT = 256
"""Candidates compared for one paragraph and length of anchor, its own copies not counted."""
_ENOUGH = 4
"""Places wanted: within one paragraph, and across several."""

_MARKS_AT_CUT = 3

_NEGATIONS = frozenset("不未无没非免勿莫否女男副")
_PROHIBITIONS = re.compile("不[得准能可要予再应必]|[禁停]止|严禁|无[需须]|取消|拒绝|避免|没有|未[经能]")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_Numbers = npt.NDArray[np.int64]
_Hashes = npt.NDArray[np.uint64]


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
class _Text:
    """The normal forms one after the other, articles parted by a line feed."""

    joined: str
    begins: _Numbers
    lengths: _Numbers
    same: _Numbers
    """Paragraph → the one that stands for all its equals."""
    cut_off: Container[int]

    def number_at(self, position: int) -> int:
        return int(np.searchsorted(self.begins, position, "right")) - 1

    def occurrence(self, small: int, begin: int) -> Occurrence:
        first = self.number_at(begin)
        end = begin + int(self.lengths[small])
        last = int(np.searchsorted(self.begins, end, "left")) - 1
        is_whole = begin == self.begins[first] and end == self.begins[last] + self.lengths[last]
        return Occurrence(small, first, last, begin - int(self.begins[first]), is_whole, self._goes_on(small, begin))

    def _goes_on(self, small: int, begin: int) -> bool:
        own, length = int(self.begins[small]), int(self.lengths[small])
        before = self.joined[max(own - _CONTEXT, 0) : own]
        after = self.joined[own + length : own + length + _CONTEXT]
        return (len(before) == _CONTEXT and self.joined.endswith(before, 0, begin)) or (
            len(after) == _CONTEXT and self.joined.startswith(after, begin + length)
        )


def occurrences(
    normals: Sequence[str], starts: Sequence[int], same: Sequence[int], cut_off: Container[int] = ()
) -> tuple[Occurrence, ...]:
    """Where paragraphs stand inside other text of any article: a few places for each, not all.

    `starts[k]` is the flat number of the first paragraph of article k; a last entry closes the list. `same` is the
    paragraph that stands for all its equals; only those are looked for. A paragraph of `cut_off` may end within a figure. Sorted by `small`, then by place.
    """
    text = _joined(normals, starts, same, cut_off)
    wanted = [i for i, keeper in enumerate(same) if keeper == i and len(normals[i]) >= ANCHOR]
    sure: list[tuple[int, int]] = []
    doubtful: list[tuple[int, int]] = []
    for length in _ANCHORS:
        crowded = []
        for i, positions in _candidates(text, wanted, length):
            begins, is_complete = _standing(text, i, positions)
            for begin in begins:
                doubt = _changes_before(text, i, begin) or _cuts_figure_after(text, i, begin)
                (doubtful if doubt else sure).append((i, begin))
            if not is_complete:
                crowded.append(i)
        longer = 4 * length
        wanted = [i for i in crowded if len(normals[i]) >= longer]
        if not wanted:
            break
    sure += _confirmed(text, sure, doubtful)
    sure += _beside(text, sure)
    found = {text.occurrence(i, begin) for i, begin in sure}
    return tuple(sorted(found, key=lambda place: (place.small, place.first, place.begin)))


def _joined(normals: Sequence[str], starts: Sequence[int], same: Sequence[int], cut_off: Container[int]) -> _Text:
    joined = "\n".join("".join(normals[a:b]) for a, b in itertools.pairwise(starts))
    lengths = np.fromiter(map(len, normals), dtype=np.int64, count=len(normals))
    gaps = np.zeros(len(normals) + 1, dtype=np.int64)
    np.add.at(gaps, np.asarray(starts[1:-1], dtype=np.int64), 1)
    begins = np.cumsum(lengths) - lengths + np.cumsum(gaps[:-1])
    return _Text(joined, begins, lengths, np.asarray(same, dtype=np.int64), cut_off)


def _hashed(text: _Text, length: int) -> Iterator[tuple[int, _Hashes]]:
    """(offset, hash of the `length` characters at each position from there) chunk by chunk."""
    last = len(text.joined) - length + 1
    for start in range(0, max(last, 0), _CHUNK):
        stop = min(start + _CHUNK, last)
        encoded = text.joined[start : stop + length - 1].encode("utf-32-le", "surrogatepass")
        hashes = np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64) * np.uint64(_MIX)
        hashes ^= hashes >> np.uint64(31)
        width, power = 1, _MIX
        while width < length:
            hashes = hashes[:-width] * np.uint64(power) + hashes[width:]
            width, power = 2 * width, power * power % (1 << 64)
        yield start, hashes ^ (hashes >> np.uint64(29))


def _bins(hashes: _Hashes) -> _Numbers:
    return (hashes & np.uint64(_BINS - 1)).astype(np.int64)


def _candidates(text: _Text, wanted: Sequence[int], length: int) -> Iterator[tuple[int, list[int]]]:
    """(paragraph, where it would have to begin for its anchor to stand where it does), its own copies left out."""
    if not wanted:
        return
    asked = np.asarray(wanted, dtype=np.int64)
    anchors, hashes = _anchors(text, asked, length)
    known, which = np.unique(hashes, return_inverse=True)
    positions, numbers = _positions(text, known, length)
    order = np.argsort(numbers, kind="stable")
    positions, numbers = positions[order], numbers[order]
    lows = np.searchsorted(numbers, which, "left")
    highs = np.searchsorted(numbers, which, "right")
    for i, anchor, low, high in zip(wanted, anchors.tolist(), lows.tolist(), highs.tolist(), strict=True):
        if high - low > 1:
            begins = positions[low:high] - anchor
            holders = np.searchsorted(text.begins, begins, "right") - 1
            copies = (text.same[holders] == i) & (text.begins[holders] == begins)
            own = np.abs(begins - text.begins[i]) < text.lengths[i]
            yield i, begins[~copies & ~own & (begins >= 0)].tolist()


def _anchors(text: _Text, asked: _Numbers, length: int) -> tuple[_Numbers, _Hashes]:
    """The offset of each paragraph's rarest run within the paragraph, and the run's hash."""
    counts = np.zeros(_BINS, dtype=np.uint32)
    for _, hashes in _hashed(text, length):
        counts += np.bincount(_bins(hashes), minlength=_BINS).astype(np.uint32)
    runs = text.lengths[asked] - length + 1
    rarest = np.full(len(asked), np.iinfo(np.uint32).max, dtype=np.uint32)
    anchors = np.zeros(len(asked), dtype=np.int64)
    chosen = np.zeros(len(asked), dtype=np.uint64)
    begins, ends = text.begins[asked], text.begins[asked] + runs
    for start, hashes in _hashed(text, length):
        low, high = np.searchsorted(ends, start, "right"), np.searchsorted(begins, start + len(hashes), "left")
        if low == high:
            continue
        crowd = np.append(counts[_bins(hashes)], np.uint32(np.iinfo(np.uint32).max))
        key = (crowd.astype(np.uint64) << np.uint64(32)) | np.arange(len(crowd), dtype=np.uint64)
        edges = np.stack([begins[low:high], ends[low:high]], axis=1).clip(start, start + len(hashes)) - start
        least = np.minimum.reduceat(key, edges.ravel())[::2]
        better = np.flatnonzero((least >> np.uint64(32)).astype(np.uint32) < rarest[low:high])
        at = (least[better] & np.uint64(0xFFFFFFFF)).astype(np.int64)
        rarest[low + better] = crowd[at]
        anchors[low + better] = at + start - begins[low + better]
        chosen[low + better] = hashes[at]
    return anchors, chosen


def _positions(text: _Text, known: _Hashes, length: int) -> tuple[_Numbers, npt.NDArray[np.int32]]:
    """Every position of the corpus whose hash is known, with the number of that hash."""
    mask = np.zeros(_BINS, dtype=np.bool_)
    mask[_bins(known)] = True
    found: list[_Numbers] = []
    numbers: list[npt.NDArray[np.int32]] = []
    for start, hashes in _hashed(text, length):
        at = np.flatnonzero(mask[_bins(hashes)])
        number = np.searchsorted(known, hashes[at]).clip(max=len(known) - 1)
        hit = known[number] == hashes[at]
        found.append(at[hit] + start)
        numbers.append(number[hit].astype(np.int32))
    return np.concatenate(found), np.concatenate(numbers)


def _standing(text: _Text, i: int, begins: Sequence[int]) -> tuple[list[int], bool]:
    """Where paragraph `i` does stand, up to enough places of each sort; and whether all candidates were looked at."""
    small = text.joined[text.begins[i] : text.begins[i] + text.lengths[i]]
    places: list[int] = []
    within = across = 0
    for begin in begins[:_LOOKED_AT]:
        if not text.joined.startswith(small, begin):
            continue
        place = text.occurrence(i, begin)
        if place.first == place.last:
            within += 1
        else:
            across += 1
        if (within if place.first == place.last else across) <= _ENOUGH:
            places.append(begin)
        if within >= _ENOUGH:
            return places, True
    return places, len(begins) <= _LOOKED_AT or bool(within)


def _changes_before(text: _Text, i: int, begin: int) -> bool:
    """True where what stands before would give the paragraph another meaning: 不|同意, 1|3000元, 女|职工."""
    before = text.joined[max(begin - 2, 0) : begin]
    if not before or _runs_into_next(text, i, begin):
        return False
    head = text.joined[text.begins[i]]
    return (
        before[-1] in _NEGATIONS
        or bool(_PROHIBITIONS.fullmatch(before))
        or (is_figure(before[-1]) and is_figure(head))
        or (before[-1] in _NUMERALS and head in _NUMERALS)
    )


def _cuts_figure_after(text: _Text, i: int, begin: int) -> bool:
    end = begin + int(text.lengths[i])
    tail, after = text.joined[end - 1], text.joined[end : end + 1]
    goes_on = bool(after) and (is_figure(after) or after in _NUMERALS)
    cuts = goes_on and (is_figure(tail) or (tail in _NUMERALS and after in _NUMERALS))
    return cuts and not _runs_into_next(text, i, begin) and not (i in text.cut_off and _goes_far(text, end))


def _goes_far(text: _Text, end: int) -> bool:
    """True where a paragraph goes on well behind the figure that `end` cuts: no row of a table with another figure."""
    rest = text.joined[end : end + 4 * ANCHOR].partition("\n")[0]
    return len(rest.lstrip("".join(char for char in rest if is_figure(char) or char in _NUMERALS))) >= ANCHOR - 2


def _runs_into_next(text: _Text, i: int, begin: int) -> bool:
    """True where the place begins in one paragraph and breaks off in another: no two statements are alike by chance."""
    end = begin + int(text.lengths[i])
    last = text.number_at(end - 1)
    return bool(begin < text.begins[last] and end < text.begins[last] + text.lengths[last])


def _confirmed(
    text: _Text, sure: Sequence[tuple[int, int]], doubtful: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The doubtful places where the other piece of the cut ends or begins just there."""
    places = [*sure, *doubtful]
    heads = {begin for _, begin in places}
    tails = {begin + int(text.lengths[i]) for i, begin in places}
    for _ in range(_MARKS_AT_CUT):  # a cut leaves the marks of a figure to neither
        heads |= {at - 1 for at in heads if is_mark(text.joined[at - 1 : at])}
        tails |= {at + 1 for at in tails if is_mark(text.joined[at : at + 1])}
    return [
        (i, begin)
        for i, begin in doubtful
        if (not _changes_before(text, i, begin) or begin in tails)
        and (not _cuts_figure_after(text, i, begin) or begin + int(text.lengths[i]) in heads)
    ]


def _beside(text: _Text, sure: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs too short for an anchor, where the paragraph next to them stands: the same text goes on there."""
    found = []
    for i, begin in sure:
        for neighbour, step in ((i - 1, -1), (i + 1, 1)):
            if not 0 <= neighbour < len(text.lengths) or not 0 < text.lengths[neighbour] < ANCHOR:
                continue
            own = int(text.begins[neighbour])
            at = begin + own - int(text.begins[i])
            stands = at >= 0 and text.joined.startswith(text.joined[own : own + int(text.lengths[neighbour])], at)
            is_next = abs(own - int(text.begins[i])) == int(text.lengths[neighbour if step < 0 else i])
            if stands and is_next and text.same[neighbour] == neighbour and at != own:
                found.append((neighbour, at))
    return found
