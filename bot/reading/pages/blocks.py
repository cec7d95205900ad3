"""Text of a page dump → its blocks: the lines that are not empty, each with its kind."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.reading.blocks import join_lines
from bot.reading.pages.faces import (
    Kind,
    are_items,
    has_open_tail,
    is_closed,
    is_dateline,
    is_long,
    is_row,
    is_said_again,
    kind_of,
    unclosed,
)
from bot.reading.plain import INDENT, WRAP_RANGE, is_wrapped

WIDE_GAP = 2
"""Blank lines. One separates blocks; more is how a page-to-text tool shows the edge of a frame."""

MOST = 600
"""Blocks looked at together. A broadsheet page has some hundred; what a line is asked of all others grows with them."""

_RUN = 3
"""Lines of a run that may be one wrapped paragraph; a column that was cut once leaves two."""

SHORTEST = 8
"""Characters of a pull quote; what is shorter may well stand twice on a page."""

_QUESTION = re.compile(r"[^。]{4,40}[？！?!][”’』」]?")
"""A headline that asks or calls out ends like a sentence; what stands below it tells."""

_GLUED = (
    re.compile(r"([（(]\s*上接[^（()）]{1,20}[)）])\s*(?=\S)"),
    re.compile(r"([^。！？!?,，;；]{6,48}?)\s*(?=本报(?:[一-鿿]{0,8})?讯\s*[（(])"),
    re.compile(r"(\S.*[。！？…”’』」])\s*(?=[（(]\s*下转[^（()）]{1,20}[)）]$)"),
)
"""What a tool left on one line though it was printed on two: the first group ends where the second line begins."""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text between line breaks. `gap` counts the blank lines above; `line` is counted from 1."""

    text: str
    line: int
    gap: int
    kind: Kind
    indented: bool = False
    seams: tuple[int, ...] = ()
    """Where its lines were joined, when the text was set in lines of one width."""


def blocks_of(text: str) -> Iterator[Block]:
    """The non-empty lines in order, those of a wrapped paragraph joined, white space at their ends stripped."""
    lines = [Block("", 0, 0, Kind.BODY), *_lines(text), Block("", 0, 0, Kind.BODY)]
    usual = _usual_gap(lines[1:-1])
    sheets = [lines[start : start + MOST] for start in range(0, len(lines), MOST)]
    wordings = [(wording_of(sheet), wording_of(sheet, between="\n")) for sheet in sheets]
    for at, (block, below) in enumerate(itertools.pairwise(lines[1:]), start=1):
        wording, printings = wordings[at // MOST]
        above = lines[at - 1].text
        if _is_of_many(block.text, above, below.text) or _is_piece(above, block, below.text, printings):
            yield replace(block, gap=max(block.gap - usual + 1, 0), kind=Kind.BODY)
            continue
        is_signed = below.kind in (Kind.BYLINE, Kind.CONTINUED) or is_dateline(below.text)
        opens = is_signed or is_said_again(block.text, below.text)
        is_headline = block.kind is Kind.BODY and (
            (opens and _QUESTION.fullmatch(block.text) is not None)
            or _is_pulled(block.text, wording)
            or (is_signed and _may_head(block.text))
        )
        is_headline = is_headline or (block.kind is Kind.FURNITURE and f"《{block.text}》" in below.text)
        yield replace(block, gap=max(block.gap - usual + 1, 0), kind=Kind.HEADING if is_headline else block.kind)


def _is_of_many(text: str, above: str, below: str) -> bool:
    """True for a row of a table, or an item of a list, beside another."""
    return (is_row(text) and (is_row(above) or is_row(below))) or are_items(text, above) or are_items(text, below)


def _may_head(text: str) -> bool:
    """True for a line with commas that may be a headline; a byline or 上接第N版 below says that it is one."""
    return not (is_long(text) or is_dateline(text) or has_open_tail(text) or unclosed(text))


def _is_pulled(text: str, wording: str) -> bool:
    """True for a short line without an end that stands in the page's text too."""
    return len(text) >= SHORTEST and not is_long(text) and not is_dateline(text) and text in wording


def _is_piece(above: str, block: Block, below: str, printings: str) -> bool:
    """True for a short line that another printing on the page has within a sentence with the line above or below."""
    if block.kind not in (Kind.BODY, Kind.HEADING, Kind.COLUMN_NAME) or is_long(block.text):
        return False
    if is_said_again(block.text, below):
        return False
    is_next = bool(above) and not is_closed(above) and above[-SHORTEST:] + block.text in printings
    return is_next or (bool(below) and block.text + below[:SHORTEST] in printings)


def wording_of(blocks: Iterable[Block], *, between: str = "") -> str:
    """The body text of a page, cut columns side by side; what stands in it and elsewhere too was pulled out of it."""
    return between.join(block.text for block in blocks if block.kind is Kind.BODY and is_long(block.text))


def _lines(text: str) -> Iterator[Block]:
    gap = 0
    for number, line, seams in _unwrapped(re.split(r"\r\n|\r|\n", text)):
        end = 0
        for place, part in enumerate(_apart(line.strip())):
            start = line.index(part, end)
            end = start + len(part)
            own = tuple(seam - start for seam in seams if start < seam < end)
            yield Block(part, number, 0 if place else gap, kind_of(part), line[:1] in "\u3000 \t", own)
        gap = 0 if line.strip() else gap + 1


def _unwrapped(lines: Sequence[str]) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """The lines with their numbers; where most of the text is wrapped, each run of full ones as one, with its seams."""
    runs = [(filled, list(group)) for filled, group in itertools.groupby(enumerate(lines, start=1), key=_is_filled)]
    full = _full([[line.strip() for _, line in run] for filled, run in runs if filled])
    for _, run in runs:
        widths = [len(line.strip()) for _, line in run]
        starts = [at for at in range(len(run)) if not at or widths[at - 1] < full or INDENT.match(run[at][1])]
        for start, end in itertools.pairwise((*starts, len(run))):
            first, *rest = (line for _, line in run[start:end])
            yield run[start][0], *join_lines([first.rstrip(), *map(str.strip, rest)])


def _is_filled(line: tuple[int, str]) -> bool:
    return bool(line[1].strip())


def _full(runs: Sequence[Sequence[str]]) -> float:
    """From how many characters on a line goes on in the next; without end where most of the text is not wrapped."""
    wrapped = [run for run in runs if len(run) >= _RUN and is_wrapped(run)]
    if 2 * sum(len("".join(run)) for run in wrapped) <= sum(len("".join(run)) for run in runs):
        return math.inf
    return min(max(map(len, run[:-1])) for run in wrapped) - WRAP_RANGE


def _apart(line: str) -> Iterator[str]:
    for glued in _GLUED:
        if found := glued.match(line):
            yield found[1]
            line = line[found.end() :]
    if line:
        yield line


def _usual_gap(blocks: list[Block]) -> int:
    """The blank lines that stand between most blocks: none in some dumps, two in others."""
    gaps = sorted(block.gap for block in blocks[1:])
    return gaps[len(gaps) // 2] if gaps else 1
