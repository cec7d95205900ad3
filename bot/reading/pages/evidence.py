"""Two blocks of a page → whether they are joined: what speaks for it and against it, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.headings import mark_level
from bot.reading.pages.between import (
    APART,
    ONE,
    OVER_QUOTES,
    QUOTE,
    SURELY_ONE,
    is_scrap,
    may_be_piece,
    reads_over,
)
from bot.reading.pages.blocks import Block
from bot.reading.pages.borders import (
    AKIN,
    BELOW,
    FAR,
    MUCH,
    NEXT,
    SOFT,
    SOME,
    STEP,
    adds_year,
    border_score,
    breaks_telephone,
    counts_nothing,
    leads_to_list,
)
from bot.reading.pages.faces import (
    CLOSING,
    PAIRS,
    Kind,
    are_items,
    begins_paragraph,
    is_closed,
    is_credited,
    is_dateline,
    is_opener,
    is_row,
    is_said_again,
    unclosed,
)
from bot.reading.pages.printed import HEADINGS, Page, commas, is_quoted, stands_by_itself
from bot.reading.pages.vocabulary import share

HEADS = 0.25
"""Of the wording of a headline that the paragraph below it most often repeats."""

STRANGE = 0.1
"""The same: below it nothing says that the piece goes on with the text above."""

_AKIN = 0.12
"""Of the wording of a piece, said above in its own article; of another article's it is a third of that."""

_FEW = 4
"""Blocks below a headline that are asked whether they speak of what it says."""

_WITHIN = 3
"""Blocks below a text set within a sentence, a headline and a credit counted, in which that may go on."""

_PAUSES = (",", "，", "、")

_BEHIND_MARK = re.compile(
    r"第[一二三四五六七八九十][,，、]|其[一二三四五][,，、]|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十])"
    r"|然而|与此同时|据(?:了解|悉|介绍|统计|报道)[,，]|(?:此外|另外|不过|因此|为此|但是|接下来)[,，]|从[^,，。]{1,8}看[,，]"
)
"""第三，, 然而: within a sentence it stands behind a mark only."""
_MARKS = frozenset(",，、;；:：—…")
_RUN_ON = re.compile(r"[：:；;]\s*([（(][一二三四五六七八九十0-9]{1,3}[)）])?[^：:；;]*[；;]")
_ON = "关于"
_QUOTED = frozenset("『』「」“”")
_SPEECH = frozenset("“「")
_SET_APART = "“”『』「」—…！!。"


def fits(page: Page, chain: list[int], after: int) -> bool:
    """True where the left side wants to go on, the right side wants a beginning, and nothing speaks against it."""
    if _is_ruled_out(page, chain, after):
        return False
    left, right = page.blocks[chain[-1]], page.blocks[after]
    score = border_score(left.text, right.text, page.lexicon)
    if after == chain[-1] + 1:
        is_last_item = len(chain) == 1 and chain[0] > 0 and are_items(left.text, page.blocks[chain[0] - 1].text)
        return score >= (STEP if is_last_item else NEXT) and not _goes_on_below(page, chain, after, score)
    between = page.blocks[chain[-1] + 1 : after]
    if all(block.kind is Kind.FURNITURE for block in between):
        return score >= NEXT
    if all(is_set_apart(page, at) for at in range(chain[-1] + 1, after)):
        return score >= SOFT and not is_opener(right.text)
    headings = [block for block in between if block.kind is Kind.HEADING]
    captioned = any(block.kind is Kind.CAPTION for block in between)
    if any(is_said_again(block.text.removeprefix(_ON), right.text) for block in headings):
        return False
    told = [reads_over(page, chain[-1], block, after) for block in headings]
    if told and min(told) >= _sure(page, between):
        return True
    if captioned and (headings or is_opener(right.text)):
        return False
    if any(may_be_piece(page, left, block, right) for block in headings):
        return False
    wanted = _wanted(page, chain[-1], headings[0] if headings else None, after) if len(headings) < 2 else STEP
    return score >= wanted and min(told, default=APART) >= APART


def _goes_on_below(page: Page, chain: list[int], after: int, score: float) -> bool:
    """True where the whole text right below was set within the sentence: by its border that goes on in the next one."""
    if not is_closed(page.blocks[after].text):
        return False
    for below in range(after + 1, min(after + 1 + _WITHIN, len(page.blocks))):
        if page.blocks[below].kind in (Kind.BYLINE, Kind.CONTINUED):
            return False
        if page.blocks[below].kind is Kind.BODY and not _is_ruled_out(page, chain, below):
            over = border_score(page.blocks[chain[-1]].text, page.blocks[below].text, page.lexicon)
            return over >= max(BELOW, score + MUCH)
    return False


def fits_over_article(page: Page, chain: list[int], after: int) -> bool:
    """True where the right side surely goes on with the left one, whatever stands between: an article set within another."""
    if _is_ruled_out(page, chain, after):
        return False
    right = page.blocks[after].text
    own, other = (share(right, _said_above(page, at)) for at in (chain[-1], after - 1))
    return own >= other and border_score(page.blocks[chain[-1]].text, right, page.lexicon) >= FAR


def _is_ruled_out(page: Page, chain: list[int], after: int) -> bool:
    """True where something speaks against the two whatever their border says."""
    left, right = page.blocks[chain[-1]], page.blocks[after]
    text = "".join(page.blocks[i].text for i in chain)
    if is_row(left.text) or is_row(right.text) or are_items(left.text, right.text):
        return True
    if begins_paragraph(right.text) or _ends_item(text, right.text) or not _quotes_agree(text, right.text):
        return True
    if _BEHIND_MARK.match(right.text) and left.text[-1] not in _MARKS:
        return True
    if breaks_telephone(text, right.text) or adds_year(left.text, right.text):
        return True
    if counts_nothing(text, right.text, page.lexicon) and share(right.text, _said_above(page, chain[-1])) < STRANGE:
        return True
    if page.widths_tell and not _widths_agree(text, right.text):
        return True
    return (page.indents_mean_starts and right.indented) or _copies_disagree(page, chain[-1], after)


def _sure(page: Page, between: Sequence[Block]) -> float:
    """Of `reads_over`, from which the two are one sentence over all that stands between, whatever their border says."""
    if any(block.text[0] in _QUOTED for block in between):
        return OVER_QUOTES
    is_plain = len(between) == 1 and not (is_scrap(page, between[0]) or is_quoted(page, between[0]))
    return ONE if is_plain else SURELY_ONE


def _ends_item(text: str, below: str) -> bool:
    """True where a list begins or goes on below; not within a sentence that has its items in a row: …；…；…"""
    if not leads_to_list(text):
        return False
    before = _RUN_ON.search(text[:-1])
    return before is None or (mark_level(below) > 0 and not before[1])


def _widths_agree(text: str, below: str) -> bool:
    """False where one has its commas in full width only and the other in half width only: they are of two articles."""
    own, other = commas(text), commas(below)
    return not (own and other and own.isdisjoint(other))


def _said_above(page: Page, at: int) -> str:
    """The body text of the few blocks up to there."""
    return "".join(block.text for block in page.blocks[max(at + 1 - _FEW, 0) : at + 1] if block.kind is Kind.BODY)


def is_set_apart(page: Page, at: int) -> bool:
    """True for what heads nothing and is no part of a sentence: a caption with its credit, a sentence pulled out."""
    block = page.blocks[at]
    is_caption = block.kind is Kind.CAPTION and is_credited(block.text)
    return is_caption or block.kind is Kind.FURNITURE or stands_by_itself(page, at)


def _wanted(page: Page, at: int, heading: Block | None, after: int) -> float:
    """The `border_score` from which the two read on over the line between: little, where it surely heads nothing.

    None stands for a caption.
    """
    left, right = page.blocks[at].text, page.blocks[after].text
    below, above = (
        "".join(block.text for block in some if block.kind is Kind.BODY)
        for some in (page.blocks[after : after + 4], page.blocks[max(at - 5, 0) : at + 1])
    )
    likeness = share(right, above)
    is_akin = likeness >= _AKIN
    if heading is None:
        return SOFT if is_akin else SOME
    heads = share(heading.text, below) >= HEADS / 2
    if is_quoted(page, heading):
        said = heading.text.strip(_SET_APART)
        is_own = likeness < STRANGE and said not in above and (said in below or said not in page.wording)
        return SOME if is_own else SOFT
    asks = is_akin or left.endswith(_PAUSES) or bool(_QUOTED & set(heading.text))
    if (asks and not heads) or (is_akin and left.endswith(_PAUSES)):
        return SOFT
    return AKIN if is_akin and len(heading.text) <= QUOTE else STEP


def may_follow(left: Block, right: Block, *above: Block) -> bool:
    """True where the short left side may go on in the right one, which then does not begin with it anew."""
    if is_said_again(left.text, right.text) or adds_year(left.text, right.text):
        return False
    text = "".join(block.text for block in (*above, left))
    return right.kind is Kind.BODY and not is_dateline(right.text) and _quotes_agree(text, right.text)


def _quotes_agree(left: str, right: str) -> bool:
    """True where every closing mark of the right side has its opening one, and no open quote is opened again.

    A paragraph does not end with a quote, a bracket or a book's title open, but for the quote that it begins with:
    somebody speaks on in the next one.
    """
    open_marks = unclosed(left)
    for mark in right:
        if mark in CLOSING:
            if not open_marks or open_marks.pop() != CLOSING[mark]:
                return False
        elif mark in PAIRS:
            if mark in open_marks:
                return False
            open_marks.append(mark)
    speaks_on = left[0] in _SPEECH and left[0] in open_marks
    return speaks_on or not (open_marks and is_closed(right))


def _copies_disagree(page: Page, at: int, after: int) -> bool:
    """True where copies on the page show that the left block breaks off or that the right one begins a paragraph."""
    left, right = page.blocks[at], page.blocks[after]
    goes_on = page.following(left.text)
    if goes_on and right.text[0] not in goes_on:
        return True
    tells = (*HEADINGS, Kind.BYLINE, Kind.CONTINUED) if right.kind is Kind.BODY else tuple(Kind)
    others = (page.blocks[i - 1] for i in page.beginning(right.text) if i)
    if any(above.text != page.blocks[after - 1].text and above.kind in tells for above in others):
        return True  # there it stands below a headline, or is itself one
    first, begins = page.printed[left.text][0], page.printed[right.text][0]
    if first != at:  # a copy goes on as the first printing did
        return page.text_at(first + 1) != page.text_at(at + 1) or page.text_at(first + after - at) != right.text
    return begins != after and page.text_at(begins - 1) != left.text
