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
"""What each of the `Signals` adds to the logit of an answer: the coefficients of a logistic regression.

Fitted on our own questions (each that is answered once more with its articles left out, half as heavy), the page's, and the
even ones of three public sets, with an intercept for each set. Three were added with all others held fixed: `named` and
`elsewhere` (chosen on half of our own questions and the even public ones), `silent` (of 54 right ones that were refused 5 are
answered, and 37 instead of 36 unrelated ones). Two were raised: `astray` from -3.6, for the public sets hold no question on
another matter (from -5 to -5.5, 4 of 603 unrelated ones fewer are answered and 1 of 716 right ones more is refused), and
`spoken` from 2, for the thesaurus has grown."""
BIAS = -5.5
"""The intercept: with it 76 of 1,351 right questions of ours are refused and 44 of 1,068 unrelated ones answered; with -5.35
3 fewer and 6 more. The fit's own is lower, for there a question whose article is left out counts as wrongly answered, and half
of those are answered in part by another article."""
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
"""The same for a question that was given hints, fitted on those of our own that are refused without: right ones, right ones
without the phrases that the thesaurus knows of them, unrelated ones, and, a quarter as heavy, right ones whose articles are
left out."""
BIAS_HINTED = -4.9
"""With it, and the floor of our own corpus (0.427), none of 919 unrelated questions comes through; of 68 right ones that are
refused without hints 15 do, 12 of them with the right article first or second."""
LIKENESS = 0.3
"""What a deviation of likeness adds to the logit. Of the questions that it was chosen on 37 of 1,019 right ones are refused and
24 of 762 unrelated ones answered (by words alone 38 and 28), of the others 53 of 613 and 35 of 469 (59 and 37). With .4, and
likeness that counts from half a deviation further up, 118 right ones are refused and not 90."""
MOST = 1.5
"""What a signal is cut off at: a score far ahead of all others may be one of a rare word that means nothing here."""
USUAL = 0.5
"""Where the floor stands before a corpus has been asked: what is as likely to be an answer as not."""
LOWEST, MOVES = 0.38, 0.2
"""Where the floor of a corpus lies that has nothing like an answer once the right article is left out; and how far it rises with
the median strength of what then comes: related articles answer in part."""
NEAR = 0.14
"""The share of the floor from which on what is found may be offered for a look, though it is no answer. Of our 54 questions
that are refused 43 are shown the article that answers them, and of 662 that none answers 116 are shown some article."""
FAR = 0.025
"""The share of the floor below which a question is not asked again with hints: no right one of ours, and 299 of 662 unrelated
ones."""
GATHERED = 0.4
"""The mean of `gathered` over our own questions, for a corpus too small to tell it."""
LEADING = 20
"""Passages, from the first, by which `gathered` and `apart` are told."""


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
    """How far scores are gathered in one article: 1 where all are, 0 where each is in another, all alike (1 less the entropy of
    the articles' shares over the highest that there can be).

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
