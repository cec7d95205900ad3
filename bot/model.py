"""The nouns: what a file becomes on its way to an answer. They hold data and know no file, no HTML, no Telegram."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a paragraph stands: file relative to the corpus, its number in that file, its line; both from 1."""

    file: str
    paragraph: int
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed, its columns joined.

    `seams` are offsets into `text` (ascending, none at 0 or the end) where two blocks of the source were joined:
    cut there, the pieces stand character for character in the source. `section` is the path of headings above it.
    """

    text: str
    number: int
    line: int
    seams: tuple[int, ...] = ()
    section: tuple[str, ...] = ()
    broken_off: bool = False

    @property
    def pieces(self) -> tuple[str, ...]:
        """The blocks that were joined, in reading order; one where nothing was joined."""
        edges = (0, *self.seams, len(self.text))
        return tuple(self.text[a:b] for a, b in itertools.pairwise(edges))


@dataclass(frozen=True, slots=True)
class Article:
    """One article. What is unknown is None, never guessed; `region` goes from the larger division to the smaller."""

    file: str
    paragraphs: Sequence[Paragraph]
    title: str | None = None
    kicker: str | None = None
    byline: str | None = None
    source: str | None = None
    page: str | None = None
    url: str | None = None
    date: dt.date | None = None
    expires: dt.date | None = None
    region: tuple[str, ...] | None = None
    continued_from: str | None = None
    note: str | None = None
    line: int = 1
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from all other articles: its file and the line where it begins."""
        return self.file, self.line

    def __hash__(self) -> int:
        return hash(self.key)  # a statute's paragraphs need not all be looked at


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that stands once, the unit that is found. `id` is a digest of its text, so it outlives a reload.

    `group` names the passages that say nearly the same (None: nothing near); all of them are indexed. `region` is the
    place that the passage itself speaks of, from the larger division to the smaller; `kind` is guide, report, speech
    or other.
    """

    id: str
    article: Article
    paragraph: Paragraph
    also_in: tuple[Location, ...] = ()
    group: str | None = None
    region: tuple[str, ...] | None = None
    kind: str = "other"

    def __hash__(self) -> int:
        return hash(self.id)  # which stands for the text

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def location(self) -> Location:
        return Location(self.article.file, self.paragraph.number, self.paragraph.line)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an admin can mend: where, what, and how (both in plain Chinese)."""

    file: str
    line: int | None
    problem: str
    mend: str
    fatal: bool = False
    """True where the file could not be read at all."""


class DuplicateKind(StrEnum):
    EXACT = "exact"
    CONTAINED = "contained"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Duplicate:
    kind: DuplicateKind
    kept: Location
    dropped: Location


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the quote that a term of the question matched; `expanded` where the thesaurus led to it."""

    start: int
    end: int
    expanded: bool = False


class Hit(NamedTuple):  # made in half the time that a frozen dataclass takes
    """A passage that shares terms with the question. A score orders hits of one question and proves nothing."""

    passage: Passage
    score: float
    below_floor: bool = False
    is_far: bool = False
    """So far below the floor that not even a look at it is offered."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Whole sentences of a passage, verbatim: `passage.text[start:start + len(quote)] == quote`.

    Marks are offsets into `quote`, which is empty where nobody is shown it.
    """

    passage: Passage
    quote: str
    start: int
    marks: tuple[Mark, ...] = ()
    score: float = 0.0
    below_floor: bool = False
    notes: tuple[str, ...] = ()
    """What a worker should know of it, in plain Chinese: another place, a passed deadline, a missing first half."""
    near: tuple[Location, ...] = ()
    """Where the others of its group stand, which say nearly the same."""


class AnswerKind(StrEnum):
    ANSWER = "answer"
    NOT_FOUND = "not_found"
    GREETING = "greeting"
    THANKS = "thanks"
    SMALL_TALK = "small_talk"
    ABOUT = "about"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    VAGUE = "vague"
    ELSEWHERE = "elsewhere"
    EXPIRED = "expired"
    DISTRESS = "distress"


@dataclass(frozen=True, slots=True)
class Answer:
    """The citations for a question, best first; without citations, `kind` says which "no" it is.

    Beside distress, too, there may be citations for what else was asked.
    """

    question: str
    kind: AnswerKind
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Passage, ...] = ()
    """The nearest passage of each of a few articles, for a "no" that helps on: offered by their headlines, not cited."""
    corrected: tuple[tuple[str, str], ...] = ()
    """What was typed and what was searched instead, where nobody knows what was typed."""
    asked: str = ""
    """The stretch of a long message that was looked for; empty where it was the whole."""
    hinted: bool = False
    """Whether it was found only by what entries of the thesaurus lead to that are worded like the question."""
    parts: tuple[Answer, ...] = ()
    """The answers one by one, where the message asked several things; `citations` then takes turns among them."""
    left: tuple[str, ...] = ()
    """Questions of the message that are to be asked again, for it held too many."""
    region: tuple[str, ...] | None = None
    """Where a question without an answer was asked for: named in it, or the worker's own."""
    is_numbered: bool = False
    """Whether the question holds numbers that belong to one person: they were not looked for and are not kept."""
    strength: float = field(default=0.0, compare=False)
    """What the floor was held against: how near the best passage comes to one that says all that is asked."""
