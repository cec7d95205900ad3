"""A worker's wishes to hear of something: topics to follow, and a gap whose answer is waited for."""

from __future__ import annotations

import datetime as dt

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.gaps import example_of
from bot.store.records import Retention
from bot.tg import sentences
from bot.tg.buttons import name_id
from bot.tg.desk import Desk
from bot.tg.memory import now
from bot.tg.questions import worker_of
from bot.tg.render import clean, clip
from bot.tg.reply import Reply

MOST = 10
"""Topics of one worker; who follows more than that would rather ask."""
NAME = 20
LONGEST_ID = 9  # digits of a gap's number that any database takes


class Follows:
    """What the workers of one desk want to hear of."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def follow(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """`/follow 住房` follows a topic; alone it tells what is followed and offers topics."""
        message = update.effective_message
        if message is None or not await self._is_private(update, message):
            return
        topic, worker = _topic(context.args or ()), worker_of(message)
        if topic:
            await self._desk.say(update, await self._followed(worker, topic))
        else:
            await self._desk.send(message, await self._offer(worker))

    async def unfollow(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """`/unfollow 住房` ends following one topic, alone it ends all."""
        message = update.effective_message
        if message is None or not await self._is_private(update, message):
            return
        topic, worker = _topic(context.args or ()), worker_of(message)
        ended = await self._desk.memory.ask(lambda store: store.subscriptions.unfollow(worker, topic), None)
        if ended is None:
            said = sentences.NOT_REMEMBERED
        elif ended:
            said = sentences.UNFOLLOWED.format(topics=_named(ended))
        else:
            said = sentences.NOT_FOLLOWED
        await self._desk.say(update, said)

    async def press_topic(self, about: str, worker: int) -> str:
        """What is said to a press on a topic to follow."""
        topic = next((topic for topic in self._topics() if name_id(topic) == about), "")
        return await self._followed(worker, topic) if topic else sentences.BUTTON_DEAD

    async def press_gap(self, gap: str, question: str, worker: int) -> str:
        """What is said to a press on 有答案时告诉我."""
        if not (gap.isdigit() and len(gap) <= LONGEST_ID and question):
            return sentences.BUTTON_DEAD
        expires = now() + dt.timedelta(days=Retention().links)
        kept = await self._desk.memory.ask(
            lambda store: store.links.add(worker, int(gap), example_of(question), expires=expires), None
        )
        if kept is None:
            return sentences.NOT_REMEMBERED
        return sentences.WAITING.format(days=Retention().links) if kept else sentences.BUTTON_DEAD

    async def _followed(self, worker: int, topic: str) -> str:
        memory = self._desk.memory
        known = await memory.ask(lambda store: store.subscriptions.topics(worker), None)
        if known is None or not worker:
            return sentences.NOT_REMEMBERED
        if topic not in known:
            if len(known) >= MOST:
                return sentences.FOLLOWS_TOO_MANY.format(most=MOST)
            if not await memory.keep(lambda store: store.subscriptions.follow(worker, topic, now=now())):
                return sentences.NOT_REMEMBERED
        return sentences.FOLLOWED.format(topic=topic)

    async def _offer(self, worker: int) -> Reply:
        nothing: tuple[str, ...] = ()
        known = await self._desk.memory.ask(lambda store: store.subscriptions.topics(worker), nothing)
        said = sentences.FOLLOWS.format(topics=_named(known)) if known else sentences.FOLLOWS_NOTHING
        offered = [topic for topic in self._topics() if topic not in known]
        return Reply.saying(f"{said}\n{sentences.FOLLOW_HOW}", self._desk.keyboards.of_followable(offered))

    def _topics(self) -> list[str]:
        """The topics of the library, those with most articles first."""
        return [topic.name for topic in self._desk.library.contents.topics]

    async def _is_private(self, update: Update, message: Message) -> bool:
        if message.chat.type != message.chat.PRIVATE:
            await self._desk.say(update, sentences.FOLLOW_PRIVATE)
            return False
        return True


def _topic(words: list[str] | tuple[str, ...]) -> str:
    return clip(clean(example_of(" ".join(words))).strip("“”\"'《》"), NAME)


def _named(topics: tuple[str, ...]) -> str:
    return "、".join(f"“{topic}”" for topic in topics)
