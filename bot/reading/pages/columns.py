"""Blocks → paragraphs: a block cut by the column goes on in the next, where both sides ask for it."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.lexicon import Lexicon, lexicon
from bot.reading.pages.blocks import (
    CLOSING,
    PAIRS,
    Block,
    Kind,
    has_open_tail,
    is_closed,
    is_dateline,
    is_opener,
    sentence_likeness,
    unclosed,
)

_REACH = 3
"""Blocks a join may step over: a pull quote, a caption and its headline."""

_COUNTED = re.compile(r"[0-9.,%年月日元万亿人户名个次岁天号时点分]")
"""What goes on with a figure: more of it, or what it counts."""

_SCRAP = re.compile(r"[^,，。！？]{1,3}[,，。]")
"""Few paragraphs begin with so short a clause; the end of a cut sentence often does."""

_FRAGMENT = 1.6
"""What `sentence_likeness` and the seam with the next block must add up to."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Blocks that read as one paragraph. `stepped_over` are the positions of blocks found between the pieces."""

    blocks: tuple[Block, ...]
    positions: tuple[int, ...]
    stepped_over: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return "".join(block.text for block in self.blocks)

    @property
    def is_closed(self) -> bool:
        return is_closed(self.text)


@dataclass(slots=True)
class _Page:
    """What a decision about one join may look at."""

    blocks: Sequence[Block]
    lexicon: Lexicon
    followers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    starters: set[str] = field(default_factory=set)
    copies: Counter[str] = field(default_factory=Counter)
    indents_mean_starts: bool = False


def join_columns(blocks: Sequence[Block]) -> tuple[Joined, ...]:
    """The page's body paragraphs in reading order; captions are among them, headings are not."""
    page = _page(blocks)
    taken: set[int] = set()
    joined = []
    for at, block in enumerate(blocks):
        if at in taken or not (block.kind in (Kind.BODY, Kind.CAPTION) or _is_fragment(page, at)):
            continue
        chain = [at]
        while (after := _continuation(page, chain, taken)) is not None:
            chain.append(after)
        taken |= set(chain)
        between = tuple(i for i in range(chain[0], chain[-1]) if i not in chain and blocks[i].kind is Kind.HEADING)
        joined.append(Joined(tuple(blocks[i] for i in chain), tuple(chain), between))
    return tuple(joined)


def _page(blocks: Sequence[Block]) -> _Page:
    page = _Page(blocks, lexicon())
    body = [i for i, block in enumerate(blocks) if block.kind is Kind.BODY]
    for left, right in itertools.pairwise(body):
        page.followers[blocks[left].text].add(blocks[right].text)
        if is_closed(blocks[left].text):
            page.starters.add(blocks[right].text)
    page.copies.update(block.text for block in blocks)
    indented = sum(blocks[i].indented for i in body)
    page.indents_mean_starts = bool(body) and 0.3 < indented / len(body) < 1.0
    return page


def _continuation(page: _Page, chain: list[int], taken: set[int]) -> int | None:
    """The position of the block in which the chain's last block goes on; None where none clearly does."""
    last = chain[-1]
    left = page.blocks[last]
    if is_closed(left.text):
        return None
    for after in range(last + 1, min(last + 2 + _REACH, len(page.blocks))):
        right = page.blocks[after]
        if right.kind is Kind.BODY and after not in taken:
            return after if _fits(page, chain, after) else None
        if right.kind not in (Kind.HEADING, Kind.CAPTION):
            return None
    return None


def _is_fragment(page: _Page, at: int) -> bool:
    """True where what looks like a headline is the short beginning of a paragraph that goes on further down."""
    block = page.blocks[at]
    if block.kind is not Kind.HEADING:
        return False
    following = page.blocks[at + 1 : at + 3]
    if len(following) == 2 and following[0].kind is Kind.HEADING:
        return _one_word(page, block, following[1]) and _may_follow(page, following[1])
    return bool(following) and _may_follow(page, following[0]) and _seam(page, block, following[0]) >= _FRAGMENT


def _may_follow(page: _Page, right: Block) -> bool:
    return right.kind is Kind.BODY and not is_dateline(right.text) and not _begins_elsewhere(page, right)


def _one_word(page: _Page, left: Block, right: Block) -> bool:
    """True where the border goes through a word, a figure, or between a figure and what it counts."""
    return page.lexicon.crosses(left.text, right.text) or (left.text[-1].isdigit() and bool(_COUNTED.match(right.text)))


def _seam(page: _Page, left: Block, right: Block) -> float:
    """How much the two read as one sentence."""
    score = sentence_likeness(left.text) + 2.5 * _one_word(page, left, right) + 2.0 * is_opener(left.text)
    return score + 1.0 * bool(_SCRAP.match(right.text)) - 1.5 * is_opener(right.text)


def _fits(page: _Page, chain: list[int], after: int) -> bool:
    """True where the left side wants to go on, the right side wants a beginning, and nothing speaks against it."""
    left, right = page.blocks[chain[-1]], page.blocks[after]
    text = "".join(page.blocks[i].text for i in chain)
    if is_dateline(right.text) or not _quotes_agree(text, right.text) or _starts_elsewhere(page, left, right):
        return False
    if page.indents_mean_starts and right.indented:
        return False
    direct = after == chain[-1] + 1
    asks = has_open_tail(left.text)
    one_word = _one_word(page, left, right)
    if direct:
        return one_word or asks or not is_opener(right.text)
    asks = asks and not is_opener(right.text)
    if any(page.blocks[i].kind is Kind.CAPTION for i in range(chain[-1] + 1, after)) and is_opener(right.text):
        return False
    return one_word or asks


def _quotes_agree(left: str, right: str) -> bool:
    """True where every closing mark of the right side has its opening one, and no open quote is opened again."""
    open_marks = unclosed(left)
    for mark in right:
        if mark in CLOSING:
            if not open_marks or open_marks.pop() != CLOSING[mark]:
                return False
        elif mark in PAIRS:
            if mark in open_marks:
                return False
            open_marks.append(mark)
    return True


def _starts_elsewhere(page: _Page, left: Block, right: Block) -> bool:
    """True where copies on the page show that the left block breaks off or that the right one begins a paragraph."""
    if page.copies[left.text] > 1 and len(page.followers[left.text]) > 1:
        return True
    return _begins_elsewhere(page, right)


def _begins_elsewhere(page: _Page, right: Block) -> bool:
    return page.copies[right.text] > 1 and right.text in page.starters
