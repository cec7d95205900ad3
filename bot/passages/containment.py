"""Normalised paragraphs → where each of them stands inside others, in time linear in the characters.

Every paragraph lends its rarest run of characters as an anchor; all positions of the corpus are asked for the anchors
at once, and each candidate is compared in full. (Rare anchors instead of winnowing: containment needs one shared run,
not a sample of them.) The corpus is hashed in chunks, so that memory is that of its text and of what was found.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from bot.known import Carried
from bot.passages.anchors import LOOKED_AT, Hashes, Looked, anchors_of, crowds_of, positions_of
from bot.passages.edges import AreOfOnePage, BeginsSentence, changes_before, confirmed, cuts_figure_after
from bot.passages.standing import Numbers, Occurrence, Text, joined

ANCHOR = 8
"""Characters of an anchor, and of what is no longer a few words that stand in many texts by chance."""

SCRAP = 4
"""Characters of an anchor of a few words; what is shorter still is found beside its neighbours only."""

_ANCHORS = (ANCHOR, 32, 128)
"""Longer ones for the paragraphs whose every short run is common."""

_ENOUGH = 4
"""Places wanted: within one paragraph, and across several."""


def occurrences(
    normals: Sequence[str],
    starts: Sequence[int],
    same: Sequence[int],
    cut_off: Container[int] = (),
    begins: BeginsSentence = lambda _, offset: offset == 0,
    cuts: Mapping[int, Sequence[int]] = MappingProxyType({}),
    carried: Carried | None = None,
    are_of_one_page: AreOfOnePage = lambda *_: False,
) -> tuple[Occurrence, ...]:
    """Where paragraphs stand inside other text of any article: a few places for each, not all.

    `starts[k]` is the flat number of the first paragraph of article k; a last entry closes the list. `same` is the
    paragraph that stands for all its equals; only those are looked for. A paragraph of `cut_off` may end within a
    figure. `cuts` are the offsets at which a page's column cut a paragraph: a piece that begins or ends there is no
    other statement; nor is a tail that stands in the text of one damaged page. Paragraphs that are `carried` over are looked for again only where they may stand elsewhere now.
    Sorted by `small`, then by place.
    """
    text = joined(normals, starts, same, cut_off)
    last = Looked(text, carried or Carried.nothing(len(text.lengths)))
    own = np.flatnonzero(text.same == np.arange(len(text.same)))
    asked = {
        SCRAP: own[(text.lengths[own] >= SCRAP) & (text.lengths[own] < ANCHOR)],
        ANCHOR: own[text.lengths[own] >= ANCHOR],
    }
    found: list[tuple[int, int, bool]] = []
    for length in (SCRAP, *_ANCHORS):
        if not len(rows := np.asarray(asked.get(length, ()), np.int64)):
            continue
        crowds = crowds_of(text, length)
        if length <= ANCHOR:
            rows = last.again(rows, crowds, length)
        offsets, hashes = anchors_of(text, rows, length, crowds)
        if length <= ANCHOR:
            last.anchors[rows] = hashes
        crowded = []
        for i, positions in _candidates(text, rows, offsets, hashes, length):
            places, is_complete = _standing(text, i, positions)
            for begin in places:
                doubt = changes_before(text, i, begin, begins) or cuts_figure_after(text, i, begin, begins)
                found.append((i, begin, doubt))
            if not is_complete and len(normals[i]) >= 4 * length >= _ANCHORS[1]:
                crowded.append(i)
        asked[4 * length] = np.concatenate((asked.get(4 * length, own[:0]), np.asarray(crowded, np.int64)))
    found = last.leave(own, found)
    sure = [(i, begin) for i, begin, doubt in found if not doubt]
    sure += confirmed(text, sure, [(i, begin) for i, begin, doubt in found if doubt], begins, cuts, are_of_one_page)
    sure += _beside(text, sure)
    sure += _beside_copies(text)
    sure += _cut_off(text, normals, cuts)
    standing = {text.occurrence(i, begin) for i, begin in sure}
    return tuple(sorted(standing, key=lambda place: (place.small, place.first, place.begin)))


def _candidates(
    text: Text, wanted: Numbers, offsets: Numbers, hashes: Hashes, length: int
) -> Iterator[tuple[int, list[int]]]:
    """(paragraph, where it would have to begin for its anchor to stand where it does), its own copies left out."""
    if not len(wanted):
        return
    known, which = np.unique(hashes, return_inverse=True)
    positions, numbers = positions_of(text, known, length)
    order = np.argsort(numbers, kind="stable")
    positions, numbers = positions[order], numbers[order]
    lows = np.searchsorted(numbers, which, "left")
    highs = np.searchsorted(numbers, which, "right")
    for i, anchor, low, high in zip(wanted.tolist(), offsets.tolist(), lows.tolist(), highs.tolist(), strict=True):
        if high - low > 1:
            begins = positions[low:high] - anchor
            holders = np.searchsorted(text.begins, begins, "right") - 1
            copies = (text.same[holders] == i) & (text.begins[holders] == begins)
            own = np.abs(begins - text.begins[i]) < text.lengths[i]
            yield i, begins[~copies & ~own & (begins >= 0)].tolist()


def _standing(text: Text, i: int, begins: Sequence[int]) -> tuple[list[int], bool]:
    """Where paragraph `i` does stand, up to enough places of each sort; and whether all candidates were looked at."""
    small = text.joined[text.begins[i] : text.begins[i] + text.lengths[i]]
    places: list[int] = []
    within = across = 0
    for begin in begins[:LOOKED_AT]:
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
    return places, len(begins) <= LOOKED_AT or bool(within)


def _beside(text: Text, sure: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs too short for an anchor, where the paragraph next to them stands: the same text goes on there."""
    found = []
    is_short = np.concatenate(([False], (text.lengths > 0) & (text.lengths < ANCHOR), [False]))
    is_beside = (is_short[:-2] | is_short[2:]).tolist()
    for i, begin in sure:
        for neighbour, step in ((i - 1, -1), (i + 1, 1)) if is_beside[i] else ():
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


def _cut_off(text: Text, normals: Sequence[str], cuts: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """The same where a page's column cut just these characters off: 支持。 below a copy of nothing else."""
    short = np.flatnonzero((text.lengths > 0) & (text.lengths < SCRAP) & (text.same == np.arange(len(text.same))))
    wanted = {normals[i]: i for i in short.tolist()} if cuts else {}
    return [
        (wanted[piece], int(text.begins[host]) + begin)
        for host, offsets in cuts.items()
        for begin, end in itertools.pairwise((*offsets, len(normals[host])))
        if (piece := normals[host][begin:end]) in wanted
    ]
