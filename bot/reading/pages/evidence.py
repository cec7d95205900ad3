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
from bot.reading.pages.blocks import SHORTEST, Block
from bot.reading.pages.borders import (
    AKIN,
    NEXT,
    SHORT,
    SOFT,
    SOME,
    STEP,
    border_score,
    breaks_telephone,
    counts_nothing,
    fragment_score,
    is_counted,
    is_silent,
    leads_to_list,
    never_begins,
    weighed,
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
from bot.reading.pages.printed import HEADINGS, Page, commas, is_quoted, joints, opens_article, stands_by_itself
from bot.reading.pages.vocabulary import bigrams, share

HEADS = 0.25
"""Of the wording of a headline that the paragraph below it most often repeats."""

STRANGE = 0.1
"""The same: below it nothing says that the piece goes on with the text above."""

_AKIN = 0.12
"""Of the wording of a piece, said above in its own article; of another article's it is a third of that."""

_FEW = 4
"""Blocks below a headline that are asked whether they speak of what it says."""

_PAUSES = (",", "，", "、")

BESIDE = {
    "joint": 2.5,
    "long joint": 2.0,
    "after an end": -3.2,
    "after a byline": 1.9,
    "datelines": 1.6,
    "captioned": -2.4,
    "headword": 4.0,
}
"""Weights of what the page adds to `fragment_score`, learned with `borders.HEADED`; that of a headword is set by hand."""

BEGINS = {
    "fragment": 1.0,
    "below a headline": -0.9,
    "below what breaks off": -10.0,
    "about": 4.5,
    "idle": -3.6,
    "needed": 6.0,
    "length": 5.2,
    "joint": 2.8,
    "counted": 5.0,
    "short": -3.0,
    "": -0.7,
}
"""Weights of `begins_text`, learned over the same articles as `between.OVER`; those of what is needed and of what is
counted are set by hand.
"""

_IDLE = 0.1
"""Of a line's wording, said above: less is none."""

_HALF = 0.5
"""Of any wording; more than this of it says no more."""

_LINE = 40
"""Characters."""

_ENDS_ARTICLE = (Kind.NOTE, Kind.CAPTION, Kind.FURNITURE)
_EXPLAINS = re.compile(r"\s*(?:是|[（(]|于[0-9])")
_COUNTS_ON = re.compile(
    r"第[一二三四五六七八九十][,，、]|其[一二三四五][,，、]|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十])"
)
"""第三，: within a sentence it stands behind a mark only."""
_MARKS = frozenset(",，、;；:：—…")
_RUN_ON = re.compile(r"[：:；;]\s*([（(][一二三四五六七八九十0-9]{1,3}[)）])?[^：:；;]*[；;]")
_QUOTED = frozenset("『』「」“”")
_SET_APART = "“”『』「」—…！!。"


def fragment_of(page: Page, at: int, below: int) -> float:
    """How much the short block at `at` begins the paragraph at `below`: `fragment_score`, and what the page tells."""
    left, right = page.blocks[at].text, page.blocks[below].text
    return fragment_score(left, right, page.lexicon) + weighed(beside(page, at, below), BESIDE)


def beside(page: Page, at: int, below: int) -> dict[str, float]:
    """What the rest of the page tells of a short block above another."""
    left, right = page.blocks[at].text, page.blocks[below].text
    own = bigrams(left)
    return {
        "joint": float(left[-2:] + right[:1] in page.printings or left[-1:] + right[:2] in page.printings),
        "long joint": float(left[-2:] + right[:2] in page.printings),
        "after an end": float(at == 0 or page.blocks[at - 1].kind in _ENDS_ARTICLE),
        "after a byline": float(at > 0 and opens_article(page.blocks[at - 1])),
        "datelines": page.datelines,
        "headword": float(at > 0 and _explains(page.blocks[at - 1], left)),
        "captioned": max((len(own & said) for said in page.captions), default=0) / max(len(own), 1),
    }


def _explains(above: Block, text: str) -> bool:
    """True where the line says what its headline is, as an encyclopaedia's entry begins: 云栎港 above 云栎港是…"""
    is_head = above.kind in HEADINGS and text.startswith(above.text)
    return is_head and _EXPLAINS.match(text, len(above.text)) is not None


def begins_text(page: Page, at: int) -> float:
    """How much the short block at `at` begins the paragraph right below it: what stands above the two is asked too."""
    return weighed(begun(page, at), BEGINS)


def begun(page: Page, at: int) -> dict[str, float]:
    """What tells whether a short line begins the paragraph below it or heads it."""
    line, right = page.blocks[at].text, page.blocks[at + 1].text
    above = page.blocks[at - 1] if at else None
    is_below_heading = above is not None and above.kind in HEADINGS
    is_below_open = above is not None and above.kind is Kind.BODY and not is_closed(above.text)
    stands_free = not (is_below_heading or is_below_open)
    is_entry = above is not None and _explains(above, line)
    about = _goes_on_about(page, line)
    return {
        "fragment": fragment_of(page, at, at + 1),
        "below a headline": float(is_below_heading),
        "below what breaks off": float(is_below_open),
        "about": min(about, _HALF),
        "idle": float(about < _IDLE and is_silent(line, right, page.lexicon) and not is_entry),
        "needed": float(stands_free and never_begins(right, page.lexicon)),
        "length": float(min(len(line), _LINE)) / _LINE,
        "joint": float(joints(page, line, right) > 0),
        "counted": float(is_counted(line, right)),
        "short": float(len(line) < SHORT),
    }


def _goes_on_about(page: Page, line: str) -> float:
    """The share of the line's wording in the article above: what stands amid an article is no headline of another."""
    at = page.printed[line][0]
    above = "".join(other.text for other in page.blocks[max(at - 4, 0) : at] if other.kind is Kind.BODY)
    return share(line, above)


def is_printed_so(page: Page, left: int, right: int) -> bool:
    """True where another printing on the page has the two side by side in one line."""
    one, other = page.blocks[left].text, page.blocks[right].text
    return len(one) >= SHORTEST and one + other[:SHORTEST] in page.printings


def fits(page: Page, chain: list[int], after: int) -> bool:
    """True where the left side wants to go on, the right side wants a beginning, and nothing speaks against it."""
    left, right = page.blocks[chain[-1]], page.blocks[after]
    text = "".join(page.blocks[i].text for i in chain)
    if is_row(left.text) or is_row(right.text) or are_items(left.text, right.text):
        return False
    if begins_paragraph(right.text) or _ends_item(text, right.text) or not _quotes_agree(text, right.text):
        return False
    if _COUNTS_ON.match(right.text) and left.text[-1] not in _MARKS:
        return False
    if breaks_telephone(text, right.text):
        return False
    if counts_nothing(text, right.text, page.lexicon) and share(right.text, _said_above(page, chain[-1])) < STRANGE:
        return False
    if page.widths_tell and not _widths_agree(text, right.text):
        return False
    if (page.indents_mean_starts and right.indented) or _copies_disagree(page, chain[-1], after):
        return False
    score = border_score(left.text, right.text, page.lexicon)
    if after == chain[-1] + 1:
        is_last_item = len(chain) == 1 and chain[0] > 0 and are_items(left.text, page.blocks[chain[0] - 1].text)
        return score >= (STEP if is_last_item else NEXT)
    between = page.blocks[chain[-1] + 1 : after]
    if all(block.kind is Kind.FURNITURE for block in between):
        return score >= NEXT
    if all(is_set_apart(page, at) for at in range(chain[-1] + 1, after)):
        return score >= SOFT and not is_opener(right.text)
    headings = [block for block in between if block.kind is Kind.HEADING]
    captioned = any(block.kind is Kind.CAPTION for block in between)
    told = [reads_over(page, chain[-1], block, after) for block in headings]
    if told and min(told) >= _sure(page, between):
        return True
    if captioned and (headings or is_opener(right.text)):
        return False
    if any(may_be_piece(page, left, block, right) for block in headings):
        return False
    wanted = _wanted(page, chain[-1], headings[0] if headings else None, after) if len(headings) < 2 else STEP
    return score >= wanted and min(told, default=APART) >= APART


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
    if is_said_again(left.text, right.text):
        return False
    text = "".join(block.text for block in (*above, left))
    return right.kind is Kind.BODY and not is_dateline(right.text) and _quotes_agree(text, right.text)


def _quotes_agree(left: str, right: str) -> bool:
    """True where every closing mark of the right side has its opening one, and no open quote is opened again.

    A paragraph does not end with a book's title open.
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
    return not ("《" in open_marks and is_closed(right))


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
