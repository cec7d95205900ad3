"""A corpus' golden questions asked of an old and a new library → which now fail, and whose first source is another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation import Expected, Outcome, QuestionsError, evaluate, read_questions
from bot.library import Library
from bot.model import Problem
from bot.reading.formats import read_list

GOLDEN = "golden.jsonl"
MEND = "请改正这个文件，每行一个重点问题"
SEEN = 3
"""Citations that a worker sees at once: the right one must be among them."""
MOST_FAILING = 3
"""Some golden questions fail because an article was rightly withdrawn; more than that means wrong files."""


@dataclass(frozen=True, slots=True)
class Move:
    """A question whose first source is another file now; an empty name where it has no answer."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What asking the golden questions showed; `problem` where their file could not be used."""

    asked: int = 0
    failing: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    problem: Problem | None = None

    @property
    def is_bad(self) -> bool:
        return len(self.failing) > MOST_FAILING


def golden_trial(corpus: Path, *, old: Library, new: Library) -> Trial:
    """Asks the golden questions of a corpus folder, if it has any; a file that cannot be used is the trial's problem.

    Reads the disk and takes as long as that many answers do.
    """
    text, problems = read_list(corpus / GOLDEN, file=GOLDEN)
    if problems:
        return Trial(problem=problems[0])
    try:
        return tried(read_questions(text.split("\n")), old=old, new=new)
    except QuestionsError as error:
        return Trial(problem=Problem(GOLDEN, None, str(error), MEND))


def tried(questions: Sequence[Expected], *, old: Library, new: Library) -> Trial:
    """Asks both libraries each question."""
    before, after = evaluate(old, questions).outcomes, evaluate(new, questions).outcomes
    pairs = [(_first_source(one), other) for one, other in zip(before, after, strict=True)]
    moved = (Move(o.expected.question, file, _first_source(o)) for file, o in pairs if file != _first_source(o))
    return Trial(len(questions), tuple(o.expected.question for o in after if _fails(o)), tuple(moved))


def _fails(outcome: Outcome) -> bool:
    if outcome.expected.contains is None:
        return outcome.answered
    return outcome.rank is None or outcome.rank > SEEN


def _first_source(outcome: Outcome) -> str:
    return next((citation.passage.article.file for citation in outcome.answer.citations), "")
