"""Blocks → paragraphs: a block cut by the column goes on in the next, where both sides ask for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.lexicon import Lexicon, lexicon
from bot.reading.pages.blocks import Block, wording_of
from bot.reading.pages.borders import (
    AKIN,
    FRAGMENT,
    NEXT,
    SOFT,
    STEP,
    SURE_FRAGMENT,
    bond,
    border_score,
    cannot_end,
    fragment_score,
    is_one_word,
    leads_to_list,
)
from bot.reading.pages.faces import (
    CLOSING,
    PAIRS,
    Kind,
    is_closed,
    is_dateline,
    is_opener,
    names_document,
    sentence_likeness,
    unclosed,
)
from bot.reading.pages.vocabulary import share

_REACH = 3
"""Blocks a join may step over: a pull quote, a caption and its headline."""

_PASSED = (Kind.HEADING, Kind.CAPTION, Kind.COLUMN_NAME, Kind.FURNITURE)
_HEADS = 0.25
"""Of the wording of a headline that the paragraph below it most often repeats."""

_HEADS_ONLY = (Kind.HEADING, Kind.COLUMN_NAME, Kind.BYLINE, Kind.CONTINUED)
_LIKE = 0.8
"""Of `sentence_likeness`, where nothing below goes on."""

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
    wording: str = ""
    first: dict[str, int] = field(default_factory=dict)
    """Text of a block → where it stands first."""
    indents_mean_starts: bool = False

    def text_at(self, at: int) -> str | None:
        return self.blocks[at].text if 0 <= at < len(self.blocks) else None


def join_columns(blocks: Sequence[Block]) -> tuple[Joined, ...]:
    """The page's body paragraphs in reading order; captions are among them, headings are not."""
    page = _page(blocks)
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
        between = tuple(i for i in range(chain[0], chain[-1]) if i not in chain and blocks[i].kind is Kind.HEADING)
        joined.append(Joined(tuple(blocks[i] for i in chain), tuple(chain), between))
    return tuple(joined)


def _page(blocks: Sequence[Block]) -> _Page:
    page = _Page(blocks, lexicon(), wording_of(blocks))
    for at, block in enumerate(blocks):
        page.first.setdefault(block.text, at)
    body = [block for block in blocks if block.kind is Kind.BODY]
    page.indents_mean_starts = bool(body) and 0.3 < sum(block.indented for block in body) / len(body) < 1.0
    return page


def _continuation(page: _Page, chain: list[int], taken: set[int]) -> int | None:
    """The position of the block in which the chain's last block goes on; None where none clearly does."""
    last = chain[-1]
    if is_closed(page.blocks[last].text):
        return None
    for after in range(last + 1, min(last + 2 + _REACH, len(page.blocks))):
        right = page.blocks[after]
        if after not in taken and (right.kind is Kind.BODY or (after == last + 1 and _goes_through(page, after))):
            return after if _fits(page, chain, after) else None
        if right.kind not in _PASSED:
            return None
    return None


def _goes_through(page: _Page, at: int) -> bool:
    """True where what looks like a headline is a short middle piece of a paragraph."""
    block = page.blocks[at]
    if block.kind is not Kind.HEADING or at + 1 >= len(page.blocks):
        return False
    above, below = page.blocks[at - 1], page.blocks[at + 1]
    return _may_follow(block, below, above) and _is_middle(page, above, block, below)


def _is_middle(page: _Page, left: Block, block: Block, right: Block) -> bool:
    """True where the block between may itself be a piece of the sentence: a quote without it would be no quote."""
    if _is_quoted(page, block):
        return False
    with_it = bond(left.text, block.text, page.lexicon) + bond(block.text, right.text, page.lexicon)
    with_it += 2.2 * max(sentence_likeness(block.text) - 1.0, 0) + 0.8 * cannot_end(block.text)
    return with_it > bond(left.text, right.text, page.lexicon) + _MIDDLE


def _is_fragment(page: _Page, at: int, taken: set[int]) -> bool:
    """True where what looks like a headline is the short beginning of a paragraph that goes on further down."""
    block = page.blocks[at]
    if block.kind is not Kind.HEADING or at + 1 >= len(page.blocks) or _is_quoted(page, block):
        return False
    if names_document(block.text):
        return False
    right, above = page.blocks[at + 1], page.blocks[at - 1] if at else None
    if at + 1 in taken or (above and _is_pulled_between(page, above, block, right)):
        return False
    if right.kind is Kind.HEADING and at + 2 < len(page.blocks) and at + 2 not in taken:
        right = page.blocks[at + 2]
        return _may_follow(block, right) and is_one_word(block.text, right.text, page.lexicon)
    wanted = SURE_FRAGMENT if above and above.kind is Kind.HEADING else FRAGMENT
    return _may_follow(block, right) and fragment_score(block.text, right.text, page.lexicon) >= wanted


def _is_pulled_between(page: _Page, above: Block, block: Block, right: Block) -> bool:
    """True where the text above is open and the block has no more to do with its neighbours than they have."""
    if above.kind is Kind.HEADING:
        return bond(above.text, right.text, page.lexicon) > bond(block.text, right.text, page.lexicon)
    return above.kind is Kind.BODY and not is_closed(above.text) and not _is_middle(page, above, block, right)


def _may_follow(left: Block, right: Block, *above: Block) -> bool:
    text = "".join(block.text for block in (*above, left))
    return right.kind is Kind.BODY and not is_dateline(right.text) and _quotes_agree(text, right.text)


def _is_quoted(page: _Page, block: Block) -> bool:
    """True for a pull quote: words of the page's own text, or words in quotes, set apart."""
    bare = block.text.strip("“”『』「」—…！!。")
    return len(bare) >= 6 and (bare in page.wording or (block.text[0] in "“『「" and block.text[-1] in "”』」"))


def _breaks_off(page: _Page, at: int) -> bool:
    """True where what looks like a headline is the last paragraph of the article above, broken off."""
    block = page.blocks[at]
    below = page.blocks[at + 1].kind if at + 1 < len(page.blocks) else Kind.HEADING
    ends = at > 0 and page.blocks[at - 1].kind is Kind.BODY and below in _HEADS_ONLY and block.kind is Kind.HEADING
    if not ends or _is_quoted(page, block) or not (sentence_likeness(block.text) >= _LIKE or cannot_end(block.text)):
        return False
    before, after = (
        "".join(b.text for b in some if b.kind is Kind.BODY)
        for some in (page.blocks[max(at - 4, 0) : at], page.blocks[at + 1 : at + 8])
    )
    return share(block.text, after) < min(_HEADS, share(block.text, before) + 0.05)


def _fits(page: _Page, chain: list[int], after: int) -> bool:
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
    if any(_is_middle(page, left, block, right) for block in headings):
        return False
    wanted = STEP if len(headings) != 1 else _wanted(page, chain[-1], headings[0], after)
    return score >= wanted


def _wanted(page: _Page, at: int, heading: Block, after: int) -> float:
    """The `border_score` from which the two read on over the line between: little, where it surely heads nothing."""
    left, right = page.blocks[at].text, page.blocks[after].text
    if _is_quoted(page, heading):
        return SOFT
    with_it = bond(heading.text, right, page.lexicon)
    if bond(left, heading.text, page.lexicon) >= _PIECE or with_it >= max(_PIECE, bond(left, right, page.lexicon)):
        return math.inf
    below, above = (
        "".join(block.text for block in some if block.kind is Kind.BODY)
        for some in (page.blocks[after : after + 4], page.blocks[max(at - 5, 0) : at + 1])
    )
    is_akin, heads = share(right, above) >= _AKIN, share(heading.text, below) >= _HEADS / 2
    asks = is_akin or left.endswith(_PAUSES) or bool(_QUOTED & set(heading.text))
    if (asks and not heads) or (is_akin and left.endswith(_PAUSES)):
        return SOFT
    return AKIN if is_akin and len(heading.text) <= _QUOTE else STEP


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


def _copies_disagree(page: _Page, at: int, after: int) -> bool:
    """True where copies on the page show that the left block breaks off or that the right one begins a paragraph."""
    left, right = page.blocks[at], page.blocks[after]
    first, begins = page.first[left.text], page.first[right.text]
    if first != at:  # a copy goes on as the first printing did
        return page.text_at(first + 1) != page.text_at(at + 1) or page.text_at(first + after - at) != right.text
    return begins != after and page.text_at(begins - 1) != left.text
