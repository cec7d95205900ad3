"""The files of the corpus for an admin's phone: listed, looked at, fetched, withdrawn, and brought back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import PurePosixPath

from telegram import InputFile, Update
from telegram.ext import ContextTypes

from bot.tg.admins import file_sentences
from bot.tg.admins.cards import ANYWAY, ASK, FILTERED, THEN, Cards
from bot.tg.admins.filing import Errand, Filing
from bot.tg.buttons import Action, Order, Press
from bot.tg.desk import Desk
from bot.tg.questions import COMMAND
from bot.tg.reply import Reply
from bot.tg.rights import Gate


class Files:
    """What stands in the corpus, and what stood there."""

    def __init__(self, desk: Desk, *, filing: Filing, gate: Gate) -> None:
        self._desk, self._filing, self._gate = desk, filing, gate
        self._cards = Cards(desk, filing.originals)

    def handlers(self) -> dict[Action, Order]:
        return {
            Action.FILES: self._list,
            Action.FILE: self._file,
            Action.FETCH: self._fetch,
            Action.WITHDRAW: self._withdraw,
            Action.FORMERS: self._formers,
            Action.FORMER: self._former,
            Action.BRING_BACK: self._bring_back,
        }

    async def files(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """`/files` lists them, `/files 公租房` those with that in their name or a headline."""
        message, wanted = update.effective_message, " ".join(context.args or ())
        if message is not None and await self._gate.admits(update, "files", detail=wanted):
            await self._desk.send(message, await asyncio.to_thread(self._cards.listed, 0, wanted))

    async def _list(self, update: Update, _context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        wanted = _wanted(update) if press.about == FILTERED else ""
        return await self._turn(update, self._cards.listed, press.number or 0, wanted)

    async def _formers(self, update: Update, _context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        return await self._turn(update, self._cards.formers, press.number or 0)

    async def _file(self, update: Update, _context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        return await self._turn(update, self._cards.file, press.about)

    async def _former(self, update: Update, _context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        return await self._turn(update, self._cards.former, press.about)

    async def _fetch(self, update: Update, _context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        """Sends the file itself, of today (number 0) or as it was."""
        message = update.effective_message
        name, data = await asyncio.to_thread(self._cards.held, press.about, press.number or 0)
        if no := await self._gate.refuses(update, "fetch", detail=name):
            return no
        if message is None or not data:
            return file_sentences.FILE_GONE
        await message.reply_document(InputFile(data, filename=PurePosixPath(name).name))
        return None

    async def _withdraw(self, update: Update, context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        name = await asyncio.to_thread(self._cards.name_of, press.about)
        errand = Errand(
            name,
            None,
            file_sentences.WITHDRAWN.format(name=name),
            (file_sentences.WITHDRAW_ANYWAY, Press(Action.WITHDRAW, press.about, ANYWAY)),
            confirmed=press.number == ANYWAY,
        )
        asked = self._cards.asking(name, press.about)
        return await self._change(update, context, "withdraw", errand, asked=asked if press.number == ASK else None)

    async def _bring_back(self, update: Update, context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        name, data = await asyncio.to_thread(self._cards.held, press.about, THEN)
        errand = Errand(
            name if data else "",
            data,
            file_sentences.BROUGHT_BACK.format(name=name),
            (file_sentences.BRING_BACK_ANYWAY, Press(Action.BRING_BACK, press.about, ANYWAY)),
            confirmed=press.number == ANYWAY,
        )
        return await self._change(update, context, "bring back", errand)

    async def _change(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        action: str,
        errand: Errand,
        *,
        asked: Reply | None = None,
    ) -> str | None:
        """Asks first where there is something to ask, else carries it out."""
        message = update.effective_message
        if no := await self._gate.refuses(update, action, detail=errand.name):
            return no
        if message is None or not errand.name:
            return file_sentences.FILE_GONE
        if asked is not None:
            await self._desk.show(message, asked)
            return None
        return self._filing.renewal.begin(update, context, self._filing.carry_out(message, errand, shown=message))

    async def _turn(self, update: Update, page: Callable[..., Reply], *about: object) -> str | None:
        """Puts a page in the place of the message with the button."""
        message = update.effective_message
        if (no := await self._gate.refuses(update, "files", is_look=True)) or message is None:
            return no
        await self._desk.show(message, await asyncio.to_thread(page, *about))
        return None


def _wanted(update: Update) -> str:
    """What stands behind the `/files` that the list with the button replies to: it has no room on the button."""
    message = update.effective_message
    command = message.reply_to_message if message else None
    return " ".join(COMMAND.sub("", (command.text or "") if command else "", count=1).split())
