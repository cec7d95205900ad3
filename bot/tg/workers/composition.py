"""A question in, the reply out: asked of the library of the day, kept as a receipt, rendered with its buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bot import words
from bot.library import version_of
from bot.model import Answer, AnswerKind
from bot.store.records import Link, Receipt
from bot.tg import sentences
from bot.tg.desk import Asked, Desk
from bot.tg.memory import now
from bot.tg.render import render_answer, render_parts
from bot.tg.reply import Reply
from bot.tg.workers.receipts import keep_answer

LANES = 2
"""Questions that are looked up at a time, by Python's lock one after the other: of more threads each only takes the lock
from the others."""


class Composer:
    """Composes what one desk replies to questions."""

    def __init__(self, desk: Desk, *, is_far: bool) -> None:
        """`is_far` says that looking up is mostly waiting for another machine, which the event loop's many threads do."""
        self._desk = desk
        self._lanes = None if is_far else ThreadPoolExecutor(LANES, thread_name_prefix="lane")

    async def compose(self, question: str, *, short: bool, worker: int, first: int = 0) -> Reply:
        """The reply to a question, from its `first` citation on; a short one is for groups."""
        limit = 1 if short else 3
        part = slice(first, first + limit)
        loop = asyncio.get_running_loop()
        answer, receipts = await loop.run_in_executor(self._lanes, self._answered, question, part, worker)
        shown = answer.citations[part]
        if not shown and first:
            return Reply.saying(sentences.NO_MORE)
        if answer.parts:
            return await self._compose_parts(answer, receipts, short=short)
        [receipt] = receipts
        said = await self._first_words(answer)
        if not shown:
            said = f"{said}\n{sentences.NEAREST_HOW}" if answer.suggestions else said
            buttons = self._desk.keyboards.of_no(
                answer.suggestions, gap=0 if short else receipt.gap, vague=answer.kind is AnswerKind.VAGUE
            )
            return Reply(render_answer(answer, said=said, receipt=receipt.id), buttons)
        html = render_answer(answer, said=said, first=first, limit=limit, receipt=receipt.id)
        more_from = first + limit if len(answer.citations) > first + limit else None
        # who despairs is not asked whether that was of use
        rated = not short and answer.kind is not AnswerKind.DISTRESS
        buttons = self._desk.keyboards.of_answer(shown, more_from=more_from, rated=rated, number=receipt.id)
        return Reply(html, buttons)

    def _answered(self, question: str, shown: slice, worker: int) -> tuple[Answer, Sequence[Receipt]]:
        """The answer and its receipts, one for each part, in one go: the event loop waits for a thread only once."""
        asked = self._desk.asked_here(question, limit=shown.stop + 1, worker=worker, quoted=shown.stop)
        answer = asked.answer
        if answer.parts:
            return answer, [self._kept(replace(asked, question=p.question, answer=p), slice(1)) for p in answer.parts]
        if shown.start and not answer.citations[shown]:
            return answer, ()
        return answer, [self._kept(asked, shown)]

    async def _compose_parts(self, answer: Answer, receipts: Sequence[Receipt], *, short: bool) -> Reply:
        """The reply to several questions in one message, each answered shortly."""
        said = [await self._first_words(part) for part in answer.parts]
        numbers = [receipt.id for receipt in receipts]
        html = render_parts(list(zip(answer.parts, said, numbers, strict=True)), left=words.left_over(answer))
        gaps = [0 if short else receipt.gap for receipt in receipts]
        return Reply(html, self._desk.keyboards.of_parts(zip(answer.parts, gaps, strict=True)))

    async def _first_words(self, answer: Answer) -> str | None:
        """What stands before or instead of the citations; its examples are questions that are really answered."""
        return words.first_words(
            answer,
            hotline=self._desk.hotline,
            crisis_line=self._desk.crisis_line,
            contacts=self._desk.contacts,
            examples=await self._desk.examples() if answer.kind in words.WITH_EXAMPLES else words.EXAMPLES,
        )

    def _kept(self, asked: Asked, shown: slice) -> Receipt:
        """The receipt of an answer; an empty one where none can be kept."""
        return self._desk.memory.ask_here(
            lambda store: keep_answer(store, asked, shown=shown, version=version_of(asked.library), now=now()),
            otherwise=Receipt(""),
        )

    async def answer_for(self, link: Link) -> Reply | None:
        """What a worker waited for, where the library of today has it for them; it counts as no question."""
        answer = (await self._desk.asked(link.question, limit=3, worker=link.worker)).answer
        if not answer.citations:
            return None
        said = sentences.ANSWERED_NOW.format(question=link.question)
        return Reply(
            render_answer(answer, said=said),
            self._desk.keyboards.of_answer(answer.citations, more_from=None, rated=True),
        )
