"""The blocks of one page, and what may be looked up about them for a decision about one join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.lexicon import Lexicon, lexicon
from bot.reading.pages.blocks import Block, wording_of
from bot.reading.pages.faces import Kind, is_dateline
from bot.reading.pages.vocabulary import bigrams

HEADINGS = (Kind.HEADING, Kind.COLUMN_NAME)

_SET_APART = "“”『』「」—…！!。"


@dataclass(slots=True)
class Page:
    """What a decision about one join may look at."""

    blocks: Sequence[Block]
    lexicon: Lexicon
    wording: str = ""
    printed: dict[str, list[int]] = field(default_factory=dict)
    """Text of a block → where it stands, in order."""
    indents_mean_starts: bool = False
    printings: str = ""
    """All that is printed, block by block."""
    captions: Sequence[set[str]] = ()
    """The bigrams of each."""
    datelines: float = 0.0
    """Share of the lines that look like headlines under which a byline, 上接第N版 or 本报讯 stands."""

    def text_at(self, at: int) -> str | None:
        return self.blocks[at].text if 0 <= at < len(self.blocks) else None


def page_of(blocks: Sequence[Block]) -> Page:
    page = Page(blocks, lexicon(), wording_of(blocks))
    for at, block in enumerate(blocks):
        page.printed.setdefault(block.text, []).append(at)
    body = [block for block in blocks if block.kind is Kind.BODY]
    page.indents_mean_starts = bool(body) and 0.3 < sum(block.indented for block in body) / len(body) < 1.0
    page.printings = "\n".join(block.text for block in blocks)
    page.captions = [bigrams(block.text) for block in blocks if block.kind is Kind.CAPTION]
    below = [right for left, right in pairwise(blocks) if left.kind in HEADINGS and right.kind not in HEADINGS]
    page.datelines = sum(map(opens_article, below)) / max(len(below), 1)
    return page


def opens_article(block: Block) -> bool:
    return block.kind in (Kind.BYLINE, Kind.CONTINUED) or is_dateline(block.text)


def is_quoted(page: Page, block: Block) -> bool:
    """True for a pull quote: words of the page's own text, or words in quotes, set apart; no document's name."""
    bare = block.text.strip(_SET_APART)
    is_said = bare in page.wording and f"《{bare}》" not in page.wording
    return len(bare) >= 6 and (is_said or (block.text[0] in "“『「" and block.text[-1] in "”』」"))


def joints(page: Page, left: str, right: str) -> float:
    """0 to 2: how many characters around the border of the two stand side by side elsewhere on the page."""
    short = left[-2:] + right[:1] in page.printings or left[-1:] + right[:2] in page.printings
    return float(short) + float(left[-2:] + right[:2] in page.printings)
