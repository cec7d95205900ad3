"""The blocks of one page, and what may be looked up about them for a decision about one join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.lexicon import Lexicon, lexicon
from bot.reading.pages.blocks import Block, wording_of
from bot.reading.pages.faces import Kind, is_closed, is_dateline, is_notice
from bot.reading.pages.vocabulary import bigrams

HEADINGS = (Kind.HEADING, Kind.COLUMN_NAME)

_TOLD = 16
"""Characters that tell a place on a page from all others."""

_PULLED_LEAST = 8
"""Characters; fewer stand in a text twice by chance."""

_PULLED = 80
"""Characters of the longest sentence that is set apart as a pull quote."""

_MIXED = 0.1
"""Of a page's blocks; some hold a foreign name or a great number."""

_STOPS = frozenset(",，。；;：:！？!?”」』")

_SET_APART = "“”『』「」—…！!。"


@dataclass(slots=True)
class Page:
    """What a decision about one join may look at."""

    blocks: Sequence[Block]
    lexicon: Lexicon
    wording: str = ""
    printed: dict[str, list[int]] = field(default_factory=dict)
    """Text of a block → where it stands, in order."""
    beginnings: dict[str, list[int]] = field(default_factory=dict)
    """The first characters of a block → where such blocks stand, in order."""
    indents_mean_starts: bool = False
    printings: str = ""
    """All that is printed, block by block."""
    captions: Sequence[set[str]] = ()
    """The bigrams of each."""
    widths_tell: bool = True
    """False where many blocks have commas in full and in half width: then the width of one says nothing."""
    datelines: float = 0.0
    """Share of the lines that look like headlines under which a byline, 上接第N版 or 本报讯 stands."""

    def beginning(self, text: str) -> list[int]:
        """Where the text stands, or a block that begins with it."""
        return [at for at in self.beginnings.get(text[:_TOLD], ()) if self.blocks[at].text.startswith(text)]

    def following(self, text: str) -> set[str]:
        """With which characters copies of the text go on within longer blocks."""
        if len(text) < _TOLD:
            return set()
        return {part[0] for part in self.printings.split(text)[1:] if part and part[0] != "\n"}

    def goes_on_otherwise(self, at: int, below: int) -> bool:
        """True for a line that stands elsewhere with other words behind it: a headline, or words pulled out of the text."""
        text, first = self.blocks[at].text, self.blocks[below].text[0]
        if len(text) < _PULLED_LEAST:
            return False
        others = [self.text_at(i + 1) or "" for i in self.printed[text] if i != at]
        others += (part for part in self.wording.split(text)[1:] if part[:1] in _STOPS)
        return bool(others) and not any(other.startswith(first) for other in others)

    def text_at(self, at: int) -> str | None:
        return self.blocks[at].text if 0 <= at < len(self.blocks) else None


def page_of(blocks: Sequence[Block]) -> Page:
    page = Page(blocks, lexicon(), wording_of(blocks))
    for at, block in enumerate(blocks):
        page.printed.setdefault(block.text, []).append(at)
        page.beginnings.setdefault(block.text[:_TOLD], []).append(at)
    body = [block for block in blocks if block.kind is Kind.BODY]
    page.indents_mean_starts = _indents_mean_starts(blocks)
    page.widths_tell = sum(len(commas(block.text)) > 1 for block in body) <= _MIXED * len(body)
    page.printings = "\n".join(block.text for block in blocks)
    page.captions = [bigrams(block.text) for block in blocks if block.kind is Kind.CAPTION]
    below = [right for left, right in pairwise(blocks) if left.kind in HEADINGS and right.kind not in HEADINGS]
    page.datelines = sum(map(opens_article, below)) / max(len(below), 1)
    return page


def _indents_mean_starts(blocks: Sequence[Block]) -> bool:
    """True where some blocks are indented, and few of them go on from one that breaks off: a tool may indent whatever is long."""
    body = [block.indented for block in blocks if block.kind is Kind.BODY]
    below = [right.indented for left, right in pairwise(blocks) if _is_cut(left) and right.kind is Kind.BODY]
    return bool(body) and 0.3 < sum(body) / len(body) < 1.0 and sum(below) <= len(below) / 2


def _is_cut(block: Block) -> bool:
    return block.kind is Kind.BODY and not is_closed(block.text)


def commas(text: str) -> set[str]:
    """The kinds of comma that the text has: in full width, in half width."""
    return {mark for mark in "，," if mark in text}


def opens_article(block: Block) -> bool:
    return block.kind in (Kind.BYLINE, Kind.CONTINUED) or is_dateline(block.text)


def is_quoted(page: Page, block: Block) -> bool:
    """True for a pull quote: words of the page's own text, or words in quotes, set apart; no document's name."""
    bare = block.text.strip(_SET_APART)
    is_said = bare in page.wording and f"《{bare}》" not in page.wording
    return len(bare) >= 6 and (is_said or (block.text[0] in "“『「" and block.text[-1] in "”』」"))


def stands_by_itself(page: Page, at: int) -> bool:
    """True for a whole notice, and for a sentence that was pulled out of the text: neither goes on from what is above."""
    return is_notice(page.blocks[at].text) or is_pulled_sentence(page, at)


def is_pulled_sentence(page: Page, at: int) -> bool:
    """True for whole sentences set apart that stand behind another sentence within a longer block of the page, or begin it.

    What goes on with a cut sentence stands amid one wherever the page has it again.
    """
    text = page.blocks[at].text
    if len(text) > _PULLED or not is_closed(text):
        return False
    is_amid = False
    found = page.printings.find(text)
    while found >= 0:
        if found and (is_closed(page.printings[max(found - 4, 0) : found])):
            return True
        is_amid = is_amid or page.printings[found - 1 : found] not in ("", "\n")
        found = page.printings.find(text, found + 1)
    return not is_amid and any(_begins(page, i, text) for i in page.beginning(text))


def _begins(page: Page, at: int, text: str) -> bool:
    """True where the block goes on behind the text, and begins a paragraph."""
    above = page.blocks[at - 1] if at else None
    is_start = above is None or above.kind is not Kind.BODY or is_closed(above.text)
    return is_start and len(page.blocks[at].text) > len(text)


def joints(page: Page, left: str, right: str) -> float:
    """0 to 2: how many characters around the border of the two stand side by side elsewhere on the page."""
    short = left[-2:] + right[:1] in page.printings or left[-1:] + right[:2] in page.printings
    return float(short) + float(left[-2:] + right[:2] in page.printings)
