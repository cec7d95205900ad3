"""A paragraph or an article → what kind of text it is: guide, report, speech, or none surely."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from bot.learned import BIAS, learned, pieces, without_numbers
from bot.model import Article

from .width import half_width

WEIGHTS = "kind_cues"
NEWS = "这是新闻报道,不是办事指南"


class TextKind(StrEnum):
    GUIDE = "guide"
    """Conditions, steps, places, standards, articles of a law: what a worker can act on."""
    REPORT = "report"
    SPEECH = "speech"
    OTHER = "other"


_HEAD = {
    TextKind.GUIDE: (
        "怎[样么]|如何|办法|指南|通知|标准|须知|流程|安排|规定|条例|细则|解读|问答|能[领要拿]到?|可以|几天|多少|哪[里些几]|这几条|时间和地点|能自己"
    ),
    TextKind.REPORT: (r"记者|通讯员|本报讯|了[^怎如\n]*$|:|开展|举[行办]|启动|召开|办起|走进|助力|慰问"),
    TextKind.SPEECH: ("讲话|致辞|发言|书记|主席|□|作者系|总书记|重要指示|讲话精神|学习教育"),
}
_CLAUSE_END = re.compile("[,。;:!?]")
_LONGEST = 80
"""Characters that a kind is told by: what follows changes none of our labelled sets, and a build reads all paragraphs."""
_OF_HEADLINE = 2
"""A headline has two votes for each kind that it speaks for, a paragraph has one, shared by its chances."""
_ENOUGH = 0.6
_SURE = 0.7
"""The least chance with which a paragraph's own kind is told."""
_OF_THE_WHOLE = 4.0
"""How much likelier the kind of its article is for a paragraph than by its own words."""


@cache
def _heads() -> dict[TextKind, re.Pattern[str]]:
    return {kind: re.compile(cue) for kind, cue in _HEAD.items()}


def kinds_of(article: Article) -> tuple[TextKind, tuple[TextKind, ...]]:
    """The kind of the whole article, and of each of its paragraphs in order; a paragraph that is of none surely is of its
    article's."""
    votes = [_chances(paragraph.text) for paragraph in article.paragraphs]
    head = half_width("\n".join(part for part in (article.title, article.kicker, article.byline, article.note) if part))
    total = {
        kind: _OF_HEADLINE * min(2, len(cue.findall(head))) + sum(vote[kind] for vote in votes)
        for kind, cue in _heads().items()
    }
    whole = max(total, key=total.__getitem__)  # a guide before others that have as many
    whole = whole if total[whole] >= _ENOUGH else TextKind.OTHER
    return whole, tuple(kind_of(paragraph.text, whole=whole) for paragraph in article.paragraphs)


def kind_of(text: str, *, whole: TextKind = TextKind.OTHER) -> TextKind:
    """The kind that the words of a paragraph surely speak for; else its article's."""
    odds = {**_chances(text)}
    if whole is not TextKind.OTHER:
        odds[whole] *= _OF_THE_WHOLE
    best = max(odds, key=odds.__getitem__)
    return best if best is not TextKind.OTHER and odds[best] >= _SURE * sum(odds.values()) else whole


def cues_of(text: str) -> frozenset[str]:
    """Pieces of the paragraph's beginning; those at the edges of its clauses count once more."""
    return frozenset((BIAS, *_cues(text)))


def _cues(text: str) -> Iterator[str]:
    shown = without_numbers(half_width(text[:_LONGEST]))
    clauses = [clause for clause in _CLAUSE_END.split(shown) if len(clause) > 1]
    beginnings = [f"^{shown[:size]}" for size in (1, 2, 3, 4)]
    edges = [f">{clause[:2]}" for clause in clauses] + [f"<{clause[-2:]}" for clause in clauses]
    return itertools.chain(pieces(shown), beginnings, edges)


@lru_cache(maxsize=256)  # a paragraph is looked at by itself and for its article
def _chances(text: str) -> dict[TextKind, float]:
    return {TextKind(kind): chance for kind, chance in learned("bot.passages", WEIGHTS).chances(_cues(text)).items()}
