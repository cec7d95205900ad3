"""Blocks → paragraphs: a block cut by the column goes on in the next, where both sides ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.reading.pages.beginnings import begins_text, fragment_of, is_printed_so
from bot.reading.pages.between import HANGS, is_chance, is_middle, may_be_piece, parts_word
from bot.reading.pages.blocks import Block
from bot.reading.pages.borders import (
    FRAGMENT,
    SURE_FRAGMENT,
    SURELY_OVER,
    border_score,
    cannot_end,
    is_law,
)
from bot.reading.pages.evidence import HEADS, fits, fits_over_article, may_follow
from bot.reading.pages.faces import (
    HEADLINE_MAX,
    Kind,
    continued_from,
    ends_headline,
    is_closed,
    is_credited,
    is_opener,
    names_document,
    sentence_likeness,
)
from bot.reading.pages.printed import HEADINGS, Page, is_quoted, page_of, stands_by_itself
from bot.reading.pages.vocabulary import share

_REACH = 3
"""Blocks a join may step over: a pull quote, a caption and its headline."""

_FAR = 16
"""Blocks of another article that may stand within a sentence, captions and headlines counted."""

_PASSED = (Kind.HEADING, Kind.CAPTION, Kind.COLUMN_NAME, Kind.FURNITURE)
_HEADS_ONLY = (Kind.HEADING, Kind.COLUMN_NAME, Kind.BYLINE, Kind.CONTINUED)
_LIKE = 1.0
"""Of `sentence_likeness`, where nothing below goes on; a kicker with one comma stays below."""


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


def join_columns(blocks: Sequence[Block]) -> tuple[Joined, ...]:
    """The page's body paragraphs in reading order; captions are among them, headings are not."""
    page = page_of(blocks)
    taken: set[int] = set()
    joined = []
    for at, block in enumerate(blocks):
        is_text = block.kind in (Kind.BODY, Kind.CAPTION) or _is_fragment(page, at, taken) or _breaks_off(page, at)
        if at in taken or not is_text:
            continue
        chain = [at]
        while (after := _continuation(page, chain, taken)) is not None:
            chain.append(after)
        taken |= set(chain)
        joined.append(Joined(tuple(blocks[i] for i in chain), tuple(chain), _stepped_over(page, chain)))
    return tuple(joined)


def _stepped_over(page: Page, chain: Sequence[int]) -> tuple[int, ...]:
    """The headings between the pieces; those of an article set within the sentence are its own."""
    gaps = (range(left + 1, right) for left, right in pairwise(chain))
    within = (
        gap for gap in gaps if all(page.blocks[i].kind is not Kind.BODY or stands_by_itself(page, i) for i in gap)
    )
    return tuple(i for gap in within for i in gap if page.blocks[i].kind is Kind.HEADING)


def _continuation(page: Page, chain: list[int], taken: set[int]) -> int | None:
    """The position of the block in which the chain's last block goes on; None where none clearly does."""
    last = chain[-1]
    if is_closed(page.blocks[last].text) or is_credited(page.blocks[last].text):
        return None
    near = _near(page, chain, taken)
    return _over_article(page, chain, taken) if near is None else near


def _near(page: Page, chain: list[int], taken: set[int]) -> int | None:
    last = chain[-1]
    for after in range(last + 1, min(last + 2 + _REACH, len(page.blocks))):
        right = page.blocks[after]
        if stands_by_itself(page, after):
            continue
        if after not in taken and (right.kind is Kind.BODY or (after == last + 1 and _goes_through(page, after))):
            return after if fits(page, chain, after) else None
        if right.kind not in _PASSED:
            return None
    return None


def _over_article(page: Page, chain: list[int], taken: set[int]) -> int | None:
    """The position of a block that goes on with nothing above it, where the chain surely goes on in it."""
    last = chain[-1]
    for after in range(last + 2, min(last + 2 + _FAR, len(page.blocks))):
        above, right = page.blocks[after - 1], page.blocks[after]
        if right.kind is not Kind.BODY or after in taken or stands_by_itself(page, after):
            continue
        if above.kind in _HEADS_ONLY or (above.kind is Kind.BODY and not is_closed(above.text)):
            continue
        if fits_over_article(page, chain, after):
            return after
    return None


def _goes_through(page: Page, at: int) -> bool:
    """True where what looks like a headline is a short middle piece of a paragraph."""
    block = page.blocks[at]
    if block.kind is not Kind.HEADING or at + 1 >= len(page.blocks) or ends_headline(block.text):
        return False
    above, below = page.blocks[at - 1], page.blocks[at + 1]
    if is_law(block.text) and border_score(above.text, block.text, page.lexicon) < HANGS:
        return False
    is_name = len(above.text) <= HEADLINE_MAX and is_law(above.text + block.text)
    is_said = page.goes_on_otherwise(at, at + 1)
    is_piece = may_follow(block, below, above) and not is_said and is_middle(page, above, block, below)
    return is_piece and not is_name and not is_chance(page, at)


def _is_fragment(page: Page, at: int, taken: set[int]) -> bool:
    """True where what looks like a headline is the short beginning of a paragraph that goes on further down."""
    block = page.blocks[at]
    if block.kind is not Kind.HEADING or at + 1 >= len(page.blocks) or at + 1 in taken or ends_headline(block.text):
        return False
    below = _text_below(page, at)
    if below and below not in taken and is_printed_so(page, at, below):
        return True
    if is_law(block.text) and names_document(block.text):
        return False
    right = page.blocks[at + 1]
    if right.kind in (Kind.CAPTION, Kind.FURNITURE) or stands_by_itself(page, at + 1):
        return below is not None and _begins_over(page, at, below)
    if right.kind is Kind.HEADING:
        return _begins_short(page, at, taken)
    return may_follow(block, right) and not page.goes_on_otherwise(at, at + 1) and begins_text(page, at) >= 0


def _text_below(page: Page, at: int) -> int | None:
    """Where the next text stands that the line may go on in, captions and short lines between."""
    for below in range(at + 1, min(at + 2 + _REACH, len(page.blocks))):
        if page.blocks[below].kind is Kind.BODY and not stands_by_itself(page, below):
            return below
        if page.blocks[below].kind not in (*_PASSED, Kind.BODY):
            return None
    return None


def _begins_over(page: Page, at: int, below: int) -> bool:
    """True for a beginning above a caption, a sentence pulled out of the text, or what belongs to no article."""
    right = page.blocks[below]
    if not may_follow(page.blocks[at], right) or is_opener(right.text):
        return False
    is_headed = any(block.kind in HEADINGS for block in page.blocks[at + 1 : below])
    return fragment_of(page, at, below) >= (SURELY_OVER if is_headed else SURE_FRAGMENT)


def _begins_short(page: Page, at: int, taken: set[int]) -> bool:
    """True for a beginning above another short line: a second piece of the paragraph, or what was pulled out of it."""
    if at + 2 >= len(page.blocks) or at + 2 in taken or page.blocks[at + 2].kind is not Kind.BODY:
        return False
    block, after = page.blocks[at], page.blocks[at + 2]
    if _goes_through(page, at + 1) and fragment_of(page, at, at + 1) >= SURE_FRAGMENT:
        return fragment_of(page, at + 1, at + 2) >= FRAGMENT
    if not may_follow(block, after):
        return False
    over = fragment_of(page, at, at + 2)
    if parts_word(page, block, page.blocks[at + 1], after):
        return over >= SURELY_OVER or not may_be_piece(page, block, page.blocks[at + 1], after)
    return over >= FRAGMENT and over > fragment_of(page, at + 1, at + 2)


def _breaks_off(page: Page, at: int) -> bool:
    """True where what looks like a headline is the last paragraph of the article above, broken off."""
    block = page.blocks[at]
    below = page.blocks[at + 1].kind if at + 1 < len(page.blocks) else Kind.HEADING
    ends = at > 0 and page.blocks[at - 1].kind is Kind.BODY and below in _HEADS_ONLY and block.kind is Kind.HEADING
    if below is Kind.BYLINE or (below is Kind.CONTINUED and continued_from(page.blocks[at + 1].text)):
        return False
    if (
        not ends
        or is_quoted(page, block)
        or names_document(block.text)
        or not (sentence_likeness(block.text) >= _LIKE or cannot_end(block.text))
    ):
        return False
    before, after = (
        "".join(b.text for b in some if b.kind is Kind.BODY)
        for some in (page.blocks[max(at - 4, 0) : at], page.blocks[at + 1 : at + 8])
    )
    return share(block.text, after) < min(HEADS, share(block.text, before) + 0.05)
