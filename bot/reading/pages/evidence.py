"""Two blocks of a page → whether they are joined: what speaks for it and against it, and what stands between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.lexicon import Lexicon, lexicon
from bot.reading.pages.blocks import Block, wording_of
from bot.reading.pages.borders import AKIN, NEXT, SOFT, STEP, bond, border_score, cannot_end, is_one_word, leads_to_list
from bot.reading.pages.faces import (
    CLOSING,
    PAIRS,
    Kind,
    is_dateline,
    is_opener,
    is_said_again,
    sentence_likeness,
    unclosed,
)
from bot.reading.pages.vocabulary import share

HEADS = 0.25
"""Of the wording of a headline that the paragraph below it most often repeats."""

_QUOTE = 24
"""Characters; a longer line between is no pull quote."""

_AKIN = 0.12
"""Of the wording of a piece, said above in its own article; of another article's it is a third of that."""

_PIECE = 1.5
"""Of `bond`: a line that may be a piece of the sentence itself; read without it the sentence would be false."""

_MIDDLE = 0.8
"""By how much more a block belongs between its neighbours than they to one another."""

_PAUSES = (",", "，", "、")

_QUOTED = frozenset("『』「」“”")


@dataclass(slots=True)
class Page:
    """What a decision about one join may look at."""

    blocks: Sequence[Block]
    lexicon: Lexicon
    wording: str = ""
    first: dict[str, int] = field(default_factory=dict)
    """Text of a block → where it stands first."""
    indents_mean_starts: bool = False

    def text_at(self, at: int) -> str | None:
        return self.blocks[at].text if 0 <= at < len(self.blocks) else None


def page_of(blocks: Sequence[Block]) -> Page:
    page = Page(blocks, lexicon(), wording_of(blocks))
    for at, block in enumerate(blocks):
        page.first.setdefault(block.text, at)
    body = [block for block in blocks if block.kind is Kind.BODY]
    page.indents_mean_starts = bool(body) and 0.3 < sum(block.indented for block in body) / len(body) < 1.0
    return page


def fits(page: Page, chain: list[int], after: int) -> bool:
    """True where the left side wants to go on, the right side wants a beginning, and nothing speaks against it."""
    left, right = page.blocks[chain[-1]], page.blocks[after]
    text = "".join(page.blocks[i].text for i in chain)
    if is_dateline(right.text) or leads_to_list(left.text) or not _quotes_agree(text, right.text):
        return False
    if (page.indents_mean_starts and right.indented) or _copies_disagree(page, chain[-1], after):
        return False
    score = border_score(left.text, right.text, page.lexicon)
    if after == chain[-1] + 1:
        return score >= NEXT
    between = page.blocks[chain[-1] + 1 : after]
    headings = [block for block in between if block.kind is Kind.HEADING]
    if any(block.kind is Kind.CAPTION for block in between) and (headings or is_opener(right.text)):
        return False
    if any(is_middle(page, left, block, right) or is_said_again(block.text, right.text) for block in headings):
        return False
    wanted = STEP if len(headings) != 1 else _wanted(page, chain[-1], headings[0], after)
    return score >= wanted


def _wanted(page: Page, at: int, heading: Block, after: int) -> float:
    """The `border_score` from which the two read on over the line between: little, where it surely heads nothing."""
    left, right = page.blocks[at].text, page.blocks[after].text
    if is_quoted(page, heading):
        return SOFT
    if not _parts_word(page, left, heading.text, right):
        with_it = bond(heading.text, right, page.lexicon)
        if bond(left, heading.text, page.lexicon) >= _PIECE or with_it >= max(_PIECE, bond(left, right, page.lexicon)):
            return math.inf
    below, above = (
        "".join(block.text for block in some if block.kind is Kind.BODY)
        for some in (page.blocks[after : after + 4], page.blocks[max(at - 5, 0) : at + 1])
    )
    is_akin, heads = share(right, above) >= _AKIN, share(heading.text, below) >= HEADS / 2
    asks = is_akin or left.endswith(_PAUSES) or bool(_QUOTED & set(heading.text))
    if (asks and not heads) or (is_akin and left.endswith(_PAUSES)):
        return SOFT
    return AKIN if is_akin and len(heading.text) <= _QUOTE else STEP


def _parts_word(page: Page, left: str, between: str, right: str) -> bool:
    """True where what stands between cuts a word in two, whatever word its own end makes by chance."""
    return is_one_word(left, right, page.lexicon) and not is_one_word(left, between, page.lexicon)


def may_follow(left: Block, right: Block, *above: Block) -> bool:
    """True where the short left side may go on in the right one, which then does not begin with it anew."""
    if is_said_again(left.text, right.text):
        return False
    text = "".join(block.text for block in (*above, left))
    return right.kind is Kind.BODY and not is_dateline(right.text) and _quotes_agree(text, right.text)


def is_quoted(page: Page, block: Block) -> bool:
    """True for a pull quote: words of the page's own text, or words in quotes, set apart; no document's name."""
    bare = block.text.strip("“”『』「」—…！!。")
    is_said = bare in page.wording and f"《{bare}》" not in page.wording
    return len(bare) >= 6 and (is_said or (block.text[0] in "“『「" and block.text[-1] in "”』」"))


def is_middle(page: Page, left: Block, block: Block, right: Block) -> bool:
    """True where the block between may itself be a piece of the sentence: a quote without it would be no quote."""
    if is_quoted(page, block):
        return False
    if _parts_word(page, left.text, block.text, right.text):
        return False
    with_it = bond(left.text, block.text, page.lexicon) + bond(block.text, right.text, page.lexicon)
    with_it += 2.2 * max(sentence_likeness(block.text) - 1.0, 0) + 0.8 * cannot_end(block.text)
    return with_it > bond(left.text, right.text, page.lexicon) + _MIDDLE


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


def _copies_disagree(page: Page, at: int, after: int) -> bool:
    """True where copies on the page show that the left block breaks off or that the right one begins a paragraph."""
    left, right = page.blocks[at], page.blocks[after]
    first, begins = page.first[left.text], page.first[right.text]
    if first != at:  # a copy goes on as the first printing did
        return page.text_at(first + 1) != page.text_at(at + 1) or page.text_at(first + after - at) != right.text
    return begins != after and page.text_at(begins - 1) != left.text
