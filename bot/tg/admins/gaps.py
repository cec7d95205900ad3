"""After a reload: the open gaps are asked of the new library, and those that it answers are closed."""

from __future__ import annotations

import asyncio
import datetime as dt

from bot.gaps import is_answered
from bot.library import Library
from bot.store.records import FeedbackKind, Gap
from bot.tg import sentences
from bot.tg.memory import Memory, now

ASKED_AGAIN = 500
"""Gaps, those most asked first: at some milliseconds each a few seconds beside the answering."""


async def gaps_again(memory: Memory, *, old: Library, new: Library, today: dt.date) -> str:
    """Asks the open gaps of the new library and closes those it answers; a sentence on it, empty without gaps."""

    def ask(gaps: tuple[Gap, ...]) -> list[int]:
        return [
            gap.id
            for gap in gaps
            if is_answered(gap.question, new=new, old=old, rated=_is_only_rated(gap), today=today)
        ]

    nothing: tuple[Gap, ...] = ()
    gaps = await memory.ask(lambda store: store.gaps.open(limit=ASKED_AGAIN), nothing)
    if not gaps:
        return ""
    answered = await asyncio.to_thread(ask, gaps)
    await memory.keep(lambda store: store.gaps.close(answered, now=now()))
    return sentences.GAPS_AGAIN.format(count=len(gaps), answered=len(answered))


def _is_only_rated(gap: Gap) -> bool:
    return {part.reason for part in gap.counts} <= set(FeedbackKind)
