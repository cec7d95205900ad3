"""A question and a passage in, how much of what is asked stands there out."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from .analysis import Analyzer
from .question import Asked

_LED_TO = 0.8
"""What a word counts for where only what the thesaurus calls it stands there."""
_PART = 0.6
"""What it counts for where all its pairs of characters stand there, but apart."""
_SINGLE = 8.0
"""The least that one character tells: 丢, 赔 and 补 are common and yet say what is asked."""
_MOST = 6
"""Words of a long story that an answer has to speak of; the other words tell how it came about."""

_BETWEEN = 8
"""Characters that may stand between two words that the question says one after the other."""

_PAPERS = frozenset(
    (
        "身份证",
        "户口",
        "户口本",
        "户口簿",
        "银行卡",
        "社保卡",
        "医保卡",
        "居住证",
        "驾照",
        "驾驶证",
        "行驶证",
        "护照",
        "结婚证",
        "毕业证",
        "学生证",
        "房产证",
        "营业执照",
    )
)
"""What one brings along for something else: a text is about them only where its heading names them."""


class Coverage:
    """How much of a question stands in a text: by words, and by what they tell; from 0 to 1 each."""

    def __init__(self, asked: Asked, analyzer: Analyzer) -> None:
        self._asked = asked
        phrases = (expansion.word for expansion in asked.expansions)
        self._told = {word: _told(word, analyzer) for word in (*asked.words, *phrases)}
        self._all = sum(sorted(self._told.values(), reverse=True)[:_MOST])

    def of(self, text: str) -> tuple[float, float]:
        """Share of what the words tell, and share of the words, that a folded text holds."""
        if not self._told:
            return 0.0, 0.0
        led_to = {e.word for e in self._asked.expansions if any(official in text for official in e.official)}
        shares = {word: _share(word, text, led_to) for word in self._told}
        telling = sum(self._told[word] * share for word, share in shares.items()) / (self._all or 1.0)
        return min(1.0, telling), min(1.0, sum(shares.values()) / min(_MOST, len(shares)))

    def joined(self, texts: Sequence[str]) -> float:
        """Share of the question's neighbouring words that stand near each other, in order, in one of the texts."""
        pairs = tuple(itertools.pairwise(self._asked.words))
        return sum(any(_stand_together(pair, text) for text in texts) for pair in pairs) / (len(pairs) or 1)

    @property
    def breadth(self) -> float:
        """How many times more words the question has than an answer need speak of."""
        return max(1.0, len(self._told) / _MOST)


def _stand_together(pair: tuple[str, str], text: str) -> bool:
    first, second = pair
    at = text.find(first)
    return at >= 0 and 0 <= text.find(second, at) - at <= len(first) + _BETWEEN


def _told(word: str, analyzer: Analyzer) -> float:
    return max(analyzer.telling(word), _SINGLE) if len(word) == 1 else analyzer.telling(word)


def _share(word: str, text: str, led_to: Collection[str]) -> float:
    """How much of a word stands in a text: all, what the thesaurus calls it, or some of its pairs of characters."""
    if word in text:
        return float(word not in _PAPERS or word in text.partition("\n")[0])
    if any(word in everyday or everyday in word for everyday in led_to):
        return _LED_TO
    pairs = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else []
    return _PART * sum(pair in text for pair in pairs) / (len(pairs) or 1)
