"""A question and a passage in, how much of what is asked stands there out."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.wordlists import word_set

from .analysis import asking, question_words, telling
from .question import Asked

_LED_TO = 0.5
"""The least of what the thesaurus calls a word that must stand there for the word to count, by as much as stands there."""
_PART = 0.6
"""What it counts for where all its pairs of characters stand there, but apart."""
_SINGLE = 8.0
"""The least that one character tells: 丢, 赔 and 补 are common and yet say what is asked."""
_COUNTED = re.compile(
    "(?:[0-9.]{1,5}|[〇零一二两三四五六七八九十百千万几半]+)[个来多余]?[元块岁天年月号点亩斤米度回次]?[多钱]?"
)
"""How much or how many of something: part of what happened, and an answer need not hold it."""
_MOST = 6
"""Words of a long story that an answer has to speak of; the other words tell how it came about."""

_HEADLINE, _THROUGHOUT = 2.0, 4.0
"""What a headline counts for beside a paragraph, and how many paragraphs it takes to be about a word."""
_TELLING = 30.0
"""What a word must tell to be a topic of its own."""

_TOLD_ALL = 60.0
"""What a word tells at the most, where it is told what an article lacks."""

_ANOTHER = 40.0
"""What the name of another matter tells, as much as a rare word."""
_SPOKEN = 2
"""Phrases of the thesaurus in a question that is of its world for sure."""

_WHO = "[工员师]"
"""Behind the name of another matter: a text about 装修工 is about workers, not about doing up a flat."""

_BETWEEN = 8
"""Characters that may stand between two words that the question says one after the other."""


class Coverage:
    """How much of a question stands in a text: by words, and by what they tell; from 0 to 1 each."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._told, self._within = _all_told(asked)
        self._all = sum(sorted(self._told.values(), reverse=True)[:_MOST])
        self._official = {expansion.word: expansion.official for expansion in asked.expansions}
        self._phrases = {said: tuple(map(_phrase, official)) for said, official in self._official.items()}
        self._looked_for = [(word, _pairs(word), _leads(word, self._official)) for word in self._told]
        self._known: dict[str, Mapping[str, float]] = {}

    def of(self, text: str) -> tuple[float, float]:
        """Share of what the words tell, and share of the words, that a folded text holds."""
        if not self._told:
            return 0.0, 0.0
        shares = self._shares(text)
        telling = sum(self._told[word] * share for word, share in shares.items()) / (self._all or 1.0)
        return min(1.0, telling), min(1.0, sum(shares.values()) / min(_MOST, len(shares)))

    def apart(self, texts: Sequence[str]) -> list[float]:
        """For each of these texts how much it holds of what tells them apart: of words that few of them hold; from 0 to 1."""
        held = [self._shares(text) for text in texts]
        worth = {
            word: told * max(0.0, math.log((len(texts) + 1) / (sum([shares[word] for shares in held]) + 0.5)))
            for word, told in self._told.items()
        }
        whole = sum(worth.values()) or 1.0
        return [sum(tells * shares[word] for word, tells in worth.items()) / whole for shares in held]

    def topic(self, title: str, paragraphs: Sequence[str], rarity: Callable[[str], float]) -> float:
        """How far an article is about a word of the question: one that tells much, and stands in the headline or in
        several of the paragraphs. What stands in one of them is mentioned there. `rarity` is from 0 to 1.

        The square root of all, for a first mention tells more than a fourth.
        """
        titled, held = self._shares(title), [self._shares(text) for text in paragraphs]
        most = 0.0
        for word, told in self._told.items():
            stands = min(1.0, (sum([shares[word] for shares in held]) + _HEADLINE * titled[word]) / _THROUGHOUT)
            if (about := stands * min(1.0, told / _TELLING)) > most:  # a rarity is 1 at the most
                most = max(most, about * min(map(rarity, (word, *self._official.get(word, ())))))
        return math.sqrt(most)

    def joined(self, texts: Sequence[str]) -> float:
        """Share of the question's neighbouring words that stand near each other, in order, in one of the texts."""
        pairs = tuple(itertools.pairwise(self._asked.words))
        return sum(any(_stand_together(pair, text) for text in texts) for pair in pairs) / (len(pairs) or 1)

    def astray(self, title: str, paragraphs: Sequence[str]) -> float:
        """How far the question is about another matter (a driving test, a recipe) that the article only mentions, if that,
        beside what else of the question stands there; from 0 to 1.
        """
        others = self._asked.others
        named = sum(_ANOTHER * (1 - math.sqrt(self._about(word, title, paragraphs))) for word in others)
        if not named:
            return 0.0
        held = [self._shares(text) for text in (title, *paragraphs)]
        rest = (word for word in self._told if not any(word in other or other in word for other in others))
        return named / (named + sum(self._told[word] * max(shares[word] for shares in held) for word in rest))

    def elsewhere(self, text: str, holds: Callable[[str], bool]) -> float:
        """How much the one word tells, from 0 to 1, that the library `holds` but an article's `text` most lacks: what is
        asked would be where that word is. No article can hold what stands nowhere.
        """
        shares = self._shares(text)
        lacking = (
            min(1.0, told / _TOLD_ALL) * (1 - shares[word])
            for word, told in self._told.items()
            if _names(word) and holds(word)
        )
        return max(lacking, default=0.0)

    @functools.cached_property
    def led(self) -> float:
        """Share of what is told that the thesaurus leads elsewhere from: what is found by it is a guess more often."""
        of = [told for word, told in self._told.items() if any(word in said or said in word for said in self._official)]
        return sum(of) / (sum(self._told.values()) or 1.0)

    def spoken(self, text: str) -> float:
        """How far the question speaks as the thesaurus knows it, from 0 to 1; of a phrase, what it says beside asking or what it
        leads to must stand in a text: 怎么加入工会 is of its world, and yet no answer where nothing of joining is told.
        """
        borne_out = (
            (asking().sub("", said) or said) in text or any(phrase in text for phrase in official)
            for said, official in self._official.items()
        )
        return min(1.0, sum(borne_out) / _SPOKEN)

    def _about(self, word: str, title: str, paragraphs: Sequence[str]) -> float:
        """How far an article is about one word: wholly where its headline names it, else as `topic` counts it; what the thesaurus
        calls it counts for as much as a headline does there.
        """
        if _is_named(word, title):
            return 1.0
        held = float(sum(_is_named(word, text) for text in paragraphs))
        called = [phrases for said, phrases in self._phrases.items() if word in said]
        if any(_said(phrases, "\n".join((title, *paragraphs))) for phrases in called):
            held = max(held, _HEADLINE)
        return min(1.0, held / _THROUGHOUT)

    def _shares(self, text: str) -> Mapping[str, float]:
        """How much of each word stands in a text: all, what the thesaurus calls it, or some of its pairs of characters."""
        known = self._known.get(text)  # the leading passages are looked at for one reason and another
        if known is not None:
            return known
        led_to = {everyday: _said(phrases, text) for everyday, phrases in self._phrases.items()}
        found = {}
        for word, pairs, leads in self._looked_for:
            if word in text:
                is_meant = word not in self._asked.others or _is_named(word, text)
                is_paper = word in word_set("bot.search", "papers")
                found[word] = float(is_meant and (not is_paper or word in text.partition("\n")[0]))
                continue
            share = _part(pairs, text) if pairs else 0.0
            for everyday, reach in leads:
                if (led := led_to[everyday] * reach) > share:
                    share = led
            # 哪里免费充电 leads to rest stations, and 免费 and 充电 may stand there themselves
            is_said = word in self._within and all(part in text for part in self._within[word])
            found[word] = 1.0 if is_said else share
        self._known[text] = found
        return found


@functools.lru_cache(maxsize=16)
def coverage_of(asked: Asked) -> Coverage:
    """The same object for the same question: what it once found of a text is not looked for again."""
    return Coverage(asked)


def _stand_together(pair: tuple[str, str], text: str) -> bool:
    first, second = pair
    at = text.find(first)
    return at >= 0 and 0 <= text.find(second, at) - at <= len(first) + _BETWEEN


def _is_named(matter: str, text: str) -> bool:
    """Whether a text names another matter, and not only who does it."""
    return matter in text and re.search(f"{re.escape(matter)}(?!{_WHO})", text) is not None


def _phrases(asked: Asked) -> tuple[str, ...]:
    """What the thesaurus found, but within one longer word of the question: that word says what is meant."""
    phrases = (expansion.word for expansion in asked.expansions)
    return tuple(phrase for phrase in phrases if not any(phrase in word and phrase != word for word in asked.words))


def _all_told(asked: Asked) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """What each word and phrase of a question tells; what a phrase of the thesaurus holds is told by it, once.

    Beside it, for each such phrase, the words in it.
    """
    told = {word: _told(word) for word in asked.words}
    parts: dict[str, tuple[str, ...]] = {}
    for phrase in _phrases(asked):
        within = tuple(word for word in asked.words if word in phrase and word != phrase)
        told[phrase] = max(_told(phrase), sum(told[word] for word in within))
        told |= dict.fromkeys(within, 0.0)
        if len(within) > 1:
            parts[phrase] = within
    return told, parts


def _names(word: str) -> bool:
    """False for what asks or tells how, or how much."""
    return word not in word_set("bot.search", "beside_words") and not _COUNTED.fullmatch(word)


def _told(word: str) -> float:
    if not _names(word):
        return _SINGLE
    return max(telling(word), _SINGLE) if len(word) == 1 else telling(word)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What the thesaurus leads to: its words, each with its pairs of characters and what it tells; what all of them tell."""

    text: str
    words: tuple[tuple[str, tuple[str, ...], float], ...]
    told: float


@functools.lru_cache(maxsize=4096)  # the phrases of a thesaurus, not what workers type
def _phrase(text: str) -> _Phrase:
    told = [(word, _told(word)) for word in question_words(text)]
    words = tuple((word, _pairs(word), tells) for word, tells in told if tells > 0)
    return _Phrase(text, words, sum(tells for _, _, tells in words))


def _said(phrases: Iterable[_Phrase], text: str) -> float:
    """How much of one of these phrases stands in a text, by what its words tell: 无故拖欠工资 is said by 拖欠 and 工资."""
    most = 0.0
    for phrase in phrases:
        if phrase.text in text:
            return 1.0
        if len(phrase.words) > 1:
            held = 0.0
            for word, pairs, tells in phrase.words:
                if word in text:
                    held += tells
                elif pairs:
                    held += tells * _part(pairs, text)
            most = max(most, held / phrase.told)
    return most if most >= _LED_TO else 0.0


def _leads(word: str, official: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """The everyday phrases that stand for a word or a part of it, and for how much: of 热水器 the part that is 热水."""
    reaches = (
        (everyday, 1.0 if word in everyday else len(everyday) / len(word) if everyday in word else 0.0)
        for everyday in official
    )
    return tuple((everyday, reach) for everyday, reach in reaches if reach)


def _part(pairs: Sequence[str], text: str) -> float:
    """How much of a word its pairs of characters say that stand in a text."""
    return _PART * sum([pair in text for pair in pairs]) / len(pairs)


def _pairs(word: str) -> tuple[str, ...]:
    return tuple(word[i : i + 2] for i in range(len(word) - 1)) if len(word) > 2 else ()
