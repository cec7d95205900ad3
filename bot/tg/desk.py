"""The desk where workers ask: it holds the library of the day; its methods take an update and send a reply."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections import OrderedDict
from collections.abc import Set
from pathlib import Path
from time import monotonic

from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot import words
from bot.contacts import Contacts
from bot.engines.shelf import SharedShelf
from bot.library import Library, version_of
from bot.store.originals import Originals
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.admins.filing import Filing
from bot.tg.admins.renewal import Load, Renewal
from bot.tg.admins.rights import Gate
from bot.tg.admins.rollback import Rollback
from bot.tg.buttons import Keyboards
from bot.tg.memory import Memory, today
from bot.tg.questions import question_of, worker_of
from bot.tg.render import clean, render_text
from bot.tg.reply import NO_PREVIEW, Reply, Standing
from bot.tg.traffic.plain import PlainBot
from bot.tg.workers.albums import Albums
from bot.tg.workers.composition import Composer
from bot.tg.workers.notices import Notices
from bot.tg.workers.receipts import Asked

logger = logging.getLogger(__name__)

REMEMBERED = 2_000  # answers that still follow an edit of their question
EXAMPLE = 20  # characters of a headline that can stand as an example of a question
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
        shelf: Shelf,
        corpus: Path,
        name: str = "niangjia",
        admin_ids: Set[int] = frozenset(),
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
        self.gate = Gate(self, admin_ids)
        self.renewal = Renewal(self, load=load, shelf=shelf, corpus=corpus, gate=self.gate)
        self.filing = Filing(self, originals=Originals(corpus), renewal=self.renewal)
        self.back = Rollback(self, shelf=shelf, renewal=self.renewal, gate=self.gate)
        self.composer = Composer(self, is_far=isinstance(shelf, SharedShelf))
        self.notices = Notices(self)
        self._replies: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._albums = Albums()

    # for workers

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.say(update, sentences.START)

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.say(update, sentences.HELP)

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.say(update, sentences.PRIVACY)

    async def ask(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers `/ask`, plain text and captions; an edited question has its answer edited."""
        message = update.effective_message
        question = question_of(message) if message else None
        if message is None or question is None:
            return
        self._albums.meets(message)
        if not question and (message.text or "").startswith("/"):
            await self._reply(message, Reply(render_text(sentences.ASK_WHAT)))
            return
        short = message.chat.type != message.chat.PRIVATE
        await self._reply(message, await self.composer.compose(question, short=short, worker=worker_of(message)))

    async def other_kind(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says what we cannot read, and what to do instead; once an album, and of an edit where it had an answer."""
        message = update.effective_message
        if message is None or (self._albums.meets(message) and not message.edit_date):
            return
        answered = (message.chat.id, message.message_id) in self._replies
        if message.edit_date and (message.location or not answered):  # a live location moves every few seconds
            return
        kind = next((kind for kind in KINDS if getattr(message, kind)), None)
        said = await self._filled(KINDS[kind] if kind else sentences.OTHER_KIND)
        await self._reply(message, Reply(render_text(said)))

    async def unknown_command(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.say(update, sentences.UNKNOWN_COMMAND)

    async def too_fast(self, update: Update) -> None:
        await self.say(update, sentences.TOO_FAST)

    async def apologize(self, update: Update, sentence: str = sentences.APOLOGY) -> None:
        if update.callback_query is not None:
            with contextlib.suppress(BadRequest):  # too old, or answered already
                await update.callback_query.answer()
        await self.say(update, sentence)

    # replies

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

    async def renewed(self, *, old: Library, new: Library) -> str:
        """After a reload: begins to tell those who wait for what is new; a sentence on it, empty where nobody is."""
        followers, waiting = await self.notices.publish(old=old, new=new)
        return sentences.NOTICES.format(followers=followers, waiting=waiting) if followers or waiting else ""

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

    def forget_replies(self, chat_id: int) -> None:
        """An edit in this chat no longer edits an answer."""
        for key in [key for key in self._replies if key[0] == chat_id]:
            del self._replies[key]

    async def say(self, update: Update, sentence: str) -> Standing | None:
        """Sends a sentence as a reply; None where there is nothing to reply to, or nobody takes it."""
        if update.effective_message is None:
            return None
        return await self.send(update.effective_message, Reply(render_text(await self._filled(sentence))))

    async def say_instead(self, message: Standing, sentence: str) -> None:
        """Puts a sentence in the place of one of our own messages."""
        await self.show(message, Reply(render_text(sentence)))

    async def show(self, message: Standing, reply: Reply) -> None:
        """Puts a reply in the place of one of our own messages."""
        await self.edit(message.chat_id, message.message_id, reply, message.get_bot())

    async def _filled(self, sentence: str) -> str:
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
