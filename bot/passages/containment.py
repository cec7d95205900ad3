"""Normalised paragraphs → where each of them stands inside others, in time linear in the characters.

Every paragraph lends its rarest run of characters as an anchor; all positions of the corpus are asked for the anchors
at once, and each candidate is compared in full. (Rare anchors instead of winnowing: containment needs one shared run,
not a sample of them.) The corpus is hashed in chunks, so that memory is that of its text and of what was found.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bot.passages.edges import BeginsSentence, changes_before, confirmed, cuts_figure_after
from bot.passages.standing import Numbers, Occurrence, Text, joined

ANCHOR = 8
"""Characters of an anchor, and of what is no longer a few words that stand in many texts by chance."""

SCRAP = 4
"""Characters of an anchor of a few words; what is shorter still is found beside its neighbours only."""

_ANCHORS = (ANCHOR, 32, 128)
"""Longer ones for the paragraphs whose every short run is common."""

_CHUNK = 1 << 21
_BINS = 1 << 22
_MIX = 0x9E3779B97F4A7C15
_LOOKED_AT = 256
"""Candidates compared for one paragraph and length of anchor, its own copies not counted."""
_ENOUGH = 4
"""Places wanted: within one paragraph, and across several."""

_Hashes = npt.NDArray[np.uint64]
T = TypeVar("T")


def occurrences(
    normals: Sequence[str],
    starts: Sequence[int],
    same: Sequence[int],
    cut_off: Container[int] = (),
    begins: BeginsSentence = lambda _, offset: offset == 0,
    cuts: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> tuple[Occurrence, ...]:
    """Where paragraphs stand inside other text of any article: a few places for each, not all.

    `starts[k]` is the flat number of the first paragraph of article k; a last entry closes the list. `same` is the
    paragraph that stands for all its equals; only those are looked for. A paragraph of `cut_off` may end within a
    figure. `cuts` are the offsets at which a page's column cut a paragraph: a piece that begins or ends there is no
    other statement.
    Sorted by `small`, then by place.
    """
    text = joined(normals, starts, same, cut_off)
    own = [i for i, keeper in enumerate(same) if keeper == i]
    asked = {
        SCRAP: [i for i in own if SCRAP <= len(normals[i]) < ANCHOR],
        ANCHOR: [i for i in own if len(normals[i]) >= ANCHOR],
    }
    sure: list[tuple[int, int]] = []
    doubtful: list[tuple[int, int]] = []
    for length in (SCRAP, *_ANCHORS):
        for i, positions in _candidates(text, asked.get(length, ()), length):
            places, is_complete = _standing(text, i, positions)
            for begin in places:
                doubt = changes_before(text, i, begin, begins) or cuts_figure_after(text, i, begin, begins)
                (doubtful if doubt else sure).append((i, begin))
            if not is_complete and len(normals[i]) >= 4 * length >= _ANCHORS[1]:
                asked.setdefault(4 * length, []).append(i)
    sure += confirmed(text, sure, doubtful, begins, cuts)
    sure += _beside(text, sure)
    sure += _beside_copies(text)
    found = {text.occurrence(i, begin) for i, begin in sure}
    return tuple(sorted(found, key=lambda place: (place.small, place.first, place.begin)))


def _each_chunk(text: Text, length: int, work: Callable[[int, _Hashes], T]) -> Iterator[T]:
    """What comes of (offset, hash of the `length` characters at each position from there), chunk by chunk, in order.

    On all processors: numpy leaves the interpreter to the others.
    """
    last = len(text.joined) - length + 1
    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="hashing") as pool:
        yield from pool.map(
            lambda start: work(start, _hashed(text, start, min(start + _CHUNK, last), length)),
            range(0, max(last, 0), _CHUNK),
        )


def _hashed(text: Text, start: int, stop: int, length: int) -> _Hashes:
    encoded = text.joined[start : stop + length - 1].encode("utf-32-le", "surrogatepass")
    hashes = np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64) * np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(31)
    width, power = 1, _MIX
    while width < length:
        hashes = hashes[:-width] * np.uint64(power) + hashes[width:]
        width, power = 2 * width, power * power % (1 << 64)
    return hashes ^ (hashes >> np.uint64(29))


def _bins(hashes: _Hashes) -> Numbers:
    return (hashes & np.uint64(_BINS - 1)).astype(np.int64)


def _candidates(text: Text, wanted: Sequence[int], length: int) -> Iterator[tuple[int, list[int]]]:
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


def _anchors(text: Text, asked: Numbers, length: int) -> tuple[Numbers, _Hashes]:
    """The offset of each paragraph's rarest run within the paragraph, and the run's hash."""
    counts, alone = np.zeros(_BINS, dtype=np.uint32), Lock()

    def count(_: int, hashes: _Hashes) -> None:
        found = np.bincount(_bins(hashes), minlength=_BINS).astype(np.uint32)
        with alone:
            np.add(counts, found, out=counts)

    for _ in _each_chunk(text, length, count):
        pass
    runs = text.lengths[asked] - length + 1
    rarest = np.full(len(asked), np.iinfo(np.uint32).max, dtype=np.uint32)
    anchors = np.zeros(len(asked), dtype=np.int64)
    chosen = np.zeros(len(asked), dtype=np.uint64)
    begins, ends = text.begins[asked], text.begins[asked] + runs

    def least_of(start: int, hashes: _Hashes) -> tuple[slice, npt.NDArray[np.uint32], Numbers, _Hashes]:
        """Whose runs stand there, and of each the rarest of them: how rare, where, its hash."""
        low, high = np.searchsorted(ends, start, "right"), np.searchsorted(begins, start + len(hashes), "left")
        crowd = np.append(counts[_bins(hashes)], np.uint32(np.iinfo(np.uint32).max))
        key = (crowd.astype(np.uint64) << np.uint64(32)) | np.arange(len(crowd), dtype=np.uint64)
        edges = np.stack([begins[low:high], ends[low:high]], axis=1).clip(start, start + len(hashes)) - start
        least = np.minimum.reduceat(key, edges.ravel())[::2] if low < high else key[:0]
        at = (least & np.uint64(0xFFFFFFFF)).astype(np.int64)
        return slice(int(low), int(high)), crowd[at], at + start, hashes[at.clip(max=len(hashes) - 1)]

    for here, crowd, at, hashes in _each_chunk(text, length, least_of):
        better = crowd < rarest[here]
        rarest[here], chosen[here] = np.where(better, crowd, rarest[here]), np.where(better, hashes, chosen[here])
        anchors[here] = np.where(better, at - begins[here], anchors[here])
    return anchors, chosen


def _positions(text: Text, known: _Hashes, length: int) -> tuple[Numbers, npt.NDArray[np.int32]]:
    """Every position of the corpus whose hash is known, with the number of that hash."""
    mask = np.zeros(_BINS, dtype=np.bool_)
    mask[_bins(known)] = True

    def standing(start: int, hashes: _Hashes) -> tuple[Numbers, npt.NDArray[np.int32]]:
        at = np.flatnonzero(mask[_bins(hashes)])
        number = np.searchsorted(known, hashes[at]).clip(max=len(known) - 1)
        hit = known[number] == hashes[at]
        return at[hit] + start, number[hit].astype(np.int32)

    positions, numbers = zip(*_each_chunk(text, length, standing), strict=True)
    return np.concatenate(positions), np.concatenate(numbers)


def _standing(text: Text, i: int, begins: Sequence[int]) -> tuple[list[int], bool]:
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


def _beside(text: Text, sure: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
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


def _beside_copies(text: Text) -> list[tuple[int, int]]:
    """The same where the neighbour stands again as a paragraph: above its copy, or below it, the text is the same."""
    short = np.flatnonzero((text.lengths > 0) & (text.lengths < SCRAP) & (text.same == np.arange(len(text.same))))
    asked = [(int(i), int(i) + step) for i in short for step in (-1, 1) if 0 <= i + step < len(text.same)]
    copies: dict[int, list[int]] = {int(text.same[neighbour]): [] for _, neighbour in asked}
    for copy in np.flatnonzero(np.isin(text.same, list(copies))).tolist():
        if len(copies[int(text.same[copy])]) <= _ENOUGH:
            copies[int(text.same[copy])].append(copy)
    found = []
    for i, neighbour in asked:
        own, length = int(text.begins[i]), int(text.lengths[i])
        apart = own - int(text.begins[neighbour])
        is_next = apart in (-length, int(text.lengths[neighbour]))
        for copy in copies[int(text.same[neighbour])] if is_next and text.lengths[neighbour] >= ANCHOR else ():
            at = int(text.begins[copy]) + apart
            if copy != neighbour and at >= 0 and text.joined.startswith(text.joined[own : own + length], at):
                found.append((i, at))
    return found
