"""The nouns that the database keeps. They hold data and know no table."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from enum import StrEnum

CHINA = dt.timezone(dt.timedelta(hours=8))
"""Where the workers are: a day begins there."""


class FeedbackKind(StrEnum):
    USEFUL = "useful"
    IRRELEVANT = "irrelevant"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"


class Claim(StrEnum):
    """Whose an update is: ours to handle, being handled elsewhere (ask again later), or handled already."""

    OURS = "ours"
    ELSEWHERE = "elsewhere"
    DONE = "done"


def answer_id() -> str:
    """A fresh id for an answer: short enough for a button, too long to guess. Needs no database."""
    return secrets.token_urlsafe(9)


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that was found for an answer, best first; `shown` where the worker saw it."""

    passage: str
    score: float
    shown: bool = True
    also_in: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came about. An empty id means that none is kept. `question` is a digest, never the words."""

    id: str
    kind: str = ""
    library: str = ""
    terms: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    floor: float = 0.0
    measure: float = 0.0
    gap: int = 0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    answer: str
    kind: FeedbackKind
    passage: str = ""


@dataclass(frozen=True, slots=True)
class GapCount:
    place: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions with the same content words that the library could not answer well; no person stands in it."""

    id: int
    words: tuple[str, ...]
    question: str
    first: dt.datetime
    last: dt.datetime
    counts: tuple[GapCount, ...] = ()

    @property
    def count(self) -> int:
        return sum(part.count for part in self.counts)


@dataclass(frozen=True, slots=True)
class Link:
    """A worker who wants to hear when a gap is answered, and what was asked."""

    id: int
    worker: int
    gap: int
    question: str


@dataclass(frozen=True, slots=True)
class Follower:
    """A worker who is to be told of news up to an edition: by topic, the ids of the passages."""

    worker: int
    edition: int
    news: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What an admin did, or somebody else was refused. `who` is 0 once that person has been forgotten."""

    at: dt.datetime
    who: int
    action: str
    detail: str = ""
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A day's figures, from midnight to midnight in China. Each pair is a name (or a bound) and a count."""

    date: dt.date
    kinds: tuple[tuple[str, int], ...] = ()
    ratings: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    latencies: tuple[tuple[float, int], ...] = ()
    """Upper bounds in seconds, ascending, each with the answers that took at most so long and more than the last."""

    @property
    def questions(self) -> int:
        return sum(count for _, count in self.kinds)

    def latency(self, share: float) -> float:
        """The least bound within which this share of the answers came; 0 on a day without answers."""
        wanted = share * sum(count for _, count in self.latencies)
        seen = 0
        for bound, count in self.latencies:
            seen += count
            if seen >= wanted:
                return bound
        return 0.0


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days what is kept."""

    receipts: int = 90
    feedback: int = 180
    gaps: int = 180
    links: int = 30
    regions: int = 365
    subscriptions: int = 365
    editions: int = 30
    actions: int = 365
    statistics: int = 730
    updates: int = 2
