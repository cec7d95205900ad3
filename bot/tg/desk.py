"""The desk where workers ask: it holds the library of the day; its methods take an update and send a reply."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections import OrderedDict
from collections.abc import Callable, Set
from pathlib import Path
from time import monotonic
from typing import Any

from telegram import LinkPreviewOptions, Message, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import CallbackContext, ContextTypes

from bot.library import CorpusError, Library
from bot.tg import report, sentences
from bot.tg.admins import refusal
from bot.tg.questions import question_of
from bot.tg.render import clean, render_answer, render_text

logger = logging.getLogger(__name__)

Load = Callable[[Path], Library]
REMEMBERED = 2_000  # answers that still follow an edit of their question
PATIENCE = 600.0  # seconds after which a build counts as hung
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
KINDS = {
    "photo": sentences.PHOTO,
    "voice": sentences.VOICE,
    "video_note": sentences.VOICE,
    "audio": sentences.VOICE,
    "sticker": sentences.STICKER,
    "location": sentences.LOCATION,
    "venue": sentences.LOCATION,
}


class Desk:
    """Answers from `library`, which is never edited: a reload builds another and takes it up in one assignment."""

    def __init__(
        self,
        library: Library,
        *,
        load: Load,
        corpus: Path,
        admin_ids: Set[int] = frozenset(),
        hotline: str = "12351",
        region: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.library = library
        self._load, self._corpus, self._patience = load, corpus, patience
        self._admin_ids, self._hotline, self._region = admin_ids, hotline, region
        self._replies: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._build: asyncio.Task[None] | None = None
        self.is_loading = False  # a thread that reads files; it cannot be ended, only left behind

    # for workers

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(update, sentences.START)

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(update, sentences.HELP)

    async def ask(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers `/ask`, plain text and captions; an edited question has its answer edited."""
        message = update.effective_message
        question = question_of(message) if message else None
        if message is None or question is None:
            return
        if not question and (message.text or "").startswith("/"):
            await self._reply(message, render_text(sentences.ASK_WHAT))
            return
        await self._reply(message, await self._answer(clean(question), short=message.chat.type != message.chat.PRIVATE))

    async def other_kind(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says what we cannot read, and what to do instead."""
        message = update.effective_message
        kind = next((kind for kind in KINDS if message and getattr(message, kind)), None)
        await self._say(update, KINDS[kind] if kind else sentences.OTHER_KIND)

    async def unknown_command(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(update, sentences.UNKNOWN_COMMAND)

    async def too_fast(self, update: Update) -> None:
        await self._say(update, sentences.TOO_FAST)

    async def apologize(self, update: Update) -> None:
        await self._say(update, sentences.APOLOGY)

    # for admins

    async def reload(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Builds another library beside this one, one at a time; answering goes on."""
        if no := refusal(update, self._admin_ids, now=dt.datetime.now(dt.UTC)):
            logger.warning("refused an admin command: %s", no)
            await self._say(update, no)
        elif self.is_building:
            await self._say(update, sentences.RELOAD_UNDER_WAY)
        else:
            confirmed = sentences.RELOAD_CONFIRMATION in (context.args or ())
            work = self._rebuild(update, confirmed=confirmed)
            self._build = context.application.create_task(work, update=update)

    @property
    def is_building(self) -> bool:
        return self._build is not None and not self._build.done()

    def close(self) -> None:
        """Gives up a build under way; the library stays as it is."""
        if self._build is not None:
            self._build.cancel()

    async def _rebuild(self, update: Update, *, confirmed: bool) -> None:
        await self._say(update, sentences.RELOAD_STARTED)
        began, said = monotonic(), sentences.RELOAD_FAILED.format(reason=sentences.RELOAD_CRASHED)
        try:
            said = self._take_up(await self._load_beside(), confirmed=confirmed, began=began)
        except CorpusError as error:
            said = sentences.RELOAD_FAILED.format(reason=error)
        except TimeoutError:
            said = sentences.RELOAD_FAILED.format(
                reason=sentences.RELOAD_HUNG.format(minutes=int(self._patience // 60))
            )
        except asyncio.CancelledError:
            said = sentences.RELOAD_FAILED.format(reason=sentences.RELOAD_STOPPED)
            raise
        finally:  # whatever else went wrong rises to the error handler, and the admin is told that the old one serves
            await self._say(update, said)

    async def _load_beside(self) -> Library:
        return await asyncio.wait_for(asyncio.to_thread(self._load_flagged), self._patience)

    def _load_flagged(self) -> Library:
        self.is_loading = True
        try:
            return self._load(self._corpus)
        finally:
            self.is_loading = False

    def _take_up(self, library: Library, *, confirmed: bool, began: float) -> str:
        old, new = len(self.library.passages), len(library.passages)
        if new * 2 < old and not confirmed:
            return sentences.RELOAD_SHRUNK.format(old=old, new=new)
        said = report.of_reload(self.library, library, seconds=monotonic() - began)
        self.library = library
        logger.info("took up a library of %d passages", new)
        return said

    # replies

    async def _answer(self, question: str, *, short: bool) -> str:
        library, began = self.library, monotonic()
        limit = 1 if short else 3
        answer = await asyncio.to_thread(library.answer, question, limit=limit, region=self._region)
        logger.info("%s, %d citations, %.0f ms", answer.kind, len(answer.citations), (monotonic() - began) * 1000)
        return render_answer(answer, hotline=self._hotline, limit=limit)

    async def _say(self, update: Update, sentence: str) -> None:
        if update.effective_message is not None:
            await self._send(update.effective_message, render_text(self._filled(sentence)))

    def _filled(self, sentence: str) -> str:
        examples = "、".join(f"“{example}”" for example in sentences.EXAMPLES)
        return sentence.replace("{hotline}", self._hotline).replace("{examples}", examples)

    async def _reply(self, message: Message, html: str) -> None:
        """Edits the reply that this message has, where it was edited itself; else sends one and remembers it."""
        if message.edit_date is not None and await self._edit(message, html):
            return
        if sent := await self._send(message, html):
            self._remember((message.chat.id, message.message_id), sent.message_id)

    async def _send(self, message: Message, html: str) -> Message | None:
        """The reply that was sent; None where the worker has blocked us, who is then left in peace."""
        try:
            return await message.reply_html(
                html, do_quote=True, allow_sending_without_reply=True, link_preview_options=NO_PREVIEW
            )
        except Forbidden:
            logger.info("a reply was not taken: the bot is blocked or no longer in the chat")
            return None

    async def _edit(self, message: Message, html: str) -> bool:
        """Whether the reply to this message could be edited; False where there is none any more."""
        reply = self._replies.get((message.chat.id, message.message_id))
        if reply is None:
            return False
        try:
            await message.get_bot().edit_message_text(
                html, message.chat.id, reply, parse_mode="HTML", link_preview_options=NO_PREVIEW
            )
        except BadRequest as error:
            return "not modified" in error.message
        return True

    def _remember(self, key: tuple[int, int], reply: int) -> None:
        self._replies[key] = reply
        while len(self._replies) > REMEMBERED:
            self._replies.popitem(last=False)
