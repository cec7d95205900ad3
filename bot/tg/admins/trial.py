"""A library that may be taken up → how it does on the golden questions, and on the gaps of the old one."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

from bot.evaluation import QuestionsError, read_questions
from bot.gaps import is_answered
from bot.golden import Trial, tried
from bot.library import Library
from bot.model import Problem
from bot.store.records import FeedbackKind, Gap
from bot.tg import sentences
from bot.tg.memory import Memory, now

GOLDEN = "golden.jsonl"
ASKED_AGAIN = 500
"""Gaps, those most asked first: at some milliseconds each a few seconds beside the answering."""


def golden_trial(corpus: Path, *, old: Library, new: Library) -> Trial:
    """Asks the golden questions of a corpus, if it has any. Reads the disk and takes the processor."""
    path = corpus / GOLDEN
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        return tried(read_questions(text.splitlines()), old=old, new=new)
    except QuestionsError as error:
        return Trial(problem=Problem(GOLDEN, None, str(error), sentences.GOLDEN_MEND))
    except (OSError, UnicodeDecodeError) as error:
        return Trial(problem=Problem(GOLDEN, None, type(error).__name__, sentences.GOLDEN_MEND))


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
