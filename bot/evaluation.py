"""A library and a set of questions with what a right citation must hold → how well the library answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.library import Library
from bot.model import Answer, AnswerKind

DEPTH = 10


class QuestionsError(Exception):
    """The set of questions cannot be used; the message says where."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A question and what a right paragraph holds: all substrings of any one group; None: must not be answered."""

    question: str
    contains: tuple[tuple[str, ...], ...] | None

    def is_met_by(self, text: str) -> bool:
        return any(all(part in text for part in parts) for parts in self.contains or ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rank` counts from 1 to the first right citation; None where none of the first ten is right."""

    expected: Expected
    answer: Answer
    rank: int | None
    offered: bool = False
    """Whether it is refused, and an article that holds a right paragraph is offered."""

    @property
    def answered(self) -> bool:
        return self.answer.kind is AnswerKind.ANSWER

    @property
    def is_miss(self) -> bool:
        return self.answered if self.expected.contains is None else self.rank != 1


@dataclass(frozen=True, slots=True)
class Evaluation:
    outcomes: tuple[Outcome, ...]

    @property
    def answerable(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.expected.contains is not None)

    @property
    def unanswerable(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.expected.contains is None)

    @property
    def wrongly_answered(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.unanswerable if o.answered)

    @property
    def wrongly_refused(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.answerable if not o.answered)

    @property
    def rightly_offered(self) -> tuple[Outcome, ...]:
        """Those that are refused, though a paragraph answers them, and are shown its article."""
        return tuple(o for o in self.wrongly_refused if o.offered)

    @property
    def vainly_offered(self) -> tuple[Outcome, ...]:
        """Those that nothing answers and that are shown some article all the same."""
        return tuple(o for o in self.unanswerable if not o.answered and o.answer.suggestions)

    @property
    def misses(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.is_miss)

    def hit_at(self, depth: int) -> int:
        """Number of answerable questions with a right citation among the first `depth`."""
        return sum(o.rank is not None and o.rank <= depth for o in self.answerable)

    @property
    def mrr(self) -> float:
        """Mean reciprocal rank over the answerable questions, 0 beyond the tenth citation."""
        return sum(1 / o.rank for o in self.answerable if o.rank) / (len(self.answerable) or 1)


def read_questions(lines: Iterable[str]) -> tuple[Expected, ...]:
    """One JSON object a line; raises `QuestionsError` with the line's number."""
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_expected(line, number))
    return tuple(found)


def evaluate(library: Library, questions: Sequence[Expected]) -> Evaluation:
    """Asks them all, with the floor as workers meet it."""
    return Evaluation(tuple(_outcome(library, expected) for expected in questions))


def _expected(line: str, number: int) -> Expected:
    try:
        entry = json.loads(line)
        question, contains = entry["question"], entry["answer_contains"]
    except (ValueError, KeyError, TypeError, RecursionError):  # the last: brackets nested by the thousand
        question, contains = None, None
    match question, contains:
        case str(), None:
            return Expected(question, None)
        case str(), list() if all(isinstance(part, str) for part in contains):
            return Expected(question, (tuple(contains),))
        case str(), list() if all(isinstance(part, str) for group in contains for part in _listed(group)):
            return Expected(question, tuple(tuple(group) for group in contains))
    raise QuestionsError(f'第 {number} 行应为 {{"question": "…", "answer_contains": ["…"] 或 null}}')


def _listed(group: object) -> list[object]:
    return group if isinstance(group, list) else [None]


def _outcome(library: Library, expected: Expected) -> Outcome:
    answer = library.answer(expected.question, limit=DEPTH)
    if expected.contains is None:
        return Outcome(expected, answer, None)
    ranks = (n for n, citation in enumerate(answer.citations, start=1) if expected.is_met_by(citation.passage.text))
    offered = {passage.article.title for passage in answer.suggestions}
    return Outcome(expected, answer, next(ranks, None), bool(offered) and bool(offered & _holders(library, expected)))


def _holders(library: Library, expected: Expected) -> set[str | None]:
    """The headlines of the articles with a paragraph that answers."""
    return {passage.article.title for passage in library.passages if expected.is_met_by(passage.text)}
