"""A passage and what to look for in, the stretch of whole sentences that answers out, with its marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.model import Mark

from .folding import fold

WIDTH = 220
"""Characters of a stretch: with 300 none of our own 1,782 questions is quoted otherwise, with 160 one loses its answer."""
CONTEXT = 140
"""Characters up to which the sentences around the stretch are quoted with it: a worker reads them in a glance. Without
them 1,431 instead of 1,484 of our own 1,782 questions have the right quote."""
ANSWERS = 0.15
"""What a stretch gains that gives the kind of answer asked for, of all that it could gain by words."""
LONGEST = 1000  # three such quotes with their sources fit Telegram's 4096 characters
LED = 500
"""Characters up to which an item is quoted with all that stands between it and the line that leads to it."""
_ITEM = re.compile(r"[（(](?:[一二三四五六七八九十百]{1,4}|\d{1,2})[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]")
_END = re.compile(r"(?:[。！？!?]+[”’」』）)》\"]*|\n+)\s*")
_GOES_ON = tuple("，,、；;：:）)”」』》的")
_CLAUSE = re.compile(r"[；;，,：:、]+\s*")
_TAKEN = re.compile(b"t+|o+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences, verbatim: `passage[start:start + len(text)] == text`. Marks are offsets into `text`."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()


def quote(
    text: str,
    weights: Mapping[str, float],
    *,
    folded: str = "",
    words: Iterable[str] = (),
    official: Iterable[str] = (),
    answers: Callable[[str], bool] | None = None,
    width: int = WIDTH,
    context: int = 0,
) -> Quote:
    """The stretch of whole sentences that holds most of what is asked, no longer than `width` where that is possible.

    A sentence is never cut in two: one that is longer than `width` is quoted whole. Only one that is longer than
    `LONGEST` is cut, between two clauses. Of equal stretches the earlier and shorter is quoted. `answers` tells whether
    folded text gives what is asked for (an amount, a date). What follows, then what goes before, is quoted too as long
    as the whole stays within `context` characters. An item of a list is quoted with what leads to it. `folded` is the
    text folded, where that is known.
    """
    folded = folded or fold(text)
    spans = [piece for span in sentences(text) for piece in _bounded(text, span)]
    if not spans:
        return Quote(0, text)
    pieces, held = [folded[a:b] for a, b in spans], [term for term in weights if term in folded]
    gains = [{term for term in held if term in piece} for piece in pieces]
    if answers:
        weights = {**weights, "": ANSWERS * sum(weights.values())}
        for gain, piece in zip(gains, pieces, strict=True):
            gain.update([""] if answers(piece) else ())
    start, end = _worthiest(spans, gains, weights, width)
    start = _led_to(text, spans, start, end)
    start, end = _with_neighbours(spans, start, end, context)
    a, b = spans[start][0], spans[end][1]
    chosen = text[a:b].rstrip()
    return Quote(a, chosen, _marks(folded[a : a + len(chosen)], words, official))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, the blanks behind it left out; together they hold all but blanks."""
    spans, begin = [], 0
    ends = [found.end() for found in _END.finditer(text) if not _goes_on(text, found)]
    for end in (*ends, len(text)):
        piece = text[begin:end]
        if said := piece.strip():
            start = begin + len(piece) - len(piece.lstrip())
            spans.append((start, start + len(said)))
        begin = end
    return tuple(spans)


def _marks(folded: str, words: Iterable[str], official: Iterable[str]) -> tuple[Mark, ...]:
    """Where the question's words stand; what only the thesaurus led to is marked so. Marks do not overlap."""
    taken = bytearray(len(folded))
    for sign, group in ((b"t", official), (b"o", words)):
        for word in group:
            at = folded.find(word)
            while at >= 0:
                taken[at : at + len(word)] = sign * len(word)
                at = folded.find(word, at + max(1, len(word)))
    return tuple(Mark(run.start(), run.end(), expanded=run[0][:1] == b"t") for run in _TAKEN.finditer(taken))


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence goes on behind its mark: 「为谁创造业绩?」的思想 is no end; nor is the ? of an address."""
    behind = text[found.end() : found.end() + 1]
    if "\n" in found.group():
        return False
    ascii_mark = found.group()[0] in "!?"
    return behind.startswith(_GOES_ON) or (ascii_mark and behind.isascii() and behind.isalnum())


def _bounded(text: str, span: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """The sentence itself, or where it is too long for a message its clauses, joined as far as they fit."""
    start, end = span
    if end - start <= LONGEST:
        yield span
        return
    edges = [start, *(found.end() for found in _CLAUSE.finditer(text, start, end)), end]
    for a, b in itertools.pairwise(edges):
        if b - start > LONGEST:
            if a > start:
                yield start, a
            start = a
        while b - start > LONGEST:
            yield start, start + LONGEST
            start += LONGEST
    yield start, end


def _worthiest(
    spans: list[tuple[int, int]], gains: list[set[str]], weights: Mapping[str, float], width: int
) -> tuple[int, int]:
    """First and last sentence of the stretch that is worth most, of all that fit; a single sentence always does."""
    best, chosen = (-1.0, 0), (0, 0)
    for first in range(len(spans)):
        found: set[str] = set()
        for last in range(first, len(spans)):
            length = spans[last][1] - spans[first][0]
            if last > first and length > width:
                break
            found |= gains[last]
            worth = round(sum(map(weights.__getitem__, found)), 6), -length
            if worth > best:
                best, chosen = worth, (first, last)
    return chosen


def _led_to(text: str, spans: list[tuple[int, int]], first: int, last: int) -> int:
    """Where a stretch begins that begins with an item: with the line that leads to the items, if that is not far."""
    lead = first
    while lead > 0 and _ITEM.match(text, spans[lead][0]) and text[spans[lead - 1][1] - 1] in "；;，,。：:":
        lead -= 1
        if text[spans[lead][1] - 1] in "：:":
            return lead if spans[last][1] - spans[lead][0] <= LED else first
    return first


def _with_neighbours(spans: list[tuple[int, int]], first: int, last: int, context: int) -> tuple[int, int]:
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= context:
        last += 1
    while first > 0 and spans[last][1] - spans[first - 1][0] <= context:
        first -= 1
    return first, last
