"""Answers to the questions of one message → whether they are several matters, and one answer that holds them all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Answer, AnswerKind

MOST = 3
"""Questions that are answered at once; a message with more answers than that is read by nobody."""


def are_several(answers: Sequence[Answer]) -> bool:
    """Whether it was worth asking apart: some have an answer, and not all of those the same article."""
    articles = {
        (answer.citations[0].passage.article.file, answer.citations[0].passage.article.line)
        for answer in _found(answers)
    }
    return len(answers) > 1 and (len(articles) > 1 or 0 < len(_found(answers)) < len(answers))


def shown_of_each(questions: int, *, limit: int) -> int:
    """How many citations each of so many questions has, that they have `limit` in all."""
    return max(1, limit // min(questions, MOST))


def together(question: str, answers: Sequence[Answer], *, limit: int) -> Answer:
    """All as one: each shortly, so that they have `limit` citations in all, which take turns, the best of each first.

    What is more than can be read at once is left.
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
