"""Text in, terms out: characters, pairs of characters, longer words, figures; punctuation is none of these."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator

from bot.lexicon import lexicon
from bot.wordlists import listed, word_set

from .folding import fold

_HAN = "\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
_HAN_FIRST = re.compile(f"[{_HAN}]")
_RUN = re.compile(
    rf"(?P<han>[{_HAN}]+)"
    r"|(?P<figure>\d+(?:[.,:/-]\d+)*%?)"
    rf"|(?P<other>[^\W\d_{_HAN}]+(?:[-&.+]?[^\W_{_HAN}]+)*)"
)
# Beside a pair of characters; chosen on the even questions of public sets, held against the odd ones.
_CHARACTER, _FIGURE = 1.25, 4.0
"""What a character of its own weighs, and a figure or a Latin run: 1985 and WIFI stand once where a pair and its two
characters make three terms, and are what a question is about."""
_EITHER = re.compile(rf"([{_HAN}])[不没]\1")  # 发不发 asks for 发, 愿不愿意 for 愿意
_JOINING = 0.5  # what 的 and 的房 weigh beside 租房
_UNKNOWN_FREQUENCY = 100  # a word that no dictionary has is no more telling than a rare one
_SAYS_NOTHING = 7.0  # log of one in 1,100 words: 可以, 自己, 人


@functools.cache
def asking() -> re.Pattern[str]:
    """Phrases that ask and do not name, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, asking_phrases()), key=len, reverse=True)))


def asking_phrases() -> tuple[str, ...]:
    return listed("bot.search", "stop_phrases")


def joining() -> frozenset[str]:
    """Words that join and do not name."""
    return word_set("bot.search", "stop_words")


def terms(text: str) -> list[str]:
    """All terms of a text, as often as they stand; a pair that is a word stands once more."""
    return _terms(fold(text))


def question_terms(folded: str) -> dict[str, float]:
    """The terms of a folded question, each with what it weighs; those that only ask are left out."""
    counts: dict[str, float] = {}
    for term in _terms(asking().sub(" ", folded), cut=_cut_of_question):
        counts[term] = counts.get(term, 0.0) + _weight(term)
    return counts


def question_words(folded: str) -> tuple[str, ...]:
    """The words of a folded question that name something, each once, in order."""
    told = _EITHER.sub(r"\1", asking().sub(" ", folded))
    found = (word for run, is_han in runs(told) for word in (_likely_words(run) if is_han else (run,)))
    return tuple(dict.fromkeys(word for word in found if word not in joining()))


def telling(word: str) -> float:
    """How much a word says of what is meant, by its rarity in Chinese at large: 义诊 much, 我们 nothing."""
    often = max(frequency(word), _UNKNOWN_FREQUENCY)
    return max(0.0, math.log(lexicon().total / often) - _SAYS_NOTHING) ** 2


def frequency(word: str) -> int:
    """How often a word stands in what jieba's dictionary was counted from; 0 for what is no word."""
    known = lexicon()
    known.initialize()
    return known.FREQ.get(word, 0)


def is_word(term: str) -> bool:
    """Whether a term of a passage is a word that names something, and not just a pair of characters."""
    return len(term) > 2 or (frequency(term) > 0 and term not in joining())


def runs(folded: str) -> Iterator[tuple[str, bool]]:
    """Runs of Chinese characters, told by True, and figures and Latin runs as terms, in their order."""
    for run in _RUN.finditer(folded):
        is_han = run.lastgroup == "han"
        yield run.group() if is_han else _plain(run.group()), is_han


def cut(run: str) -> list[str]:
    """The words of a run of Chinese characters."""
    return lexicon().words_of_run(run)


def _terms(folded: str, *, cut: Callable[[str], Iterable[str]] = cut) -> list[str]:
    found: list[str] = []
    for run, is_han in runs(folded):
        if not is_han:
            found.append(run)
            continue
        found += run
        found += [run[i : i + 2] for i in range(len(run) - 1)]
        found += [word for word in cut(run) if len(word) > 1]
    return found


@functools.lru_cache(maxsize=256)  # for its terms and again for its words
def _cut_of_question(run: str) -> tuple[str, ...]:
    return tuple(cut(run))


def _likely_words(run: str) -> Iterator[str]:
    """The words of a run; of two characters that jieba takes for a word unknown to it each by itself.

    Mostly they are neighbours, 没休 or 完能: as a word they would tell more than all others, and no article would hold it.
    """
    for word in _cut_of_question(run):
        yield from (word,) if len(word) != 2 or frequency(word) else word


def _weight(term: str) -> float:
    if not _HAN_FIRST.match(term):
        return _FIGURE if len(term) > 1 else 1.0
    return (_CHARACTER if len(term) == 1 else 1.0) * (_JOINING if _joins(term) else 1.0)


def _joins(term: str) -> bool:
    """Whether a character joins and does not name, or a pair holds one that does."""
    return len(term) < 3 and not joining().isdisjoint(term)


def _plain(run: str) -> str:
    return run.replace(",", "") if run[0].isdigit() else run
