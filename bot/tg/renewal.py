"""An admin's commands on the library: build another beside it, take it up, go back to an earlier one."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from telegram import Message, Update
from telegram.ext import CallbackContext

from bot.golden import Trial
from bot.library import CorpusError, Library
from bot.tg import report, sentences
from bot.tg.admins import Gate
from bot.tg.memory import Memory, today
from bot.tg.trial import gaps_again, golden_trial

logger = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
PATIENCE = 600.0  # seconds after which a build counts as hung
FORMER = 3  # libraries that are kept to go back to
STEP = 3.0  # seconds between two words on the progress


class Load(Protocol):
    """Reads a folder and builds its library, telling how many files of how many are done."""

    def __call__(self, root: Path, *, progress: Callable[[int, int], None] | None = None) -> Library: ...


class Counter(Protocol):
    """Where the library of the day stands, and what speaks for it."""

    library: Library
    memory: Memory

    async def say(self, update: Update, sentence: str) -> Message | None: ...

    async def say_instead(self, message: Message, sentence: str) -> None: ...


class Renewal:
    """One build at a time; answering goes on, and a build that fails leaves everything as it is."""

    def __init__(self, desk: Counter, *, load: Load, corpus: Path, gate: Gate, patience: float = PATIENCE) -> None:
        self._desk, self._load, self._corpus, self._patience = desk, load, corpus, patience
        self._gate = gate
        self.is_loading = False  # a thread that reads files; it cannot be ended, only left behind
        self._former: deque[Library] = deque(maxlen=FORMER)
        self._progress = (0, 0)
        self._build: asyncio.Task[None] | None = None

    async def reload(self, update: Update, context: Context) -> None:
        if not await self._may_command(update, "reload"):
            return
        confirmed = sentences.RELOAD_CONFIRMATION in (context.args or ())
        self._build = context.application.create_task(self._rebuild(update, confirmed=confirmed), update=update)

    async def rollback(self, update: Update, _context: Context) -> None:
        """Takes up the library that was there before; another time, the one before that."""
        if not await self._may_command(update, "rollback"):
            return
        if not self._former:
            await self._desk.say(update, sentences.NO_FORMER)
            return
        given_up, self._desk.library = self._desk.library, self._former.pop()
        logger.warning("went back to a library of %d passages", len(self._desk.library.passages))
        await self._desk.say(update, report.of_rollback(given_up, self._desk.library, left=len(self._former)))

    @property
    def is_building(self) -> bool:
        return self._build is not None and not self._build.done()

    def close(self) -> None:
        """Gives up a build under way."""
        if self._build is not None:
            self._build.cancel()

    async def _may_command(self, update: Update, action: str) -> bool:
        return await self._gate.admits(update, action, unless=sentences.RELOAD_UNDER_WAY if self.is_building else None)

    async def _rebuild(self, update: Update, *, confirmed: bool) -> None:
        started = await self._desk.say(update, sentences.RELOAD_STARTED)
        old, began, said = (
            self._desk.library,
            monotonic(),
            sentences.RELOAD_FAILED.format(reason=sentences.RELOAD_CRASHED),
        )
        try:
            new = await self._load_beside(started)
            trial = await asyncio.to_thread(golden_trial, self._corpus, old=old, new=new)
            said = self._take_up(new, trial, confirmed=confirmed, began=began)
        except CorpusError as error:
            said = sentences.RELOAD_FAILED.format(reason=error)
        except TimeoutError:
            hung = sentences.RELOAD_HUNG.format(minutes=int(self._patience // 60))
            said = sentences.RELOAD_FAILED.format(reason=hung)
        except asyncio.CancelledError:
            said = sentences.RELOAD_FAILED.format(reason=sentences.RELOAD_STOPPED)
            raise
        finally:  # whatever else went wrong rises to the error handler, and the admin is told that the old one serves
            await self._desk.say(update, said)
        await self._ask_gaps_again(update, old=old)

    async def _ask_gaps_again(self, update: Update, *, old: Library) -> None:
        new = self._desk.library
        said = "" if new is old else await gaps_again(self._desk.memory, old=old, new=new, today=today())
        if said:
            await self._desk.say(update, said)

    async def _load_beside(self, started: Message | None) -> Library:
        """The library of the folder as it is now; meanwhile the message that it began tells how far it is."""
        self._progress = (0, 0)
        async with asyncio.timeout(self._patience):
            build = asyncio.create_task(asyncio.to_thread(self._load_flagged))
            shown = self._progress
            while not (await asyncio.wait((build,), timeout=STEP))[0]:
                if started is not None and self._progress != shown:
                    shown = self._progress
                    await self._desk.say_instead(
                        started, sentences.RELOAD_PROGRESS.format(done=shown[0], total=shown[1])
                    )
            return build.result()

    def _load_flagged(self) -> Library:
        self.is_loading = True
        try:
            return self._load(self._corpus, progress=self._move)
        finally:
            self.is_loading = False

    def _move(self, done: int, total: int) -> None:
        self._progress = (done, total)

    def _take_up(self, library: Library, trial: Trial, *, confirmed: bool, began: float) -> str:
        old, new = self._desk.library, library
        if len(new.passages) * 2 < len(old.passages) and not confirmed:
            return sentences.RELOAD_SHRUNK.format(old=len(old.passages), new=len(new.passages))
        if trial.is_bad and not confirmed:
            return report.of_refusal(trial)
        said = report.of_reload(old, new, trial, seconds=monotonic() - began)
        self._former.append(old)
        self._desk.library = new
        logger.info("took up a library of %d passages", len(new.passages))
        return said
