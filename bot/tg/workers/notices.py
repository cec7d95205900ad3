"""What is sent unasked: digests of followed topics, and the answers that somebody waited for; each once.

Whoever is to be told is marked as told before the message goes: a kill may lose the one under way, and doubles none.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from bot.library import Library
from bot.model import Passage
from bot.news import news_of
from bot.store import Store
from bot.store.records import Follower, Link
from bot.tg import sentences
from bot.tg.desk import Desk
from bot.tg.memory import now, today
from bot.tg.reply import NO_PREVIEW, Reply
from bot.tg.workers.composition import Composer
from bot.tg.workers.digest import digest_of

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
STEP = 0.1  # seconds between two: ten a second of Telegram's thirty leave room for those who ask meanwhile
OUTAGE = 30.0  # seconds until the next try where Telegram cannot be reached


class Notices:
    """Tells the workers of one desk, one after another, as long as its application runs."""

    def __init__(self, desk: Desk, composer: Composer, *, step: float = STEP, outage: float = OUTAGE) -> None:
        self._desk, self._composer, self._step, self._outage = desk, composer, step, outage
        self._task: asyncio.Task[None] | None = None
        self._application: AnyApplication | None = None
        self._is_due = True  # what an earlier run of the program left untold is told at the first occasion
        self._closed = asyncio.Event()

    async def publish(self, *, old: Library, new: Library) -> str:
        """After a reload: keeps what is new for followers and begins to tell; a sentence on it, empty where nobody waits."""
        memory, nobody = self._desk.memory, ()
        topics: tuple[str, ...] = await memory.ask(lambda store: store.subscriptions.followed(), nobody)
        news = await asyncio.to_thread(news_of, topics, old=old, new=new, today=today()) if topics else {}
        await memory.keep(lambda store: store.editions.publish(news, now=now()))
        followers, waiting = await memory.ask(
            lambda store: (len(store.subscriptions.behind()), len(store.links.due(now=now()))), otherwise=(0, 0)
        )
        self._is_due = True
        if self._application is not None:
            self.wake(self._application)
        return sentences.NOTICES.format(followers=followers, waiting=waiting) if followers or waiting else ""

    def wake(self, application: AnyApplication) -> None:
        """Begins to tell, where something may be untold, nobody is at it and the application runs."""
        self._application = application
        if self._is_due and not self.is_telling and application.running and self._desk.memory.is_kept:
            self._closed.clear()
            self._task = application.create_task(self._tell_all(application))

    @property
    def is_telling(self) -> bool:
        return self._task is not None and not self._task.done()

    def close(self) -> None:
        """Ends after the message that is under way; the rest is told after the next start."""
        self._closed.set()

    async def _tell_all(self, application: AnyApplication) -> None:
        while self._is_due and self._goes_on(application):
            self._is_due = False
            await self._tell_followers(application)
            await self._answer_waiting(application)
        self._is_due = self._is_due or not self._goes_on(application)

    def _goes_on(self, application: AnyApplication) -> bool:
        return application.running and not self._closed.is_set()

    async def _tell_followers(self, application: AnyApplication) -> None:
        memory, nobody = self._desk.memory, ()
        followers: tuple[Follower, ...] = await memory.ask(lambda store: store.subscriptions.behind(), nobody)
        wanted = {passage for follower in followers for _, passages in follower.news for passage in passages}
        library = self._desk.library
        known = await asyncio.to_thread(_held, library, wanted)
        for one in followers:
            if self._desk.library is not library:  # another one meanwhile: what it does not hold is not announced
                self._is_due = True
                return
            digest = digest_of(one.news, known, self._desk.keyboards)
            if digest is None or not self._goes_on(application):
                continue
            if await memory.ask(partial(_mark, one), otherwise=False):
                await self._tell(application.bot, one.worker, digest)

    async def _answer_waiting(self, application: AnyApplication) -> None:
        memory, nobody = self._desk.memory, ()
        links: tuple[Link, ...] = await memory.ask(lambda store: store.links.due(now=now()), nobody)
        for link in links:
            answer = await self._composer.answer_for(link) if self._goes_on(application) else None
            is_ours = answer is not None and await memory.ask(partial(_take, link), otherwise=False)
            if answer and is_ours:
                await self._tell(application.bot, link.worker, answer)

    async def _tell(self, bot: Bot, worker: int, reply: Reply) -> None:
        """Tries until Telegram took it, will not, or may have."""
        while (wait := await self._tried(bot, worker, reply)) and not self._closed.is_set():
            await self._pause(wait)
        await self._pause(self._step)

    async def _tried(self, bot: Bot, worker: int, reply: Reply) -> float:
        """Seconds until it may be tried again; 0 where it need not."""
        try:
            await bot.send_message(
                worker, reply.html, parse_mode="HTML", reply_markup=reply.keyboard, link_preview_options=NO_PREVIEW
            )
        except RetryAfter as error:  # a host may have no rate limiter
            return error._retry_after.total_seconds() + 0.5
        except TimedOut:
            logger.warning("a notice was sent and may have arrived")
        except BadRequest as error:
            logger.warning("a notice was not taken: %s", error.message)
            if "not found" in error.message:
                await self._drop(worker)
        except Forbidden:
            logger.info("a worker has blocked the bot and is told of nothing more")
            await self._drop(worker)
        except NetworkError as error:
            logger.warning("a notice could not be sent (%s)", type(error).__name__)
            return self._outage
        except TelegramError as error:
            logger.warning("a notice was refused: %s", type(error).__name__)
        return 0.0

    async def _drop(self, worker: int) -> None:
        await self._desk.memory.keep(lambda store: store.subscriptions.unfollow(worker))
        await self._desk.memory.keep(lambda store: store.links.drop(worker))

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)


def _mark(follower: Follower, store: Store) -> bool:
    return store.subscriptions.tell(follower.worker, edition=follower.edition)


def _take(link: Link, store: Store) -> bool:
    return store.links.take(link.id)


def _held(library: Library, wanted: Iterable[str]) -> dict[str, Passage]:
    """Those of the passages that the library holds, by id."""
    found = ((one, library.index.passage(one)) for one in wanted)
    return {one: passage for one, passage in found if passage is not None}
