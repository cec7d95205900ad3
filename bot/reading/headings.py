"""Paragraphs of a format without headings to the same with headings: the bare first line, numbered bare lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.reading.assembly import BARE, STOP
from bot.reading.blocks import SENTENCE_END, Block, Kind
from bot.reading.statutes import part_level

LONGEST_TITLE = 60
NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
NUMBERED_LEVEL = 5  # below the parts, chapters and sections of a statute


def with_headings(blocks: Iterable[Block], *, titled: bool = False) -> list[Block]:
    """The blocks, those that only stand above others turned into headings; `titled` where the title is known."""
    found = list(blocks)
    titled = titled or any(block.kind is Kind.HEADING for block in found)
    return [
        replace(block, kind=Kind.HEADING, level=level, seams=()) if level else block
        for place, block in enumerate(found)
        for level in [_level(block, is_first=place == 0 and not titled, alone=len(found) == 1)]
    ]


def _level(block: Block, *, is_first: bool, alone: bool) -> int:
    """1 for the title, 2 to 5 for a numbered heading, 0 for a paragraph and for what has its place already."""
    if block.kind is not Kind.PARAGRAPH:
        return 0
    if is_first and not alone and len(block.text) <= LONGEST_TITLE and not SENTENCE_END.search(block.text):
        return 1
    if is_first and len(block.text) <= BARE and not STOP.search(block.text):
        return 1  # a headline and nothing below it
    level = part_level(block.text) or (NUMBERED_LEVEL if NUMBERED.match(block.text) else 0)
    return level if len(block.text) <= BARE and not STOP.search(block.text[4:]) else 0
