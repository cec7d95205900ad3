"""Presses on buttons: each is answered once, by whoever it belongs to, with what the library of the day holds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.model import Passage
from bot.store.records import FeedbackKind
from bot.tg import sentences
from bot.tg.buttons import LISTED, Action, Order, Press, name_id, press_of
from bot.tg.desk import Desk
from bot.tg.memory import now
from bot.tg.questions import COMMAND, question_of, worker_of
from bot.tg.reply import Reply
from bot.tg.rights import Gate
from bot.tg.workers.choices import Choices
from bot.tg.workers.composition import Composer
from bot.tg.workers.follows import Follows
from bot.tg.workers.pages import page_with, pages_of
from bot.tg.workers.receipts import keep_rating

logger = logging.getLogger(__name__)

RATING = {Action.USEFUL, Action.USELESS, Action.REASON}
KINDS = (FeedbackKind.IRRELEVANT, FeedbackKind.OUTDATED, FeedbackKind.UNCLEAR, FeedbackKind.ELSEWHERE)  # as REASONS


class Presses:
    """What the buttons below answers, articles and topics of one desk do."""

    def __init__(
        self,
        desk: Desk,
        *,
        composer: Composer,
        choices: Choices,
        follows: Follows,
        gate: Gate,
        orders: Mapping[Action, Order],
    ) -> None:
        self._desk, self._composer, self._choices, self._follows = desk, composer, choices, follows
        self._gate, self._orders = gate, orders

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None:
            return
        press, message = press_of(query.data or ""), query.message
        if press is None or (press.action is Action.REASON and (press.number or 0) >= len(sentences.REASONS)):
            await self._gate.record(update, "press", query.data or "", sentences.BUTTON_DEAD)
            await _answer(query, sentences.BUTTON_DEAD)
        elif not isinstance(message, Message):
            await _answer(query, sentences.BUTTON_DEAD)
        elif press.action in self._orders:
            await _answer(query, await self._orders[press.action](update, context, press))
        elif not _belongs(query, message):
            await self._gate.record(update, "press", query.data or "", sentences.NOT_YOURS)
            await _answer(query, sentences.NOT_YOURS)
        else:
            await _answer(query, await self._act(press, message, worker=query.from_user.id))

    async def topics(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """What the library covers, as buttons."""
        if update.effective_message is not None:
            await self._desk.send(update.effective_message, self._topics())

    async def _act(self, press: Press, message: Message, *, worker: int) -> str | None:
        """Does it; the sentence is shown in a window over the chat, None where what was done speaks for itself."""
        match press.action:
            case Action.MORE:
                return await self._more(press, message)
            case Action.TOPICS:
                await self._desk.show(message, self._topics())
                return None
            case Action.TOPIC:
                return await self._topic(press, message)
            case Action.REGION:
                await self._region(press, message, worker=worker)
                return None
            case Action.FOLLOW:
                return await self._follows.press_topic(press.about, worker)
            case Action.WAIT:
                return await self._wait(press, message, worker=worker)
        if press.action in RATING:
            return await self._rate(press, message, worker=worker)
        passage = await asyncio.to_thread(self._desk.library.index.passage, press.about)
        return sentences.ARTICLE_GONE if passage is None else await self._article(press, passage, message)

    async def _article(self, press: Press, passage: Passage, message: Message) -> str | None:
        chosen = press.action is Action.NEAREST
        pages = await asyncio.to_thread(pages_of, passage, chosen=chosen)  # a code has a thousand paragraphs
        begins = await asyncio.to_thread(page_with, passage) if press.number is None else press.number
        number = min(begins, len(pages) - 1)
        turn = Action.NEAREST if chosen else Action.TURN
        reply = Reply(pages[number], self._desk.keyboards.of_page(passage.id, number, len(pages), turn=turn))
        if press.action is turn and press.number is not None:
            await self._desk.show(message, reply)
        else:
            await self._desk.send(message.reply_to_message or message, reply)
        return None

    async def _more(self, press: Press, message: Message) -> str | None:
        original = message.reply_to_message
        question = _question_again(message)
        if original is None or not question:
            return sentences.BUTTON_DEAD
        short = message.chat.type != message.chat.PRIVATE
        worker, first = worker_of(original), press.number or 0
        await self._desk.send(original, await self._composer.compose(question, short=short, worker=worker, first=first))
        return None

    async def _rate(self, press: Press, message: Message, *, worker: int) -> str | None:
        rows = [row for row in _rows(message) if not _is_rating(row)]
        if press.action is Action.USELESS:
            buttons = self._desk.keyboards.of_reasons(press.about)
            await _set_rows(message, [*rows, buttons[:2], buttons[2:]])
            return sentences.WHY_USELESS
        kind = FeedbackKind.USEFUL if press.action is Action.USEFUL else KINDS[press.number or 0]
        logger.info("answer or passage %s was rated: %s", press.about, kind)
        if not await self._keep(press.about, kind, message, worker=worker):
            return sentences.NOT_REMEMBERED
        await _set_rows(message, rows)
        return sentences.THANKS

    async def _keep(self, about: str, kind: FeedbackKind, message: Message, *, worker: int) -> bool:
        """Whether the word on an answer was kept, or, without a memory, stands in the log at least."""
        memory, library = self._desk.memory, self._desk.library
        question = _question_again(message)
        region = await self._desk.region_of(worker)
        return not memory.is_kept or await memory.keep(
            lambda store: keep_rating(store, about, kind, question=question, region=region, library=library, now=now())
        )

    async def _wait(self, press: Press, message: Message, *, worker: int) -> str:
        question = _question_again(message)
        if question and press.number is not None:  # one of several in a message
            parts = (await self._desk.asked(question, limit=1, worker=worker)).answer.parts
            question = parts[press.number].question if press.number < len(parts) else question
        return await self._follows.press_gap(press.about, question, worker)

    async def _region(self, press: Press, message: Message, *, worker: int) -> None:
        await self._desk.show(message, Reply.saying(await self._choices.press(press.about, worker)))

    def _topics(self) -> Reply:
        topics = [(topic.name, topic.count) for topic in self._desk.library.contents.topics]
        return Reply.saying(sentences.TOPICS, self._desk.keyboards.of_topics(topics))

    async def _topic(self, press: Press, message: Message) -> str | None:
        library, page = self._desk.library, press.number or 0
        topic = next((one for one in library.contents.topics if name_id(one.name) == press.about), None)
        if topic is None:
            return sentences.ARTICLE_GONE
        shown = topic.firsts[page * LISTED : (page + 1) * LISTED]
        found = await asyncio.to_thread(lambda: [library.passages[number] for number in shown])
        said = sentences.TOPIC.format(topic=topic.name, count=topic.count)
        await self._desk.show(message, Reply.saying(said, self._desk.keyboards.of_articles(topic, found, page)))
        return None


async def _answer(query: CallbackQuery, sentence: str | None) -> None:
    """A press may be too old to be answered; what it asked for is done all the same."""
    try:
        await query.answer(sentence, show_alert=sentence is not None and len(sentence) > 20)
    except BadRequest:
        logger.info("a press was too old to be answered")


def _belongs(query: CallbackQuery, message: Message) -> bool:
    """In a group an answer's buttons are the asker's, where it is still known who asked."""
    original = message.reply_to_message
    if message.chat.type == message.chat.PRIVATE or original is None or original.from_user is None:
        return True
    return original.from_user.id == query.from_user.id


def _question_again(message: Message) -> str:
    """The question that the message answered: it was meant for us, or we would not have answered; "" where it is gone."""
    original = message.reply_to_message
    if original is None:
        return ""
    question = question_of(original)
    return COMMAND.sub("", original.text or original.caption or "", count=1).strip() if question is None else question


def _rows(message: Message) -> list[list[InlineKeyboardButton]]:
    markup = message.reply_markup
    return [list(row) for row in markup.inline_keyboard] if markup else []


def _is_rating(row: Sequence[InlineKeyboardButton]) -> bool:
    presses = (press_of(str(button.callback_data)) for button in row)
    return any(press is not None and press.action in RATING for press in presses)


async def _set_rows(message: Message, rows: Sequence[Sequence[InlineKeyboardButton]]) -> None:
    try:
        await message.edit_reply_markup(InlineKeyboardMarkup(rows))
    except BadRequest:
        logger.info("buttons of an answer that is gone or already changed were left as they are")
