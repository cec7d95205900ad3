"""Text of a newspaper page as a page-to-text tool left it → its articles, columns joined, headlines in their places."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.model import Article, Paragraph, Problem
from bot.reading.headings import mark_level, section_level
from bot.reading.metadata import date_in_name, find_date, parse_date
from bot.reading.pages.blocks import MOST, Block, blocks_of
from bot.reading.pages.borders import leads_to_list
from bot.reading.pages.columns import Joined, join_columns
from bot.reading.pages.faces import HEADLINE_MAX, Kind, is_closed, is_credited, is_item, is_page_head, is_row
from bot.reading.pages.headlines import Draft, assemble
from bot.reading.statutes import is_statute

_HEADED = (Kind.HEADING, Kind.BODY)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[编章节]|\d{1,2}[.．、](?!\d)"
)
_ASKED = re.compile(r"[问Q]\s*\d{0,3}\s*[：:]")
_LISTED = re.compile(rf"(?:{_NUMBERED.pattern}|[-·•●]\s*)\S|[^，,。；;：:]{{2,8}}[：:]|.{{0,60}}[；;：:]$")
"""Lines that need no end: numbered ones, 电话：…, and those that lead on to a list."""
_LAST_SENTENCE = re.compile("(?<=[。！？!?])")
_PAPER = re.compile("(?<![一-鿿])[一-鿿]{2,8}(?:日报|晚报|时报|早报|工人报|职工报|劳动报|工会报)(?![一-鿿])")
"""A newspaper's name, where it stands by itself."""

_LONG = 40
"""Characters: a shorter line may well come twice in one clean article."""


def is_page(text: str) -> bool:
    """True where the text holds several articles or the damage of a page; a single clean article is none.

    Nor is a statute, a guide in parts, or one with a table or whose only headlines are numbered or ask: 一、, （二）, 第三章, 问：.
    """
    blocks = list(blocks_of(text))
    kinds = [block.kind for block in blocks]
    if Kind.CONTINUED in kinds or Kind.BYLINE in kinds:
        return True
    if is_statute([block.text for block in blocks]) or _is_guide(blocks):
        return False
    if sum("\t" in line.strip() for line in text.split("\n")) > 1:
        return False
    heads = [above for above, block in itertools.pairwise(blocks) if (above.kind, block.kind) == _HEADED]
    headed = sum(_NUMBERED.match(block.text) is None and _ASKED.match(block.text) is None for block in heads)
    long = [block.text for block in blocks if len(block.text) > _LONG]
    cut = any(len(joined.blocks) > 1 for joined in join_columns(blocks[:MOST]))
    return headed > 1 or len(set(long)) < len(long) or cut


def _is_guide(blocks: Sequence[Block]) -> bool:
    """True for a headline and parts under headings of their own, 申请条件, 怎么报名, where no line is cut."""
    rest = blocks[1:]
    parts = [block.text for block in rest if section_level(block.text)]
    whole = (is_closed(block.text) or _LISTED.match(block.text) or section_level(block.text) for block in rest)
    return bool(parts) and len(set(parts)) == len(parts) and all(whole)


def read_page(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of the page in reading order; paragraphs are numbered through the page from 1."""
    articles: list[Article] = []
    count = 0
    whole = tuple(blocks_of(text))
    heads = tuple(_heads(whole))
    for blocks in _sheets(whole):
        paragraphs = join_columns(blocks)
        numbers = {joined.positions[0]: number for number, joined in enumerate(paragraphs, start=count + 1)}
        articles += (_article(draft, file, numbers) for draft in assemble(blocks, paragraphs))
        count += len(paragraphs)
    return tuple(_under(article, heads) for article in articles), ()


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a page says of all that stands below it."""

    line: int
    date: dt.date
    source: str | None


def _heads(blocks: Sequence[Block]) -> Iterator[_Head]:
    for kind, group in itertools.groupby(blocks, key=lambda block: block.kind):
        lines = list(group) if kind is Kind.FURNITURE else []
        for block in lines:
            if day := find_date(block.text) if is_page_head(block.text) else parse_date(block.text):
                paper = next((found for line in lines if (found := _PAPER.search(line.text))), None)
                yield _Head(block.line, day, paper[0] if paper else None)


def _under(article: Article, heads: Sequence[_Head]) -> Article:
    """The article with what the head of its page says: the last one above, or the only one."""
    above = [head for head in heads if head.line <= article.line] or (heads if len(heads) == 1 else ())
    if not above:
        return article
    return replace(article, date=article.date or above[-1].date, source=article.source or above[-1].source)


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
    leads = _leads([joined.text for joined in draft.paragraphs])
    paragraphs = tuple(
        _paragraph(joined, numbers[joined.positions[0]], (draft.heading, lead))
        for joined, lead in zip(draft.paragraphs, leads, strict=True)
    )
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


def _leads(texts: Sequence[str]) -> Iterator[str | None]:
    """Of each paragraph the words that lead to it, where it is an item of a list: 有下列情形之一的： above （三）…"""
    lead = None
    for text in texts:
        if leads_to_list(text) and not mark_level(text):
            lead = _LAST_SENTENCE.split(text)[-1] if text.endswith((":", "：")) else None
            yield None
            continue
        lead = lead if mark_level(text) else None
        yield lead if lead and len(lead) <= HEADLINE_MAX else None


def _paragraph(joined: Joined, number: int, above: Sequence[str | None]) -> Paragraph:
    seams: list[int] = []
    length = 0
    for block in joined.blocks:
        seams += (length + seam for seam in ((0, *block.seams) if length else block.seams))
        length += len(block.text)
    section = tuple(text for text in above if text)
    is_whole = joined.is_closed or any(tells(joined.text) for tells in (is_credited, is_row, is_item))
    return Paragraph(
        joined.text, number, joined.blocks[0].line, seams=tuple(seams), section=section, broken_off=not is_whole
    )
