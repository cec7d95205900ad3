"""An admin's reload: builds another library beside the one that answers, and takes it up where it may."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from telegram import InputFile, Message, Update
from telegram.ext import CallbackContext

from bot.engines.engine import EngineError
from bot.golden import Trial, golden_trial
from bot.library import Library
from bot.loading import CorpusError
from bot.model import Problem
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.admins import report
from bot.tg.admins.gaps import gaps_again
from bot.tg.buttons import Action, Press
from bot.tg.desk import Desk
from bot.tg.heap import give_back
from bot.tg.memory import today
from bot.tg.reply import Reply, Standing
from bot.tg.rights import Gate

logger = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
PATIENCE = 600.0  # seconds after which a build counts as hung
STEP = 3.0  # seconds between two words on the progress
ANYWAY = (sentences.RELOAD_ANYWAY, Press(Action.RENEW))
AGAIN = (sentences.RELOAD_AGAIN, Press(Action.RENEW))


class Load(Protocol):
    """Reads a folder and builds its library, telling how many files of how many are done."""

    def __call__(self, root: Path, *, progress: Callable[[int, int], None] | None = None) -> Library: ...


class Publish(Protocol):
    """Begins to tell those who wait for what is new; a sentence on how many they are, empty where nobody is."""

    async def __call__(self, *, old: Library, new: Library) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an admin is told of a reload, the library that was taken up, if one was, and what the message is too short for."""

    reply: Reply
    taken_up: Library | None = None
    whole: str = ""


class Renewal:
    """One change of the library at a time; answering goes on, and a build that fails leaves everything as it is."""

    def __init__(
        self,
        desk: Desk,
        *,
        load: Load,
        shelf: Shelf,
        corpus: Path,
        gate: Gate,
        publish: Publish,
        patience: float = PATIENCE,
    ) -> None:
        self._desk, self._load, self._shelf, self._corpus = desk, load, shelf, corpus
        self._gate, self._publish, self._patience = gate, publish, patience
        self.is_loading = False  # a thread; where it reads files itself it cannot be ended, only left behind
        self._progress = (0, 0)
        self._change: asyncio.Task[None] | None = None

    async def reload(self, update: Update, context: Context) -> None:
        words, message = context.args or (), update.effective_message
        if message is None or not await self._gate.admits(update, "reload", detail=" ".join(words)):
            return
        confirmed = sentences.RELOAD_CONFIRMATION in words
        if no := self.begin(update, context, self.renew(message, confirmed=confirmed)):
            await self._desk.say(update, no)

    async def confirm(self, update: Update, context: Context, _press: Press) -> str | None:
        """The button below a library that was refused: builds once more and takes up what comes of it."""
        message = update.effective_message
        no = await self._gate.refuses(update, "reload", detail=sentences.RELOAD_CONFIRMATION)
        if no is not None or message is None:
            return no
        return self.begin(update, context, self.renew(message, confirmed=True))

    @property
    def is_building(self) -> bool:
        return self._change is not None and not self._change.done()

    def begin(self, update: Update, context: Context, change: Coroutine[Any, Any, None]) -> str | None:
        """Lets a change of the library run beside the answering; where another is under way, a sentence that says so."""
        if self.is_building:
            change.close()
            return sentences.RELOAD_UNDER_WAY
        self._change = context.application.create_task(change, update=update)
        self._change.add_done_callback(_tidy)
        return None

    def close(self) -> None:
        """Gives up a change under way."""
        if self._change is not None:
            self._change.cancel()

    async def renew(self, message: Message, *, confirmed: bool, anyway: tuple[str, Press] = ANYWAY) -> None:
        """Builds another library, takes it up where it may, and reports below a message.

        `anyway` is the button that takes up a library that was refused. Without a change there is nothing to build,
        unless an admin confirms it.
        """
        if not confirmed and await asyncio.to_thread(self._is_current):
            buttons = self._desk.keyboards.of_orders([AGAIN])
            await self._desk.send(message, Reply.saying(sentences.RELOAD_UNCHANGED, buttons))
            return
        started = await self._desk.send(message, Reply.saying(sentences.RELOAD_STARTED))
        old, outcome = self._desk.library, Outcome(_failure(sentences.RELOAD_CRASHED))
        try:
            outcome = await self._outcome(old, started, confirmed=confirmed, anyway=anyway)
        except CorpusError as error:
            outcome = Outcome(_failure(str(error)))
        except TimeoutError:
            outcome = Outcome(_failure(sentences.RELOAD_HUNG.format(minutes=int(self._patience // 60))))
        except asyncio.CancelledError:
            outcome = Outcome(_failure(sentences.RELOAD_STOPPED))
            raise
        finally:  # whatever else went wrong rises to the error handler, and the admin is told that the old one serves
            await self._desk.send(message, outcome.reply)
        if outcome.taken_up is not None:
            await self._tell(message, old=old, new=outcome.taken_up)
        if outcome.whole:
            document = InputFile(outcome.whole.encode("utf-8-sig", "replace"), filename="report.txt")
            await message.reply_document(document, caption=sentences.WHOLE_REPORT)

    async def _outcome(
        self, old: Library, started: Standing | None, *, confirmed: bool, anyway: tuple[str, Press]
    ) -> Outcome:
        """Builds, tries, and takes up the new library unless it is refused."""
        began = monotonic()
        new = await self._load_beside(started)
        trial = await asyncio.to_thread(golden_trial, self._corpus, old=old, new=new)
        if not confirmed and (no := _refusal(old, new, trial)):
            await self.stay()
            return Outcome(Reply.saying(no, self._desk.keyboards.of_orders([anyway])))
        unsaved = await self._take_up(old, new)
        seconds = monotonic() - began
        try:
            said, whole = await asyncio.to_thread(report.of_reload, old, new, trial, unsaved, seconds=seconds)
        except EngineError as error:  # the former articles lie elsewhere; the new library serves all the same
            said, whole = sentences.RELOADED_UNTOLD.format(passages=len(new.passages), reason=error), ""
        return Outcome(Reply.saying(said), new, whole)

    def _is_current(self) -> bool:
        """Whether a build would give what is served: what could not be read may be readable by now."""
        return self._shelf.is_current() and not any(problem.fatal for problem in self._desk.library.problems)

    async def stay(self) -> None:
        """The library that is served is that of the corpus as it is now, after a restart too."""
        await asyncio.to_thread(self._shelf.stay)

    async def _tell(self, message: Message, *, old: Library, new: Library) -> None:
        """Asks the gaps again, then lets those know who wait for what is new."""
        gaps = await gaps_again(self._desk.memory, old=old, new=new, today=today())
        notices = await self._publish(old=old, new=new)
        if said := "\n".join(filter(None, (gaps, notices))):
            await self._desk.send(message, Reply.saying(said))

    async def _load_beside(self, started: Standing | None) -> Library:
        """The library of the folder as it is now; meanwhile the message that it began tells how far it is."""
        self._progress = (0, 0)
        build = asyncio.create_task(asyncio.to_thread(self._load_flagged))
        shown = self._progress
        try:
            async with asyncio.timeout(self._patience):
                while not (await asyncio.wait((build,), timeout=STEP))[0]:
                    if started is not None and self._progress != shown:
                        shown = self._progress
                        await self._desk.say_instead(
                            started, sentences.RELOAD_PROGRESS.format(done=shown[0], total=shown[1])
                        )
                return build.result()
        finally:  # where it is not done, nobody waits for it any more
            build.cancel()
            self._shelf.give_up()

    def _load_flagged(self) -> Library:
        self.is_loading = True
        try:
            library = self._load(self._corpus, progress=self._move)
            library.warm()
            return library
        finally:
            self.is_loading = False

    def _move(self, done: int, total: int) -> None:
        self._progress = (done, total)

    async def _take_up(self, old: Library, new: Library) -> tuple[Problem, ...]:
        """Serves it from now on; the problem that it will not outlast a restart, if so."""
        unsaved = await asyncio.to_thread(self._shelf.keep, new, instead_of=old)
        self._desk.library = new
        logger.info("took up a library of %d passages", len(new.passages))
        return unsaved


def _tidy(change: asyncio.Task[None]) -> None:
    """The former library is gone by now, and its memory may go with it."""
    if not change.cancelled():
        asyncio.get_running_loop().run_in_executor(None, give_back)


def _refusal(old: Library, new: Library, trial: Trial) -> str | None:
    """Why a library is not taken up unless an admin confirms it; None where it is."""
    if len(new.passages) * 2 < len(old.passages):
        return sentences.RELOAD_SHRUNK.format(old=len(old.passages), new=len(new.passages))
    return report.of_refusal(trial) if trial.is_bad else None


def _failure(reason: str) -> Reply:
    return Reply.saying(sentences.RELOAD_FAILED.format(reason=reason))
