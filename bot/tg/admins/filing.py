"""A change of the corpus's files and the library that comes of it: both, or neither."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from telegram import Message

from bot.store.originals import Change, OriginalError, Originals
from bot.tg.admins import file_sentences
from bot.tg.admins.renewal import Renewal
from bot.tg.buttons import Press
from bot.tg.desk import Desk
from bot.tg.memory import now
from bot.tg.reply import Reply

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """What a file shall hold (None: withdrawn), what is said once it does, and the button for taking it up anyway."""

    name: str
    data: bytes | None
    done: str
    anyway: tuple[str, Press]
    confirmed: bool = False


class Filing:
    """Carries out one errand at a time, as the renewal allows."""

    def __init__(self, desk: Desk, *, originals: Originals, renewal: Renewal) -> None:
        self._desk, self.originals, self.renewal = desk, originals, renewal

    async def carry_out(self, message: Message, errand: Errand, *, shown: Message) -> None:
        """Changes the file, builds, and puts the file back where the library was not taken up.

        Told in replies to `message`; `shown` is our message with the button, which gives way to what was done.
        """
        try:
            change = await asyncio.to_thread(self.originals.change, errand.name, errand.data, now=now())
        except OriginalError as error:
            await self._tell(message, str(error))
            return
        await self._desk.say_instead(shown, errand.done)
        old = self._desk.library
        try:
            await self.renewal.renew(message, confirmed=errand.confirmed, anyway=errand.anyway)
        finally:  # a word that could not be sent after the library was taken up takes nothing back
            if self._desk.library is old:
                await self._put_back(message, change)

    async def _put_back(self, message: Message, change: Change) -> None:
        try:
            await asyncio.to_thread(self.originals.undo, change)
        except OriginalError as error:
            logger.error("a file could not be put back: %s", error)
            said = file_sentences.NOT_UNDONE.format(name=change.name, reason=error)
        else:
            said = file_sentences.UNDONE.format(name=change.name)
        await self.renewal.stay()
        await self._tell(message, said)

    async def _tell(self, message: Message, said: str) -> None:
        await self._desk.send(message, Reply.saying(said))
