"""A passage and what to look for in, the stretch of whole sentences that answers out, with its marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.model import Mark

from .folding import fold

WIDTH = 220
CONTEXT = 140
"""Characters up to which the sentences around the stretch are quoted with it: a worker reads them in a glance."""
ANSWERS = 0.15
"""What a stretch gains that gives the kind of answer asked for, of all that it could gain by words."""
LONGEST = 1000  # three such quotes with their sources fit Telegram's 4096 characters
LED = 500
"""Characters up to which an item is quoted with all that stands between it and the line that leads to it."""
_ITEM = re.compile(r"[（(](?:[一二三四五六七八九十百]{1,4}|\d{1,2})[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]")
_END = re.compile(r"(?:[。！？!?]+[”’」』）)》\"]*|\n+)\s*")
_GOES_ON = tuple("，,、；;：:）)”」』》的")
_CLAUSE = re.compile(r"[；;，,：:、]+\s*")


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
    as the whole stays within `context` characters. An item of a list is quoted with what leads to it.
    """
    folded = fold(text)
    spans = [piece for span in sentences(text) for piece in _bounded(text, span)]
    weights = {**weights, "": ANSWERS * sum(weights.values())} if answers else weights
    gains = [
        frozenset(term for term in weights if (term in folded[a:b] if term else answers and answers(folded[a:b])))
        for a, b in spans
    ]
    (start, end) = max(
        _stretches(spans, width), key=lambda stretch: _worth(stretch, gains, weights, spans), default=(0, 0)
    )
    if not spans:
        return Quote(0, text)
    start = _led_to(text, spans, start, end)
    start, end = _with_neighbours(spans, start, end, context)
    a, b = spans[start][0], spans[end][1]
    chosen = text[a:b].rstrip()
    return Quote(a, chosen, mark(chosen, words=words, official=official))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, the blanks behind it left out; together they hold all but blanks."""
    ends = [found.end() for found in _END.finditer(text) if not _goes_on(text, found)]
    edges = sorted({0, *ends, len(text)})
    spans = ((a, a + len(text[a:b].rstrip())) for a, b in itertools.pairwise(edges))
    return tuple((a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans if a < b)


def mark(text: str, *, words: Iterable[str], official: Iterable[str] = ()) -> tuple[Mark, ...]:
    """Where the question's words stand; what only the thesaurus led to is marked so. Marks do not overlap."""
    folded = fold(text)
    taken = [""] * len(folded)
    for sign, group in (("t", official), ("o", words)):
        for word in group:
            at = folded.find(word)
            while at >= 0:
                taken[at : at + len(word)] = sign * len(word)
                at = folded.find(word, at + max(1, len(word)))
    edges = itertools.groupby(range(len(taken)), key=lambda i: taken[i])
    runs = [(sign, [*numbers]) for sign, numbers in edges if sign]
    return tuple(Mark(run[0], run[-1] + 1, expanded=sign == "t") for sign, run in runs)


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


def _stretches(spans: list[tuple[int, int]], width: int) -> Iterable[tuple[int, int]]:
    """First and last sentence of every stretch that fits; a single sentence always does."""
    for first in range(len(spans)):
        for last in range(first, len(spans)):
            if last > first and spans[last][1] - spans[first][0] > width:
                break
            yield first, last


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


def _worth(
    stretch: tuple[int, int], gains: list[frozenset[str]], weights: Mapping[str, float], spans: list[tuple[int, int]]
) -> tuple[float, int]:
    first, last = stretch
    found = frozenset().union(*gains[first : last + 1])
    return round(sum(weights[term] for term in found), 6), spans[first][0] - spans[last][1]
