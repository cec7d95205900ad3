"""What a worker writes, command or question: each gets one reply, which is edited when the message is."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.tg import sentences
from bot.tg.desk import Desk
from bot.tg.questions import question_of, worker_of
from bot.tg.reply import Reply
from bot.tg.workers.albums import Albums
from bot.tg.workers.composition import Composer

REMEMBERED = 2_000  # answers that still follow an edit of their question
KINDS = {
    "photo": sentences.PHOTO,
    "voice": sentences.VOICE,
    "video_note": sentences.VOICE,
    "audio": sentences.VOICE,
    "sticker": sentences.STICKER,
    "location": sentences.LOCATION,
    "venue": sentences.LOCATION,
}


class Talk:
    """The handlers of workers' messages at one desk."""

    def __init__(self, desk: Desk, composer: Composer) -> None:
        self._desk, self._composer = desk, composer
        self._replies: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._albums = Albums()

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._desk.say(update, sentences.START)

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._desk.say(update, sentences.HELP)

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._desk.say(update, sentences.PRIVACY)

    async def ask(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers `/ask`, plain text and captions; an edited question has its answer edited."""
        message = update.effective_message
        question = question_of(message) if message else None
        if message is None or question is None:
            return
        self._albums.meets(message)
        if not question and (message.text or "").startswith("/"):
            await self._reply(message, Reply.saying(sentences.ASK_WHAT))
            return
        short = message.chat.type != message.chat.PRIVATE
        await self._reply(message, await self._composer.compose(question, short=short, worker=worker_of(message)))

    async def other_kind(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says what we cannot read, and what to do instead; once an album, and of an edit where it had an answer."""
        message = update.effective_message
        if message is None or (self._albums.meets(message) and not message.edit_date):
            return
        answered = (message.chat.id, message.message_id) in self._replies
        if message.edit_date and (message.location or not answered):  # a live location moves every few seconds
            return
        kind = next((kind for kind in KINDS if getattr(message, kind)), None)
        said = await self._desk.filled(KINDS[kind] if kind else sentences.OTHER_KIND)
        await self._reply(message, Reply.saying(said))

    async def unknown_command(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._desk.say(update, sentences.UNKNOWN_COMMAND)

    def forget_replies(self, chat_id: int) -> None:
        """An edit in this chat no longer edits an answer."""
        for key in [key for key in self._replies if key[0] == chat_id]:
            del self._replies[key]

    async def _reply(self, message: Message, reply: Reply) -> None:
        """Edits the reply that this message has, where it was edited itself; else sends one and remembers it."""
        key = (message.chat.id, message.message_id)
        number = self._replies.get(key) if message.edit_date else None
        if number is not None and await self._desk.edit(message.chat.id, number, reply, message.get_bot()):
            return
        if sent := await self._desk.send(message, reply):
            self._replies[key] = sent.message_id
        while len(self._replies) > REMEMBERED:
            self._replies.popitem(last=False)
