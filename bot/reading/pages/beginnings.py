"""A short line above text → how much it is the beginning of the paragraph below it rather than a headline."""

from __future__ import annotations

import re

from bot.reading.pages.blocks import SHORTEST, Block
from bot.reading.pages.borders import SHORT, fragment_score, is_counted, is_silent, never_begins, weighed
from bot.reading.pages.faces import Kind, is_closed
from bot.reading.pages.printed import HEADINGS, Page, joints, opens_article
from bot.reading.pages.vocabulary import bigrams, share

BESIDE = {
    "joint": 2.4,
    "long joint": 3.1,
    "after an end": -3.0,
    "after a byline": 0.7,
    "datelines": -1.7,
    "captioned": -2.6,
    "headword": 4.0,
}
"""Weights of what the page adds to `fragment_score`, learned with `borders.HEADED`; that of a headword is set by hand."""

BEGINS = {
    "fragment": 1.0,
    "below a headline": -0.5,
    "below what breaks off": -10.0,
    "about": 4.7,
    "idle": -0.2,
    "needed": 6.0,
    "length": 3.5,
    "joint": -0.1,
    "counted": 5.0,
    "captioned": -9.0,
    "short": -1.0,
    "": -1.5,
}
"""Weights of `begins_text`, learned over the same articles as `between.OVER`; those of what is needed, of what is counted
and of a caption's words, which are those of its headline, are set by hand.
"""

_IDLE = 0.1
"""Of a line's wording, said above: less is none."""

_HALF = 0.5
"""Of any wording; more than this of it says no more."""

_LINE = 40
"""Characters."""

_ENDS_ARTICLE = (Kind.NOTE, Kind.CAPTION, Kind.FURNITURE)
_EXPLAINS = re.compile(r"\s*(?:是|[（(]|于[0-9])")


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
        "captioned": _captioned(page, own),
    }


def _captioned(page: Page, own: set[str]) -> float:
    """The most of these bigrams that one caption on the page holds, 0 to 1."""
    return max((len(own & said) for said in page.captions), default=0) / max(len(own), 1)


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
        "captioned": _captioned(page, bigrams(line)),
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
