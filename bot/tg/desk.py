"""The desk where workers ask: it holds the library of the day, asks it, and says in the chat what is said."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from dataclasses import dataclass
from time import monotonic

from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden

from bot import words
from bot.contacts import Contacts
from bot.library import Library, version_of
from bot.model import Answer
from bot.tg import sentences
from bot.tg.buttons import Keyboards
from bot.tg.memory import Memory, today
from bot.tg.render import clean
from bot.tg.reply import NO_PREVIEW, Reply, Standing
from bot.tg.traffic.plain import PlainBot

logger = logging.getLogger(__name__)

EXAMPLE = 20  # characters of a headline that can stand as an example of a question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, by whom and in which place, from which library, in how many seconds."""

    question: str
    answer: Answer
    library: Library
    worker: int = 0
    region: str = ""
    seconds: float = 0.0


class Desk:
    """What all who serve here share: the library, the memory, the telephones, and the ways to ask and to reply.

    `library` is never edited: a reload builds another and takes it up in one assignment.
    """

    def __init__(
        self,
        library: Library,
        *,
        name: str = "niangjia",
        hotline: str = "12351",
        crisis_line: str = "12356",
        contacts: Contacts = (),
        region: str | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.library, self.keyboards, self.region = library, Keyboards(name), region
        self.hotline, self.crisis_line, self.contacts = hotline, crisis_line, contacts
        self.memory = memory or Memory()
        self._examples: tuple[str, tuple[str, ...]] = ("", ())

    # asking

    async def region_of(self, worker: int) -> str:
        """The place that the worker chose; empty where none."""
        return await self.memory.ask(lambda store: store.regions.find(worker), "") if worker else ""

    async def examples(self) -> tuple[str, ...]:
        """Questions that the library of this moment really answers; asked once a library."""
        library = self.library
        version = await asyncio.to_thread(version_of, library)
        if self._examples[0] != version:  # the version, not the library, which would be held as long as nobody asks
            self._examples = (version, await asyncio.to_thread(examples_of, library))
        return self._examples[1]

    async def asked(self, question: str, *, limit: int, worker: int = 0) -> Asked:
        """What the library of this moment answers; the event loop goes on meanwhile."""
        return await asyncio.to_thread(self.asked_here, question, limit=limit, worker=worker)

    def asked_here(self, question: str, *, limit: int, worker: int = 0, quoted: int | None = None) -> Asked:
        """The same from a thread that may wait."""
        began, library = monotonic(), self.library
        chosen = self.memory.ask_here(lambda store: store.regions.find(worker), "") if worker else ""
        region = chosen or self.region or ""
        answer = library.answer(clean(question), limit=limit, region=region or None, today=today(), quoted=quoted)
        seconds = monotonic() - began
        logger.info("%s, %d citations, %.0f ms", answer.kind, len(answer.citations), seconds * 1000)
        return Asked(question, answer, library, worker, region, seconds)

    # replying

    async def send(self, message: Message, reply: Reply) -> Standing | None:
        """The reply that was sent; None where the worker has blocked us, who is then left in peace."""
        bot = message.get_bot()
        try:
            if isinstance(bot, PlainBot):
                return await bot.send_plain(reply.request(message))
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
        except Forbidden:
            logger.info("an edit was not taken: the bot is blocked or no longer in the chat")
        return True

    async def say(self, update: Update, sentence: str) -> Standing | None:
        """Sends a sentence as a reply; None where there is nothing to reply to, or nobody takes it."""
        if update.effective_message is None:
            return None
        return await self.send(update.effective_message, Reply.saying(await self.filled(sentence)))

    async def say_instead(self, message: Standing, sentence: str) -> None:
        """Puts a sentence in the place of one of our own messages."""
        await self.show(message, Reply.saying(sentence))

    async def show(self, message: Standing, reply: Reply) -> None:
        """Puts a reply in the place of one of our own messages."""
        await self.edit(message.chat_id, message.message_id, reply, message.get_bot())

    async def too_fast(self, update: Update) -> None:
        await self.say(update, sentences.TOO_FAST)

    async def apologize(self, update: Update, sentence: str = sentences.APOLOGY) -> None:
        if update.callback_query is not None:
            with contextlib.suppress(BadRequest):  # too old, or answered already
                await update.callback_query.answer()
        await self.say(update, sentence)

    async def filled(self, sentence: str) -> str:
        """The sentence with the hotline and, where it wants them, questions that this library really answers."""
        if "{examples}" in sentence:
            sentence = sentence.replace("{examples}", "、".join(f"“{one}”" for one in await self.examples()))
        return sentence.replace("{hotline}", self.hotline)


def examples_of(library: Library) -> tuple[str, ...]:
    """The first three questions, of those that workers like to ask and of the headlines, that this library answers."""
    titles = (article.title for article in library.articles if article.title and len(article.title) <= EXAMPLE)
    candidates = dict.fromkeys(itertools.chain(words.EXAMPLES, titles))
    some, day = itertools.islice(candidates, 50), today()
    answered = (one for one in some if library.answer(one, limit=1, today=day).citations)
    return tuple(itertools.islice(answered, 3)) or words.EXAMPLES
