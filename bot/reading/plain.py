"""Plain text to one article: the headline first, then paragraphs, whichever way the writer set them apart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from bot.model import Article, Problem
from bot.reading.assembly import COLOPHON, CREDIT, assemble
from bot.reading.blocks import SENTENCE_END, Block, Kind, are_paragraphs, join_lines
from bot.reading.mail import is_letter, read_letter
from bot.reading.metadata import split_front_matter

INDENT = re.compile(r"^(?:\u3000{2}|\t| {2,})")
CELLS = re.compile(r" *\t *| {2,}")
"""What stands between the cells of a row: a tab, or so many spaces as it takes to set columns."""
ANSWERS = re.compile(r"[答A]\s*\d{0,3}\s*[：:]")
FOLIO = re.compile(r"^[ \u3000]*[-—–·][ \u3000]*\d{1,4}[ \u3000]*[-—–·][ \u3000]*$", re.MULTILINE)
NARROWEST = 12  # characters of a line of hard-wrapped text
WRAP_RANGE = 6  # full lines of hard-wrapped text differ by a few characters only


def read_plain(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The article of a text file that is no newspaper page."""
    split = split_front_matter(text, file=file)
    is_mail = not split.above and is_letter(split.body)  # front matter says more
    body, head = read_letter(split.body) if is_mail else (split.body, split.head)
    body = FOLIO.sub("", body)
    lines = list(enumerate(body.split("\n"), start=split.above + 1))
    articles, found = assemble(_blocks(lines), file=file, head=head)
    return articles, (*split.problems, *found)


def _blocks(lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    for filled, group in itertools.groupby(lines, key=lambda pair: bool(pair[1].strip())):
        if filled:
            yield from _cut(list(group))


def _cut(lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """Lines without an empty line between them: one paragraph hard-wrapped, or one paragraph a line."""
    if len(lines) > 1 and all(CELLS.search(line.strip()) for _, line in lines):
        rows = ((number, " | ".join(cell.strip() for cell in CELLS.split(line.strip()))) for number, line in lines)
        yield from (Block(Kind.ROW, row, number, run=lines[0][0]) for number, row in rows)
        return
    if _are_separated([line for _, line in lines]):
        yield from (
            Block(Kind.ROW, line.strip().replace(",", " | "), number, run=lines[0][0]) for number, line in lines
        )
        return
    if not is_wrapped([line for _, line in lines]):
        for number, line in lines:
            yield Block(Kind.PARAGRAPH, line.strip(), number)
        return
    starts = [place for place, (_, line) in enumerate(lines) if place == 0 or INDENT.match(line)]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        text, seams = join_lines([line.strip() for _, line in lines[start:end]])
        yield Block(Kind.PARAGRAPH, text, lines[start][0], seams=seams)


def _are_separated(lines: Sequence[str]) -> bool:
    """True for rows whose cells a comma of the Latin alphabet sets apart, as many in each."""
    commas = {line.count(",") for line in lines}
    return len(lines) > 1 and len(commas) == 1 and min(commas) > 1 and not any(map(SENTENCE_END.search, lines))


def is_wrapped(lines: Sequence[str]) -> bool:
    """True for full lines of one width that break off in mid-sentence."""
    inner = [line.rstrip() for line in lines[:-1]]
    if len(inner) < 1 or are_paragraphs([line.strip() for line in lines]) or any(map(ANSWERS.match, lines)):
        return False
    open_ended = [line for line in inner if not SENTENCE_END.search(line)]
    widths = [len(line.strip()) for line in open_ended]
    if (
        CREDIT.match(lines[-1].strip())
        or COLOPHON.fullmatch(lines[-1].strip())
        or (widths and len(lines[-1].strip()) > max(widths) + WRAP_RANGE)
    ):
        return False
    return len(open_ended) * 2 > len(inner) and min(widths) >= NARROWEST and max(widths) - min(widths) <= WRAP_RANGE
