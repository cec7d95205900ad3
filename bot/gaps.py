"""A question that the library could not answer well → what of it may be kept, and whether it is answered by now."""

from __future__ import annotations

import datetime as dt

from bot.library import Library, plain
from bot.model import AnswerKind
from bot.passages.privacy import without_personal_numbers

VAIN = frozenset((AnswerKind.NOT_FOUND, AnswerKind.ELSEWHERE, AnswerKind.EXPIRED))
"""Answers that leave a gap. A vague question is the asker's to mend, and one of distress is nobody's to collect."""
LONGEST = 200
"""Characters of a question that are kept as an example."""


def content_words(question: str, library: Library) -> tuple[str, ...]:
    """The words that say what is asked, without personal numbers; questions with the same ones are one gap."""
    return library.index.ask(plain(question)).words


def example_of(question: str) -> str:
    """The question in one line, without personal numbers."""
    line = " ".join(without_personal_numbers(question).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def is_answered(question: str, *, new: Library, old: Library, rated: bool, today: dt.date | None = None) -> bool:
    """Whether the new library answers it; one that was answered but `rated` ill needs another first citation."""
    first = _first(question, new, today)
    return bool(first) and not (rated and first == _first(question, old, today))


def _first(question: str, library: Library, today: dt.date | None) -> str:
    citations = library.answer(question, limit=1, today=today).citations
    return citations[0].passage.id if citations else ""
