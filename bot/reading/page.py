"""Text of a newspaper page as a page-to-text tool left it → its articles, columns joined, headlines in their places."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from bot.model import Article, Paragraph, Problem
from bot.reading.metadata import date_in_name
from bot.reading.pages.blocks import MOST, Block, blocks_of
from bot.reading.pages.columns import Joined, join_columns
from bot.reading.pages.faces import Kind, is_closed
from bot.reading.pages.headlines import Draft, assemble

_LONG = 40
"""Characters: a shorter line may well come twice in one clean article."""


def is_page(text: str) -> bool:
    """True where the text holds several articles or the damage of a page; a single clean article is none."""
    blocks = list(blocks_of(text))
    kinds = [block.kind for block in blocks]
    if Kind.CONTINUED in kinds or Kind.BYLINE in kinds:
        return True
    headed = sum(above is Kind.HEADING and kind is Kind.BODY for above, kind in itertools.pairwise(kinds))
    long = [block.text for block in blocks if len(block.text) > _LONG]
    cut = any(len(joined.blocks) > 1 for joined in join_columns(blocks[:MOST]))
    return headed > 1 or len(set(long)) < len(long) or cut


def read_page(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of the page in reading order; paragraphs are numbered through the page from 1."""
    articles: list[Article] = []
    count = 0
    for blocks in _sheets(tuple(blocks_of(text))):
        paragraphs = join_columns(blocks)
        numbers = {joined.positions[0]: number for number, joined in enumerate(paragraphs, start=count + 1)}
        articles += (_article(draft, file, numbers) for draft in assemble(blocks, paragraphs))
        count += len(paragraphs)
    return tuple(articles), ()


def _sheets(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """All of a page, or of a file of many pages so much at a time, each part from a headline on where there is one."""
    start = 0
    while len(blocks) - start > 2 * MOST:
        heads = (at for at in range(start + MOST, start + 2 * MOST) if _opens(blocks[at - 1], blocks[at]))
        stop = next(heads, start + MOST)
        yield blocks[start:stop]
        start = stop
    yield blocks[start:]


def _opens(above: Block, block: Block) -> bool:
    return block.kind is Kind.HEADING and above.kind is Kind.BODY and is_closed(above.text)


def _article(draft: Draft, file: str, numbers: dict[int, int]) -> Article:
    paragraphs = tuple(_paragraph(joined, numbers[joined.positions[0]], draft.heading) for joined in draft.paragraphs)
    return Article(
        file=file,
        paragraphs=paragraphs,
        date=date_in_name(file),
        title=draft.title.text if draft.title else None,
        kicker=draft.kicker,
        byline=draft.byline,
        continued_from=draft.continued_from,
        note=draft.note,
        line=draft.title.line if draft.title else paragraphs[0].line,
        extra=tuple(("heading", block.text) for block in draft.others),
    )


def _paragraph(joined: Joined, number: int, heading: str | None) -> Paragraph:
    seams = []
    length = 0
    for block in joined.blocks[:-1]:
        length += len(block.text)
        seams.append(length)
    section = (heading,) if heading else ()
    line, is_cut = joined.blocks[0].line, not joined.is_closed
    return Paragraph(joined.text, number, line, seams=tuple(seams), section=section, broken_off=is_cut)
