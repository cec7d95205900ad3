"""A question and the sentences of the leading passages in, what each passage wins or loses by what they say out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import LCSseq

from .analysis import asking
from .question import Alike, Asked
from .wanted import gives
from .wording import Wording, bare

# Chosen on the even questions of three public sets, held against the odd ones; see tests/benchmarks/ranking.py.
KIND = 0.04
"""What is won by holding the kind of answer asked for (an amount, a date), or lost by not holding it."""
IN_ORDER = 0.4
"""What a sentence wins that is the question, character by character, beside one that has none of it."""
NAMED = 0.5
"""Where so much of the leading headline stands in the question, a fact of that article is asked for."""
OF_NAMED = 0.3
"""What such a question's likeness weighs, without the headline's characters: the sentence that tells the fact says 他 or
该市 for the headline, and common subsequences of all characters led astray."""
TOLD = 0.2
"""What a passage wins that holds all that is asked, in the question's words or in what the thesaurus calls them, beside one
that holds nothing; by as much of the question as the thesaurus knows, for in the terms a phrase of it stands in pieces.
Chosen on the even ones of our own questions; the public sets stay where they are, within .001."""
ALIKE = 0.07
"""What a passage wins that says what the likest entry of the thesaurus leads to, beside one that says nothing of the kind."""
STEEP = 4
"""To which power the likeness of an entry counts, beside that of the likest one."""
SHORTEST, LONGEST = 5, 120
"""Characters of a question that are compared: one word or two have no order to speak of, and the shortest sentence
that holds them is seldom the best; a story is like no sentence, and time grows with it."""


def gains(
    asked: Asked,
    passages: Sequence[Wording],
    *,
    worths: Mapping[str, float],
    told: Sequence[float] = (),
    alike: Sequence[float] = (),
) -> list[float]:
    """One figure for each passage, in their order; `worths` are those of the question's own terms.

    `told` is how much of what is asked each passage holds, where that counts, `alike` its `likeness`.
    """
    headline = passages[0].title if passages else ""
    won = [0.0] * len(passages)
    if held := asked.wanted:
        won = [_kind(_nearest(passage, worths), held, asked) for passage in passages]
    question, weight = _bare(asked)[:LONGEST], IN_ORDER
    if named(asked.folded, headline) >= NAMED:
        question, weight = question_beside(asked, headline), OF_NAMED
    if passages and len(question) >= SHORTEST:
        won = _with(won, subsequences(question, passages), weight)
    for found, part in ((told, TOLD), (alike, ALIKE)):
        won = _with(won, found, part) if found else won
    return won


def likeness(entries: Sequence[Alike], text: str) -> float:
    """How like the question the likest of these entries is, the likest first, that leads to what a text says; from 0 to 1."""
    for entry in entries:
        for word in entry.official:
            if word in text:
                return entry.likeness**STEEP
    return 0.0


def _with(won: Sequence[float], found: Sequence[float], weight: float) -> list[float]:
    """With what is found beside the mean of it, so that the leading ones stay where they are among all others."""
    mean = sum(found) / len(found)
    return [gain + weight * (one - mean) for gain, one in zip(won, found, strict=True)]


def _kind(sentence: str, held: re.Pattern[str], asked: Asked) -> float:
    return KIND if gives(sentence, held, asked.folded) else -KIND


def _nearest(passage: Wording, worths: Mapping[str, float]) -> str:
    """The sentence that holds most of what is asked."""
    sentences = passage.sentences or (passage.text,)
    return max(sentences, key=lambda sentence: sum([worth for term, worth in worths.items() if term in sentence]))


def question_beside(asked: Asked, headline: str) -> str:
    """The characters of a question that are compared, without those of a headline."""
    return "".join(char for char in _bare(asked) if char not in headline)[:LONGEST]


def _bare(asked: Asked) -> str:
    return bare(asking().sub(" ", asked.folded)) or bare(asked.folded)


def named(folded: str, headline: str) -> float:
    """Share of a headline's characters that stand in a question; 0 where there is no headline."""
    characters = set(bare(headline))
    return len(characters & set(folded)) / (len(characters) or 1)


def subsequences(question: str, passages: Sequence[Wording]) -> list[float]:
    """For each passage the longest common subsequence of characters that one of its sentences has with the question,
    beside the geometric mean of both lengths; from 0 to 1.

    Terms are blind to order beyond two characters, and a long sentence holds many of them by chance.
    """
    return [max([_common(question, sentence) for sentence in passage.bare]) for passage in passages]


def _common(one: str, other: str) -> float:
    length = math.sqrt(len(one) * len(other))
    return LCSseq.similarity(one, other) / length if length else 0.0
