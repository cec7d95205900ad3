"""Paragraphs that only stand above others to headings: the bare first line, bare lines with a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.reading.blocks import BARE, SENTENCE_END, Block, Kind, is_bare
from bot.reading.statutes import PARTS, part_level

LONGEST_TITLE = 60
_CALLS = re.compile("[^。；！？!?…]{8,}[！？!?]+")
"""One sentence that calls or asks, as headlines of public accounts do: 金秋助学开始申请啦！"""
_ADDRESSED = re.compile(
    "(?:各|尊敬的|亲爱的|广大)[^。！？!?]{0,36}(?:工会|单位|部门|处室|企业|公司|学校|街道|政府|机关|委员会|职工|员工|会员|同志|朋友)们?[：:]|同志们[：:]"
)
"""Whom a document speaks to: no headline of it."""
MARKS = (
    (6, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (7, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
    (8, re.compile(r"\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳]")),
)
"""Numbers that headings begin with, and their levels: below the parts, chapters and sections of a statute."""
ATTACHED = re.compile(r"附件\s*[：:]\s*1\s*[.．、]")
SECTION_LEVEL = 6
_SECTION = re.compile(
    r"【[^【】]{2,20}】"
    r"|.{0,8}(?:条件|范围|对象|标准|材料|流程|程序|时间|地点|地址|方式|方法|须知|电话|热线|要求|期限|依据|内容|办法|步骤|费用|收费|说明"
    r"|事项|原则|目的|职责|待遇|保障|简介|介绍|背景|目标|措施|安排|资格|名额|奖励|问题|提示|渠道|途径|附则|总则)"
    r"|有?(?:怎么|怎样|如何|哪里|哪些|去哪|到哪|谁|什么|多少|几时|何时|为什么).{1,8}|.{1,6}(?:怎么[办走领交报]|多少钱|多少|哪里|是什么|有哪些)"
)
"""How the parts of a guide are called: 申请条件, 联系方式, 怎么报名, 【受理范围】."""
_LONGEST_SECTION = 14


def with_headings(blocks: Iterable[Block], *, titled: bool) -> list[Block]:
    """The blocks, those that only stand above others turned into headings; `titled` where the title is known.

    A paragraph with a level looks like a heading, being bold, or a line with a number.
    """
    found = list(blocks)
    is_untitled = all(block.kind is not Kind.HEADING for block in found)
    if found and not titled and is_untitled and not is_first_of_parts([block.text for block in found]):
        found[0] = _titled(found[0], alone=len(found) == 1)
    levels = list(_levels(found))
    return [
        replace(block, kind=Kind.HEADING, level=levels[place], seams=()) if _heads(place, found, levels) else block
        for place, block in enumerate(found)
    ]


def _levels(blocks: Sequence[Block]) -> Iterator[int]:
    """Of each block the level of the heading that it looks like; the list of what is attached to a document has none."""
    is_attached = False
    for block in blocks:
        level = block.level or (_level(block.text) if block.kind is Kind.PARAGRAPH else 0)
        is_attached = ATTACHED.match(block.text) is not None or (
            is_attached and block.kind is Kind.PARAGRAPH and level > 0
        )
        yield 0 if is_attached else level


def is_first_of_parts(texts: Sequence[str]) -> bool:
    """True for 第一章 above 第二章, of what has no headline."""
    levels = list(map(part_level, texts))
    return any(levels[:1]) and levels.count(levels[0]) > 1


def mark_level(text: str) -> int:
    """The level of the number that a line begins with, 一、, （一）, 1.; 0 where there is none."""
    found = ((level, mark.match(text)) for level, mark in MARKS)
    return next((level for level, at in found if at and not text[at.end() : at.end() + 1].isdigit()), 0)


def _level(text: str) -> int:
    return numbered_level(text) or section_level(text)


def numbered_level(text: str) -> int:
    """The level of a bare line that a number begins, 第一章, 一、, （一）, 1.; 0 for all others."""
    if len(text) > BARE:
        return 0
    if level := part_level(text):
        return level if is_bare(text[4:]) or not text[4:] else 0
    return next((level for level, mark in MARKS if (found := mark.match(text)) and is_bare(text[found.end() :])), 0)


def section_level(text: str) -> int:
    """The level of a bare line that is called as parts of a guide are; 0 for all others."""
    short = len(text) <= _LONGEST_SECTION or text.startswith("【")
    return SECTION_LEVEL if short and is_bare(text) and _SECTION.fullmatch(text) else 0


def _heads(place: int, blocks: Sequence[Block], levels: Sequence[int]) -> bool:
    """True for what looks like a heading and has text below it; beside its like it is an item of a list."""
    level = levels[place]
    if not level or blocks[place].kind is not Kind.PARAGRAPH:
        return False
    above, below = levels[place - 1] if place else 0, levels[place + 1] if place + 1 < len(levels) else level
    return level in PARTS.values() or (above != level and (not below or below > level))


def _titled(block: Block, *, alone: bool) -> Block:
    """The first block as the title, where it reads like one."""
    fits = (
        block.kind is Kind.PARAGRAPH
        and not _ADDRESSED.fullmatch(block.text)
        and (
            is_bare(block.text)  # a headline, and perhaps nothing below it
            or (not alone and len(block.text) <= LONGEST_TITLE and not SENTENCE_END.search(block.text))
            or (not alone and len(block.text) <= BARE and _CALLS.fullmatch(block.text))
        )
    )
    return replace(block, kind=Kind.HEADING, level=1, seams=()) if fits else block
