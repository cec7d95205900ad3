"""A short line between two blocks of a page → whether it is a piece of their sentence, or was set between them."""

from __future__ import annotations

from bot.reading.pages.blocks import Block
from bot.reading.pages.borders import (
    border_score,
    cannot_end,
    edges,
    is_law,
    is_one_word,
    is_silent,
    never_begins,
    weighed,
)
from bot.reading.pages.faces import Kind, sentence_likeness
from bot.reading.pages.printed import Page, is_quoted, joints
from bot.reading.pages.vocabulary import share

QUOTE = 24
"""Characters; a longer line between is no pull quote."""

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

OVER = {
    "border": 0.6,
    "middle": -1.1,
    "document": -2.8,
    "idle": 1.6,
    "akin": 5.1,
    "heads": -3.8,
    "above": 6.2,
    "own": -2.2,
    "joint": 1.3,
    "": -3.5,
}
"""Weights of `reads_over`: what speaks for reading the two over the line between, whatever that is. Learned as the others
were, but over press articles, an encyclopaedia's and statutes beside our own, an error that joins counted three times.
"""

ONE = 1.5
"""Of `reads_over`, from which the two are one sentence whatever their border says."""

SURELY_ONE = 2.2
"""The same over a few words, words of the page's own text, a caption beside the line, or two lines."""

OVER_QUOTES = 4.5
"""The same over words in quotes: what heads something may not be said in it."""

APART = -1.2
"""The same, up to which they are two whatever it says."""

DOUBT = -1.2
"""Of `MIDDLE`, from which a line may as well be a piece; it is one from 0 on."""

SURE = 2.0
"""The same where one of its borders says nothing, and nothing else speaks for the piece either."""

UNLIKE = 0.05
"""Of the wording of a piece, said above: less in another article's than in its own."""

_IDLE = 0.05
"""Of the wording of a line; what says less of what stands below heads nothing."""

_HALF = 0.5
"""Of any wording; more than this of it says no more."""

_FIRMEST = 6.0
"""The same of `MIDDLE`, to either side."""

_OF_ONE = 4
"""Blocks that are asked above and below whether they speak of the same."""

_BEGINNING = 120
"""Characters of a text in which it says what it is about."""

HANGS = 4.0
"""Of `border_score`: a preposition above, 的 below."""

_SHORTEST = 6
"""Characters; what is shorter is hardly set apart for its own sake."""

_QUOTED = frozenset("『』「」“”")


def parts_word(page: Page, left: Block, between: Block, right: Block) -> bool:
    """True where what stands between cuts a word in two, whatever word its own end makes by chance."""
    return is_one_word(left.text, right.text, page.lexicon) and not is_one_word(left.text, between.text, page.lexicon)


def is_middle(page: Page, left: Block, block: Block, right: Block) -> bool:
    """True where the block between is itself a piece of the sentence rather than a line set apart, or a headline."""
    return not parts_word(page, left, block, right) and weighed(amid(page, left, block, right), MIDDLE) >= 0


def is_chance(page: Page, at: int) -> bool:
    """True where a line seems to be a middle piece by one border alone, and what stands below speaks of other things.

    By chance a last character and a first one make a word: 邻 of a broken 邻居 above the headline 国庆加班.
    """
    left, block, right = page.blocks[at - 1 : at + 2]
    if _is_held(page, left, block) and _is_held(page, block, right):
        return False
    above = "".join(other.text for other in page.blocks[max(at - 4, 0) : at] if other.kind is Kind.BODY)
    is_strange = share(right.text[:_BEGINNING], above) < UNLIKE
    return is_strange and weighed(amid(page, left, block, right), MIDDLE) < SURE


def _is_held(page: Page, left: Block, right: Block) -> bool:
    """True where the border of the two asks to be closed."""
    is_hanging = border_score(left.text, right.text, page.lexicon) >= HANGS
    return is_hanging or not is_silent(left.text, right.text, page.lexicon)


def may_be_piece(page: Page, left: Block, block: Block, right: Block) -> bool:
    """True where the line between may be a piece of the sentence, or a law's name: two ends left open are no harm."""
    if is_quoted(page, block):
        return False
    likeness = weighed(amid(page, left, block, right), MIDDLE)
    if parts_word(page, left, block, right):
        return likeness >= 0 or is_law(block.text)
    return is_scrap(page, block) or likeness > DOUBT or is_law(block.text)


def is_scrap(page: Page, block: Block) -> bool:
    """True for a few words that are hardly set apart for their own sake, and for what no line ends or begins with."""
    return len(block.text) < _SHORTEST or cannot_end(block.text) or never_begins(block.text, page.lexicon)


def reads_over(page: Page, at: int, between: Block, after: int) -> float:
    """How much the text at `at` goes on at `after` over the line between: a pull quote, or a headline set within."""
    return weighed(over(page, at, between, after), OVER)


def amid(page: Page, left: Block, block: Block, right: Block) -> dict[str, float]:
    """What tells whether the two are read with the block between or without it."""
    above, below, without = (
        edges(one.text, other.text, page.lexicon) for one, other in ((left, block), (block, right), (left, right))
    )
    return {
        **{f"{name} with": value + below[name] for name, value in above.items()},
        **{f"{name} without": value for name, value in without.items()},
        "joint with": joints(page, left.text, block.text) + joints(page, block.text, right.text),
        "joint without": joints(page, left.text, right.text),
        "hangs": float(page.lexicon.is_function_word(page.lexicon.last_word(block.text))),
        "sentence": sentence_likeness(block.text),
        "quoted": float(is_quoted(page, block)),
        "marks": float(bool(_QUOTED & set(block.text))),
        "document": float(is_law(block.text)),
    }


def over(page: Page, at: int, between: Block, after: int) -> dict[str, float]:
    """What tells whether the two are one sentence over the line between, or that line heads the second."""
    left, right = page.blocks[at], page.blocks[after]
    above, below = (
        "".join(block.text for block in some if block.kind is Kind.BODY)
        for some in (page.blocks[max(at + 1 - _OF_ONE, 0) : at + 1], page.blocks[after : after + _OF_ONE])
    )
    heads = share(between.text, below)
    middle = weighed(amid(page, left, between, right), MIDDLE)
    return {
        "border": border_score(left.text, right.text, page.lexicon),
        "middle": max(-_FIRMEST, min(middle, _FIRMEST)),
        "document": float(is_law(between.text)),
        "idle": float(heads < _IDLE),
        "akin": min(share(right.text, above), _HALF),
        "heads": min(heads, _HALF),
        "above": min(share(between.text, above), _HALF),
        "own": float(right.text[:2] in between.text),
        "joint": joints(page, left.text, right.text),
    }
