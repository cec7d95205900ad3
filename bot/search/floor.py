"""What tells a right hit from a chance one: measures relative to the question, and the value that they must reach."""

from __future__ import annotations

import functools
import math
import statistics
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

WEIGHTS = {
    "telling": 0.8,
    "covered": 1.0,
    "share": 0.9,
    "topic": 3.2,
    "margin": 1.5,
    "apart": 1.5,
    "joined": 1.6,
    "gathered": 3.3,
    "astray": -5.5,
    "led": -2.1,
    "spoken": 2.5,
    "named": 0.8,
    "elsewhere": -1.5,
    "silent": -0.9,
}
"""Of a logistic regression on our own questions, each right one once more with its articles left out (a half as heavy), the
page's and the even ones of three public sets; every set with a constant of its own. Two (named, elsewhere) came beside
the others as they stood, chosen on half of our own and the even ones. What is astray weighs more than there (-3.6), where
the public sets know no other matters: with -5.5 instead of -5 4 of 603 unrelated ones of ours fewer are answered, and 1 of 716
right ones more refused. The last (silent) came beside the others as they stood: 5 of 54 right ones fewer are refused, 37 unrelated ones
answered instead of 36."""
BIAS = -5.5
"""Where 76 of 1,351 right ones of ours are refused and 44 of 1,068 unrelated answered. Above the constant of that regression,
for half of those whose article is gone are answered by another in part, and count as wrong there. What is spoken weighs more
(2.5, there 2) since the thesaurus holds so much of what workers say, and the constant stands lower for it: .15 higher 3 right
ones fewer are refused and 6 unrelated ones more answered."""
HINTED = {
    "telling": 1.0,
    "covered": 2.0,
    "share": 0.5,
    "topic": 1.5,
    "margin": 0.3,
    "apart": 0.5,
    "joined": 0.9,
    "gathered": 1.8,
    "astray": -4.3,
    "led": -3.5,
    "spoken": 2.3,
    "named": 2.9,
    "elsewhere": 0.2,
    "silent": -0.5,
}
"""The same for a question that was given hints, of a logistic regression on those of our own that are refused without: right
ones, right ones without the phrases that the thesaurus knows of them, unrelated ones, and, a quarter as heavy, right ones
whose articles are left out."""
BIAS_HINTED = -4.9
"""So that the floor of our own corpus (0.427) holds where none of 919 unrelated ones comes through; of 68 right ones that are
refused without hints 15 do, to 12 of them the right article first or second."""
LIKENESS = 0.3
"""What a deviation of likeness adds. Of 1,019 right ones of ours that were looked at 37 are refused and of 762 unrelated ones
24 answered (38 and 28 by words alone), of those that were not 53 of 613 and 35 of 469 (59 and 37). With .4 and likeness that
begins half a deviation later, as it was, 118 of all were refused instead of 90."""
MOST = 1.5
"""Where a signal ends: a score far ahead of all others may be one of a rare word that means nothing here."""
USUAL = 0.5
"""Where the floor stands before a corpus has been asked: what is as likely to be an answer as not."""
LOWEST = 0.38
MOVES = 0.2
"""How far the floor rises with what comes without the right article: related articles answer in part."""
NEAR = 0.14
"""Of the floor: what comes so near, asked with hints, may be worth a look, though it is no answer. Of our 54 questions that
are refused 43 are shown the article that answers them, and of 662 that none answers 116 are shown some article."""
FAR = 0.025
"""Of the floor: what does not come so near without hints is not asked again with them. No right question of ours is so far, and
299 of 662 unrelated ones are."""
GATHERED = 0.4
"""How far the leading passages of right answers are gathered, in the mean of our own questions."""
LEADING = 20
"""Passages that tell whether what was found belongs together."""


@dataclass(frozen=True)  # no slots, so that the strength is worked out once
class Signals:
    """How near the best passage comes to one that says all that is asked, from 0 to about 1."""

    telling: float = 0.0
    """Share of what the question's words tell that stands in its best sentence or its headline."""
    covered: float = 0.0
    """The same of what stands in the leading paragraphs of its article."""
    share: float = 0.0
    """Share of the question's words that stand in its best sentence or its headline."""
    topic: float = 0.0
    """How far its article is about a word of the question, and does not just mention it."""
    margin: float = 0.0
    """How far it is ahead of the tenth; 1 is the score of a passage that holds every term of the question once."""
    apart: float = 0.0
    """How far it is ahead of the best passage of another article."""
    joined: float = 0.0
    """Share of the question's neighbouring words that stand side by side there."""
    gathered: float = 0.0
    """How far the leading passages are of one article: what is answered has an article of its own."""
    astray: float = 0.0
    """How far the question is about another matter, which the article only mentions."""
    led: float = 0.0
    """Share of what is asked that stands for something else in the thesaurus."""
    spoken: float = 0.0
    """How far the question is worded as the thesaurus knows that workers speak of what stands in the article."""
    named: float = 0.0
    """Share of the characters of its headline that stand in the question."""
    elsewhere: float = 0.0
    """How much the word tells that stands in other articles, and that its own most lacks."""
    silent: float = 0.0
    """Whether an amount or a number is asked for that its best passage does not give."""
    hinted: bool = False
    """Whether the question was given what entries of the thesaurus lead to that are only worded like it."""
    guessed: bool = False
    """Whether nothing stands in its article of what they lead to first: the question may be of another world."""
    likeness: float = 0.0
    """How much liker the question its article is, by meaning, than what does not answer; 0 where that is not known."""

    @property
    def evidence(self) -> dict[str, float]:
        """What each signal says for an answer, by its name, and what is said `before`; their sum is `strength`'s logit."""
        weights, before = (HINTED, BIAS_HINTED) if self.hinted else (WEIGHTS, BIAS)
        held = {name: weight * min(MOST, max(0.0, getattr(self, name))) for name, weight in weights.items()}
        return {"before": before, **held, "likeness": LIKENESS * self.likeness}

    @functools.cached_property
    def strength(self) -> float:
        """From 0 to 1: how often what looks like this is an answer, where half of all questions have one."""
        return 1 / (1 + math.exp(-sum(self.evidence.values())))


@dataclass(frozen=True, slots=True)
class Floor:
    """The least strength that a question's best passage must have to be an answer."""

    least: float = USUAL
    asked: int = 0
    """How many questions of its own the corpus was asked to find it."""

    @classmethod
    def calibrate(cls, unanswered: Sequence[float]) -> Floor:
        """The floor of a corpus, from the strengths of its own questions with their article left out."""
        if not unanswered:
            return cls()
        return cls(round(LOWEST + MOVES * min(1.0, statistics.median(unanswered)), 3), len(unanswered))

    def holds(self, signals: Signals) -> bool:
        return signals.strength >= self.least and not signals.guessed

    def may_hold(self, strength: float) -> bool:
        """Whether hints may bring the question so far that it can be answered, or something be offered."""
        return strength >= FAR * self.least

    def nears(self, signals: Signals) -> bool:
        """Whether what was found may be offered for a look, though it is not held to answer."""
        return signals.strength >= NEAR * self.least


def gathered(firsts: Sequence[tuple[Hashable, float]], *, articles: int) -> float:
    """How far scores are gathered in one article: 1 where all are, 0 where each is in another, all alike.

    What only has common words with a question stands in many articles. In a corpus of fewer `articles` than there are
    passages here they cannot be as many; of a few this tells little, of one nothing, and it is as of right answers.
    """
    sums: dict[Hashable, float] = {}
    for article, score in firsts:
        sums[article] = sums.get(article, 0.0) + max(0.0, score)
    shares = [value / sum(sums.values()) for value in sums.values() if value > 0]
    even = math.log(max(1, min(len(firsts), articles)))
    measured = max(0.0, 1 + sum(share * math.log(share) for share in shares) / even) if even else 0.0
    return measured + (GATHERED - measured) / max(1, articles)
