"""An admin's way back: the libraries that were served before, as buttons, and one of them taken up again."""

from __future__ import annotations

import asyncio
import logging
from time import monotonic

from telegram import Message, Update

from bot.loading import CorpusError
from bot.store.records import CHINA
from bot.store.shelf import Former, Shelf
from bot.store.snapshots import SnapshotError
from bot.tg import sentences
from bot.tg.admins import report
from bot.tg.admins.renewal import Context, Renewal
from bot.tg.buttons import Action, Press
from bot.tg.desk import Desk
from bot.tg.reply import Reply
from bot.tg.rights import Gate

logger = logging.getLogger(__name__)


class Rollback:
    """Takes up one of the last three libraries, without reading the corpus."""

    def __init__(self, desk: Desk, *, shelf: Shelf, renewal: Renewal, gate: Gate) -> None:
        self._desk, self._shelf, self._renewal, self._gate = desk, shelf, renewal, gate

    async def rollback(self, update: Update, context: Context) -> None:
        """`/rollback` offers the libraries, `/rollback 1` goes back to the one before."""
        message, wanted = update.effective_message, " ".join(context.args or ())
        if message is None or not await self._gate.admits(update, "rollback", detail=wanted):
            return
        try:
            former = await asyncio.to_thread(self._shelf.former)
        except CorpusError as error:  # the engine that many share cannot be asked
            await self._desk.say(update, sentences.NOT_ROLLED_BACK.format(reason=error))
            return
        if not former:
            await self._desk.say(update, sentences.NO_FORMER)
        elif wanted in {str(number) for number, _ in enumerate(former, 1)}:
            if no := self._renewal.begin(update, context, self._go_back(message, former[int(wanted) - 1])):
                await self._desk.say(update, no)
        else:
            await self._desk.send(message, self._offer(former))

    async def press(self, update: Update, context: Context, press: Press) -> str | None:
        no = await self._gate.refuses(update, "rollback", detail=press.about)
        if no is not None or update.effective_message is None:
            return no
        try:
            former = await asyncio.to_thread(self._shelf.former)
        except CorpusError as error:
            return sentences.NOT_ROLLED_BACK.format(reason=error)
        chosen = next((one for one in former if one.id == press.about), None)
        if chosen is None:
            return sentences.FORMER_GONE
        return self._renewal.begin(update, context, self._go_back(update.effective_message, chosen))

    def _offer(self, former: tuple[Former, ...]) -> Reply:
        lines = [f"{number}. {_told(one)}" for number, one in enumerate(former, 1)]
        orders = [
            (sentences.GO_BACK.format(number=number, version=one.version), Press(Action.GO_BACK, one.id))
            for number, one in enumerate(former, 1)
        ]
        text = "\n".join((sentences.FORMERS, *lines, sentences.FORMERS_HOW))
        return Reply.saying(text, self._desk.keyboards.of_orders(orders))

    async def _go_back(self, message: Message, former: Former) -> None:
        old, began = self._desk.library, monotonic()
        try:
            new, unsaved = await asyncio.to_thread(self._shelf.take_back, former, instead_of=old)
            await asyncio.to_thread(new.warm)
        except (SnapshotError, CorpusError) as error:
            said = sentences.NOT_ROLLED_BACK.format(reason=error)
        else:
            self._desk.library = new
            logger.warning("went back to a library of %d passages", len(new.passages))
            name, seconds = _told(former), monotonic() - began
            said = await asyncio.to_thread(report.of_rollback, old, new, unsaved, name=name, seconds=seconds)
        await self._desk.send(message, Reply.saying(said))


def _told(former: Former) -> str:
    return sentences.FORMER.format(
        version=former.version,
        built=former.built.astimezone(CHINA),
        articles=former.articles,
        passages=former.passages,
    )
