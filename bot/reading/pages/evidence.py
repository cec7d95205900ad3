"""Two blocks of a page → whether they are joined: what speaks for it and against it, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.lexicon import Lexicon, lexicon
from bot.reading.pages.blocks import Block, wording_of
from bot.reading.pages.borders import (
    AKIN,
    NEXT,
    SOFT,
    SOME,
    STEP,
    border_score,
    cannot_end,
    edges,
    fragment_score,
    is_law,
    is_one_word,
    leads_to_list,
    never_begins,
    weighed,
)
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
from bot.reading.pages.vocabulary import bigrams, share

HEADS = 0.25
"""Of the wording of a headline that the paragraph below it most often repeats."""

_QUOTE = 24
"""Characters; a longer line between is no pull quote."""

STRANGE = 0.1
"""The same: below it nothing says that the piece goes on with the text above."""

_AKIN = 0.12
"""Of the wording of a piece, said above in its own article; of another article's it is a third of that."""

_PAUSES = (",", "，", "、")
_SHORTEST = 6
"""Characters; what is shorter is hardly set apart for its own sake."""

DOUBT = -1.2
"""Of `MIDDLE`, from which a line may as well be a piece; it is one from 0 on."""

BESIDE = {
    "joint": 2.5,
    "long joint": 2.0,
    "after an end": -3.2,
    "after a byline": 1.9,
    "datelines": 1.6,
    "captioned": -2.4,
}
"""Weights of what the page adds to `fragment_score`, learned with `borders.HEADED`."""

MIDDLE = {
    "crosses with": 3.3,
    "crosses without": -2.0,
    "counted with": 2.9,
    "counted without": -2.3,
    "never begins with": 1.7,
    "never begins without": -0.5,
    "likelier with": 0.1,
    "likelier without": -0.2,
    "joint with": 1.3,
    "joint without": -0.6,
    "hangs": 1.6,
    "sentence": 1.3,
    "quoted": -3.7,
    "marks": -1.4,
    "document": -1.9,
    "": -2.4,
}
"""Weights of `is_middle`: what speaks for reading the two with the block between, or without it."""

_ENDS_ARTICLE = (Kind.NOTE, Kind.CAPTION, Kind.FURNITURE)
_HEADS = (Kind.HEADING, Kind.COLUMN_NAME)

_QUOTED = frozenset("『』「」“”")
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
    below = [right for left, right in pairwise(blocks) if left.kind in _HEADS and right.kind not in _HEADS]
    page.datelines = sum(map(_opens_article, below)) / max(len(below), 1)
    return page


def _opens_article(block: Block) -> bool:
    return block.kind in (Kind.BYLINE, Kind.CONTINUED) or is_dateline(block.text)


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
        "after a byline": float(at > 0 and _opens_article(page.blocks[at - 1])),
        "datelines": page.datelines,
        "captioned": max((len(own & said) for said in page.captions), default=0) / max(len(own), 1),
    }


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
    if all(block.kind is Kind.FURNITURE for block in between):
        return score >= NEXT
    headings = [block for block in between if block.kind is Kind.HEADING]
    if any(block.kind is Kind.CAPTION for block in between) and (headings or is_opener(right.text)):
        return False
    if any(may_be_piece(page, left, block, right) or is_said_again(block.text, right.text) for block in headings):
        return False
    wanted = STEP if len(headings) != 1 else _wanted(page, chain[-1], headings[0], after)
    return score >= wanted


def _wanted(page: Page, at: int, heading: Block, after: int) -> float:
    """The `border_score` from which the two read on over the line between: little, where it surely heads nothing."""
    left, right = page.blocks[at].text, page.blocks[after].text
    below, above = (
        "".join(block.text for block in some if block.kind is Kind.BODY)
        for some in (page.blocks[after : after + 4], page.blocks[max(at - 5, 0) : at + 1])
    )
    likeness, heads = share(right, above), share(heading.text, below) >= HEADS / 2
    is_akin = likeness >= _AKIN
    if is_quoted(page, heading):
        said = heading.text.strip(_SET_APART)
        is_own = likeness < STRANGE and said not in above and (said in below or said not in page.wording)
        return SOME if is_own else SOFT
    asks = is_akin or left.endswith(_PAUSES) or bool(_QUOTED & set(heading.text))
    if (asks and not heads) or (is_akin and left.endswith(_PAUSES)):
        return SOFT
    return AKIN if is_akin and len(heading.text) <= _QUOTE else STEP


def may_follow(left: Block, right: Block, *above: Block) -> bool:
    """True where the short left side may go on in the right one, which then does not begin with it anew."""
    if is_said_again(left.text, right.text):
        return False
    text = "".join(block.text for block in (*above, left))
    return right.kind is Kind.BODY and not is_dateline(right.text) and _quotes_agree(text, right.text)


def is_quoted(page: Page, block: Block) -> bool:
    """True for a pull quote: words of the page's own text, or words in quotes, set apart; no document's name."""
    bare = block.text.strip(_SET_APART)
    is_said = bare in page.wording and f"《{bare}》" not in page.wording
    return len(bare) >= 6 and (is_said or (block.text[0] in "“『「" and block.text[-1] in "”』」"))


def parts_word(page: Page, left: Block, between: Block, right: Block) -> bool:
    """True where what stands between cuts a word in two, whatever word its own end makes by chance."""
    return is_one_word(left.text, right.text, page.lexicon) and not is_one_word(left.text, between.text, page.lexicon)


def is_middle(page: Page, left: Block, block: Block, right: Block) -> bool:
    """True where the block between is itself a piece of the sentence rather than a line set apart, or a headline."""
    return not parts_word(page, left, block, right) and weighed(amid(page, left, block, right), MIDDLE) >= 0


def may_be_piece(page: Page, left: Block, block: Block, right: Block) -> bool:
    """True where the line between may be a piece of the sentence, or a law's name: two ends left open are no harm."""
    if is_quoted(page, block):
        return False
    likeness = weighed(amid(page, left, block, right), MIDDLE)
    if parts_word(page, left, block, right):
        return likeness >= 0 or is_law(block.text)
    is_scrap = len(block.text) < _SHORTEST or cannot_end(block.text) or never_begins(block.text, page.lexicon)
    return is_scrap or likeness > DOUBT or is_law(block.text)


def amid(page: Page, left: Block, block: Block, right: Block) -> dict[str, float]:
    """What tells whether the two are read with the block between or without it."""
    above, below, without = (
        edges(one.text, other.text, page.lexicon) for one, other in ((left, block), (block, right), (left, right))
    )
    return {
        **{f"{name} with": value + below[name] for name, value in above.items()},
        **{f"{name} without": value for name, value in without.items()},
        "joint with": _joints(page, left.text, block.text) + _joints(page, block.text, right.text),
        "joint without": _joints(page, left.text, right.text),
        "hangs": float(page.lexicon.is_function_word(page.lexicon.last_word(block.text))),
        "sentence": sentence_likeness(block.text),
        "quoted": float(is_quoted(page, block)),
        "marks": float(bool(_QUOTED & set(block.text))),
        "document": float(is_law(block.text)),
    }


def _joints(page: Page, left: str, right: str) -> float:
    """0 to 2: how many characters around the border of the two stand side by side elsewhere on the page."""
    short = left[-2:] + right[:1] in page.printings or left[-1:] + right[:2] in page.printings
    return float(short) + float(left[-2:] + right[:2] in page.printings)


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
    tells = (*_HEADS, Kind.BYLINE, Kind.CONTINUED) if right.kind is Kind.BODY else tuple(Kind)
    others = (page.blocks[i - 1] for i in page.printed[right.text] if i)
    if any(above.text != page.blocks[after - 1].text and above.kind in tells for above in others):
        return True  # there it stands below a headline, or is itself one
    first, begins = page.printed[left.text][0], page.printed[right.text][0]
    if first != at:  # a copy goes on as the first printing did
        return page.text_at(first + 1) != page.text_at(at + 1) or page.text_at(first + after - at) != right.text
    return begins != after and page.text_at(begins - 1) != left.text
