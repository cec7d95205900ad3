"""Statutes and rules, 第一条 to the last: told apart from newspaper pages, their table of contents, their day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from bot.reading.blocks import Block
from bot.reading.metadata import parse_date

CLAUSE = re.compile(r"(第[0-9〇零一二三四五六七八九十百千]{1,8}条(?:之[一二三四五六七八九十])?)[ \u3000]+\S")
PART = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,4}([编章节])(?![的中规第、，和])")
ENACTED = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日.{0,400}(?:通过|修正|修订|公布|发布|印发|施行|批准)[）)]?")
PARTS = {"编": 2, "章": 3, "节": 4}
"""Levels as headings."""

_ACT = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)(?:(?!\d{4}年|施行).){0,100}?(?:通过|修正|修订|公布|发布|印发|批准)")
_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.．、]|附")
_CONTENTS = re.compile(r"目\s*[录次]")
_ENDS = re.compile(r"[。；;：:！？!?][”’」』）)》]*$")
_FEWEST = 3
_LONG = 48
"""Characters of a line that no heading has."""


def is_statute(lines: Sequence[str]) -> bool:
    """True for one statute as it was issued: its clauses, no number twice, every line ended and no other headline.

    `lines` are those that are not empty, without white space around. A page that prints a statute in columns has
    lines that are cut; one with two statutes has two first clauses.
    """
    starts = [place for place, line in enumerate(lines) if CLAUSE.match(line)]
    numbers = {found[1] for place in starts if (found := CLAUSE.match(lines[place]))}
    if not _FEWEST <= len(starts) == len(numbers):
        return False
    around = zip(["", *lines][starts[0] :], lines[starts[0] :], [*lines[starts[0] + 1 :], ""], strict=False)
    return all(
        _ENDS.search(line) or (len(line) <= _LONG and _is_bare(line, above, below)) for above, line, below in around
    )


def _is_bare(line: str, above: str, below: str) -> bool:
    """True for a line that may stand in a statute without an end: an item, a part's heading, a piece of one."""
    return bool(_ITEM.match(line) or PART.match(line) or PART.match(above) or CLAUSE.match(below) or PART.match(below))


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the table of contents: what stands below 目录 and again, as a heading, in the text."""
    start = next((place for place, block in enumerate(blocks) if _CONTENTS.fullmatch(block.text)), None)
    if start is None:
        return list(blocks)
    names = [_squeezed(block.text) for block in blocks]
    last = {name: place for place, name in enumerate(names)}
    stop = start + 1
    while stop < len(blocks) and last[names[stop]] > stop:
        stop += 1
    return [*blocks[:start], *blocks[stop:]] if stop > start + 1 else list(blocks)


def enacted_on(text: str) -> dt.date | None:
    """The day of this wording: the last on which it was passed, amended or issued; the day it takes effect is none."""
    days = [day for found in _ACT.finditer(text) if (day := parse_date(found[1]))]
    return max(days, default=None)


def part_level(text: str) -> int:
    """The level of a heading 第一编, 第一章, 第一节; 0 for what begins with none of them."""
    found = PART.match(text)
    return PARTS[found[1]] if found else 0


def _squeezed(text: str) -> str:
    """A heading without white space, and without the page number that a table of contents puts behind it."""
    return re.sub(r"[.…·]*\d*$", "", "".join(text.split()))
