"""Answers to the questions of one message → whether they are several matters, and one answer that holds them all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Answer, AnswerKind

MOST = 3
"""Questions that are answered at once; a message with more answers than that is read by nobody."""


def are_several(answers: Sequence[Answer]) -> bool:
    """Whether the questions were worth answering one by one: only some have an answer, or answers from several articles."""
    articles = {answer.citations[0].passage.article.key for answer in _found(answers)}
    return len(answers) > 1 and (len(articles) > 1 or 0 < len(_found(answers)) < len(answers))


def shown_of_each(questions: int, *, limit: int) -> int:
    """Citations for each of so many questions, so that all have about `limit` together; at least one each."""
    return max(1, limit // min(questions, MOST))


def together(question: str, answers: Sequence[Answer], *, limit: int) -> Answer:
    """One answer whose `parts` are the first `MOST` answers, each cut to its share of `limit` citations.

    Its own citations are theirs, the first of each part, then the second of each. `left` has the other questions.
    """
    left = tuple(answer.question for answer in answers[MOST:])
    each = shown_of_each(len(answers), limit=limit)
    parts = tuple(replace(answer, citations=answer.citations[:each]) for answer in answers[:MOST])
    turns = itertools.chain.from_iterable(itertools.zip_longest(*(part.citations for part in parts)))
    citations = tuple({citation.passage.id: citation for citation in turns if citation}.values())
    kind = AnswerKind.ANSWER if citations else AnswerKind.NOT_FOUND
    return Answer(question, kind, citations, parts=parts, left=left)


def _found(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.citations]
