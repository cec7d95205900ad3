"""Text of a newspaper page as a page-to-text tool left it → its articles, columns joined, headlines in their places."""

from __future__ import annotations

from bot.model import Article, Paragraph, Problem
from bot.reading.pages.blocks import Kind, blocks_of, is_closed
from bot.reading.pages.columns import Joined, join_columns
from bot.reading.pages.headlines import Draft, assemble


def is_page(text: str) -> bool:
    """True where the text holds several articles or the damage of a page; a single clean article is none."""
    blocks = list(blocks_of(text))
    kinds = [block.kind for block in blocks]
    body = [i for i, kind in enumerate(kinds) if kind is Kind.BODY]
    headed = sum(1 for i in body if i and kinds[i - 1] in (Kind.HEADING, Kind.BYLINE, Kind.CONTINUED))
    long = [block.text for block in blocks if len(block.text) > 40]
    cut = sum(1 for i in body[:-1] if not is_closed(blocks[i].text) and i + 1 in body)
    return headed > 1 or len(set(long)) < len(long) or cut > 0 or Kind.CONTINUED in kinds or Kind.BYLINE in kinds


def read_page(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of the page in reading order; paragraphs are numbered through the page from 1."""
    blocks = tuple(blocks_of(text))
    paragraphs = join_columns(blocks)
    numbers = {joined.positions[0]: number for number, joined in enumerate(paragraphs, start=1)}
    drafts = assemble(blocks, paragraphs)
    return tuple(_article(draft, file, numbers) for draft in drafts), ()


def _article(draft: Draft, file: str, numbers: dict[int, int]) -> Article:
    paragraphs = tuple(_paragraph(joined, numbers[joined.positions[0]]) for joined in draft.paragraphs)
    return Article(
        file=file,
        paragraphs=paragraphs,
        title=draft.title.text if draft.title else None,
        kicker=draft.kicker,
        byline=draft.byline,
        continued_from=draft.continued_from,
        note=draft.note,
        line=draft.title.line if draft.title else paragraphs[0].line,
        extra=tuple(("heading", block.text) for block in draft.others),
    )


def _paragraph(joined: Joined, number: int) -> Paragraph:
    seams = []
    length = 0
    for block in joined.blocks[:-1]:
        length += len(block.text)
        seams.append(length)
    return Paragraph(
        joined.text, number, joined.blocks[0].line, seams=tuple(seams), broken_off=not is_closed(joined.text)
    )
