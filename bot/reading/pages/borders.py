"""Two blocks → how much they read as one sentence that a column cut in two.

The weights are rounded logistic regressions over borders of some six thousand paragraphs of real press articles (a
daily of 1998): random cuts against headlines above first paragraphs, and against ends that broke off.
"""

from __future__ import annotations

import re

from bot.lexicon import Lexicon
from bot.reading.pages.faces import has_open_tail, is_opener, sentence_likeness
from bot.reading.pages.vocabulary import share

FRAGMENT = 1.0
"""Of `fragment_score`: nine of ten short beginnings reach it, one of twenty-five headlines."""

STEP = 1.6
"""Of `border_score`: so sure a join over a headline must be; one in a hundred wrong borders is."""

SOFT = -1.4
"""The same where the line between surely is no headline: all but what speaks against a join."""

_COUNTED = re.compile(r"[0-9.,%‰年月日元万亿人户名个次岁天号时点分米吨亩度]")
"""What goes on with a figure: more of it, or what it counts."""

_POINT = re.compile("[0-9][.,·:]$")
_SCRAP = re.compile(r"[^,，。！？]{1,3}[,，。]")
"""Few paragraphs begin with so short a clause; the end of a cut sentence often does."""

_SPOKEN = re.compile(r"[^,，。]{1,8}(?:说|指出|表示|强调|介绍|认为)[,，:：]")
_NEVER_BEGINS = frozenset("的了着们者性化和及等得吗呢吧或业员体度局院司府式势个些间件")
"""Of six thousand paragraphs fewer than twenty begin with one of these; one in eight characters is one of them."""

_NEVER_ENDS = re.compile("[的在是不为以这对个到他们由与将也能其之而前从可当最着有于我合该各内使经并,，、0-9]$")
"""The same for the ends of headlines."""

_EDGE = 6


def is_one_word(left: str, right: str, lexicon: Lexicon) -> bool:
    """True where the border goes through a word, a figure, or between a figure and what it counts."""
    return lexicon.crosses(left, right) or _is_counted(left, right)


def leads_to_list(left: str) -> bool:
    """True for the ends of paragraphs that lead to a list or are an item of one; few cuts fall right behind them."""
    return left.endswith((":", "：", ";", "；"))


def bond(left: str, right: str, lexicon: Lexicon) -> float:
    """How much the border alone asks to be closed."""
    score = 2.2 * lexicon.crosses(left, right) + 2.6 * _is_counted(left, right) + 3.8 * (right[0] in _NEVER_BEGINS)
    return score + 0.8 * _likelier(left, right, lexicon)


def cannot_end(text: str) -> bool:
    """True where hardly any headline ends so."""
    return _NEVER_ENDS.search(text) is not None


def fragment_score(left: str, right: str, lexicon: Lexicon) -> float:
    """How much the short left side is the beginning of the right side's paragraph rather than a headline above it."""
    score = (
        bond(left, right, lexicon)
        + 0.8 * bool(_NEVER_ENDS.search(left))
        + 0.6 * is_opener(left)
        - 1.5 * is_opener(right)
    )
    score += 2.2 * sentence_likeness(left) + 0.8 * bool(_SCRAP.match(right)) + 1.4 * bool(re.search("[0-9]", left))
    score -= 3.8 * share(left, right[:400])
    return score + 0.75 * min(len(right), 60) / 60 + 0.9 * (len(left) < 9) - 2.2


def border_score(left: str, right: str, lexicon: Lexicon) -> float:
    """How much the right side goes on where the left one stops rather than begins a paragraph elsewhere."""
    score = 1.7 * lexicon.crosses(left, right) + 3.3 * _is_counted(left, right) + 3.3 * (right[0] in _NEVER_BEGINS)
    score += 1.4 * has_open_tail(left) - 2.7 * is_opener(right) + 1.1 * bool(_SCRAP.match(right))
    score += 2.0 * (len(right) < 30) + (len(right) < 16) - 2.4 * bool(_SPOKEN.match(right))
    return score + 0.8 * _likelier(left, right, lexicon) - 1.3


def _is_counted(left: str, right: str) -> bool:
    return bool((left[-1].isdigit() and _COUNTED.match(right)) or (_POINT.search(left) and right[0].isdigit()))


def _likelier(left: str, right: str, lexicon: Lexicon) -> float:
    """By how much the words at the border are likelier in one text than in two, in nats."""
    one, other = left[-_EDGE:], right[:_EDGE]
    return lexicon.likelihood(one + other) - lexicon.likelihood(one) - lexicon.likelihood(other)
