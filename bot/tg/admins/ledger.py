"""Admins' commands that look at the books: the gaps, why an answer came about, the figures of the days."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import re

from telegram import InputFile, Update
from telegram.ext import ContextTypes

from bot.library import version_of
from bot.store.records import Receipt
from bot.tg import sentences
from bot.tg.admins import figures, picture
from bot.tg.desk import Desk
from bot.tg.memory import today
from bot.tg.rights import Gate

NUMBER = re.compile(r"[A-Za-z0-9_-]{12}")
DAYS = 7


class Ledger:
    """What one desk has kept, for its admins."""

    def __init__(self, desk: Desk, gate: Gate) -> None:
        self._desk, self._gate = desk, gate

    async def gaps(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """`/gaps` lists the open gaps, `/gaps csv` sends them all as a table."""
        message = update.effective_message
        if message is None or not await self._gate.admits(update, "gaps"):
            return
        found = await self._desk.memory.ask(lambda store: store.gaps.open(limit=5000), None)
        if found is None:
            await self._desk.say(update, sentences.NO_BOOKS)
        elif found and "csv" in (argument.lower() for argument in context.args or ()):
            table = await asyncio.to_thread(figures.gaps_table, found)
            await message.reply_document(InputFile(table, filename="gaps.csv"))
        else:
            await self._desk.say(update, figures.of_gaps(found))

    async def why(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """`/why` with the number of an answer tells its receipt; with a question, how it is answered today."""
        if not await self._gate.admits(update, "why"):
            return
        text = " ".join(context.args or ())
        if not text:
            await self._desk.say(update, sentences.WHY_WHAT)
        elif NUMBER.fullmatch(text):
            receipt = await self._desk.memory.ask(lambda store: store.receipts.find(text), Receipt(""))
            tell = functools.partial(figures.of_receipt, receipt, self._desk.library)
            said = await asyncio.to_thread(tell) if receipt.id else sentences.NO_RECEIPT
            await self._desk.say(update, said)
        else:
            library = self._desk.library
            explain = functools.partial(library.explain, region=self._desk.region, today=today())
            version = await asyncio.to_thread(version_of, library)
            said = figures.of_explanation(await asyncio.to_thread(explain, text), version=version)
            await self._desk.say(update, said)

    async def stats(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """The last seven days in words, then as a picture where one can be drawn."""
        message = update.effective_message
        if message is None or not await self._gate.admits(update, "stats"):
            return
        until, library = today(), self._desk.library
        since = until - dt.timedelta(days=DAYS - 1)
        days = await self._desk.memory.ask(lambda store: store.statistics.days(since, until), None)
        version = await asyncio.to_thread(version_of, library)
        if days is None:
            await self._desk.say(update, sentences.NO_BOOKS)
            return
        drawn = picture.is_installed()
        told = figures.of_days(days, library, version=version)
        await self._desk.say(update, told if drawn or not days else f"{told}\n{sentences.NO_PICTURE}")
        if drawn and days:
            png = await asyncio.to_thread(picture.picture_of, days, until=until, count=DAYS, version=version)
            await message.reply_photo(InputFile(png, filename="stats.png"), caption=sentences.PICTURE_SAYS)

    async def audit(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """What admins did last, and what others were refused."""
        if not await self._gate.admits(update, "audit"):
            return
        deeds = await self._desk.memory.ask(lambda store: store.audit.latest(limit=figures.DEEDS), None)
        await self._desk.say(update, sentences.NO_BOOKS if deeds is None else figures.of_deeds(deeds))
