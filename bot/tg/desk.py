"""The desk where workers ask: it holds the library of the day; its methods take an update and send a reply."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import logging
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import CallbackContext, ContextTypes

from bot import words
from bot.library import CorpusError, Library
from bot.model import Answer
from bot.tg import report, sentences
from bot.tg.admins import refusal
from bot.tg.buttons import Keyboards
from bot.tg.questions import question_of
from bot.tg.render import clean, render_answer, render_text

logger = logging.getLogger(__name__)

Load = Callable[[Path], Library]
REMEMBERED = 2_000  # answers that still follow an edit of their question
PATIENCE = 600.0  # seconds after which a build counts as hung
EXAMPLE = 20  # characters of a headline that can stand as an example of a question
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


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: a message and the buttons below it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


class Desk:
    """Answers from `library`, which is never edited: a reload builds another and takes it up in one assignment."""

    def __init__(
        self,
        library: Library,
        *,
        name: str = "niangjia",
        load: Load,
        corpus: Path,
        admin_ids: Set[int] = frozenset(),
        hotline: str = "12351",
        region: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.library, self.keyboards = library, Keyboards(name)
        self._load, self._corpus, self._patience = load, corpus, patience
        self._admin_ids, self.hotline, self._region = admin_ids, hotline, region
        self._replies: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._build: asyncio.Task[None] | None = None
        self.is_loading = False  # a thread that reads files; it cannot be ended, only left behind

    # for workers

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(update, sentences.START)

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(update, sentences.HELP)

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(update, sentences.PRIVACY)

    async def ask(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers `/ask`, plain text and captions; an edited question has its answer edited."""
        message = update.effective_message
        question = question_of(message) if message else None
        if message is None or question is None:
            return
        if not question and (message.text or "").startswith("/"):
            await self._reply(message, Reply(render_text(sentences.ASK_WHAT)))
            return
        await self._reply(message, await self.compose(question, short=message.chat.type != message.chat.PRIVATE))

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
        if update.callback_query is not None:
            await update.callback_query.answer()
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

    async def answer(self, question: str, *, limit: int) -> Answer:
        """What the library of this moment answers; the event loop goes on meanwhile."""
        began = monotonic()
        answer = await asyncio.to_thread(self.library.answer, clean(question), limit=limit, region=self._region)
        logger.info("%s, %d citations, %.0f ms", answer.kind, len(answer.citations), (monotonic() - began) * 1000)
        return answer

    async def compose(self, question: str, *, short: bool, first: int = 0) -> Reply:
        """The reply to a question, from its `first` citation on; a short one is for groups."""
        limit = 1 if short else 3
        answer = await self.answer(question, limit=first + limit + 1)
        shown = answer.citations[first : first + limit]
        if not shown and first:
            return Reply(render_text(sentences.NO_MORE))
        more_from = first + limit if len(answer.citations) > first + limit else None
        keyboard = self.keyboards.of_answer(shown, more_from=more_from, rated=not short) if shown else None
        return Reply(render_answer(answer, hotline=self.hotline, first=first, limit=limit), keyboard)

    async def send(self, message: Message, reply: Reply) -> Message | None:
        """The reply that was sent; None where the worker has blocked us, who is then left in peace."""
        try:
            return await message.reply_html(
                reply.html,
                reply_markup=reply.keyboard,
                do_quote=True,
                allow_sending_without_reply=True,
                link_preview_options=NO_PREVIEW,
            )
        except Forbidden:
            logger.info("a reply was not taken: the bot is blocked or no longer in the chat")
            return None

    async def edit(self, chat_id: int, message_id: int, reply: Reply, bot: Bot) -> bool:
        """Whether a message of ours could be edited, or already stands as it should; False where it is gone."""
        try:
            await bot.edit_message_text(
                reply.html,
                chat_id,
                message_id,
                parse_mode="HTML",
                reply_markup=reply.keyboard,
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            return "not modified" in error.message
        return True

    async def _reply(self, message: Message, reply: Reply) -> None:
        """Edits the reply that this message has, where it was edited itself; else sends one and remembers it."""
        key = (message.chat.id, message.message_id)
        number = self._replies.get(key) if message.edit_date else None
        if number is not None and await self.edit(message.chat.id, number, reply, message.get_bot()):
            return
        if sent := await self.send(message, reply):
            self._replies[key] = sent.message_id
        while len(self._replies) > REMEMBERED:
            self._replies.popitem(last=False)

    async def _say(self, update: Update, sentence: str) -> None:
        if update.effective_message is not None:
            await self.send(update.effective_message, Reply(render_text(await self._filled(sentence))))

    async def _filled(self, sentence: str) -> str:
        """The sentence with the hotline and, where it wants them, questions that this library really answers."""
        if "{examples}" in sentence:
            examples = await asyncio.to_thread(examples_of, self.library)
            sentence = sentence.replace("{examples}", "、".join(f"“{example}”" for example in examples))
        return sentence.replace("{hotline}", self.hotline)


def examples_of(library: Library) -> tuple[str, ...]:
    """The first three questions, of those that workers like to ask and of the headlines, that this library answers."""
    titles = (article.title for article in library.articles if article.title and len(article.title) <= EXAMPLE)
    candidates = dict.fromkeys(itertools.chain(words.EXAMPLES, titles))
    answered = (one for one in itertools.islice(candidates, 50) if library.answer(one, limit=1).citations)
    return tuple(itertools.islice(answered, 3)) or words.EXAMPLES
