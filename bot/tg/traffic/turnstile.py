"""Lets updates in: each once, one worker's in order, thirty-two workers at a time, and nobody with a crowd of them."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

logger = logging.getLogger(__name__)

AT_ONCE = 32
"""Workers whose answers are under way. Who comes in a burst is answered in one go, with warm caches, and waits with the
reply for Telegram's pace: 256 at once took four times as long."""
WAITING = 20  # of one worker; at one reply a second more would keep them waiting longer than they would
SEEN = 2_048  # more than are answered in a minute, in which Telegram asks again; what comes later the store knows
OPEN = 1_000_000  # the count of python-telegram-bot, which would let one worker fill it, is out of the way


class Turnstile(BaseUpdateProcessor):
    """Telegram may deliver an update twice."""

    __slots__ = (
        "_at_once",
        "_inside",
        "_lines",
        "_on_crowd",
        "_on_done",
        "_seen",
        "_turned_away",
        "_waiting",
        "_waiting_limit",
    )

    def __init__(self, *, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        super().__init__(OPEN)
        self._at_once, self._waiting_limit = asyncio.Semaphore(at_once), waiting
        self._on_crowd: Callable[[Update], Coroutine[Any, Any, None]] | None = None
        self._on_done: Callable[[float], None] | None = None
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._waiting: Counter[int] = Counter()
        self._lines: dict[int, asyncio.Lock] = {}
        self._turned_away: set[int] = set()
        self._inside: set[int] = set()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    def welcome(self, on_crowd: Callable[[Update], Coroutine[Any, Any, None]]) -> None:
        """Says who gets the first update of a worker that is turned away."""
        self._on_crowd = on_crowd

    def time(self, on_done: Callable[[float], None]) -> None:
        """Says who is told how many seconds each update took, waiting included."""
        self._on_done = on_done

    @property
    def inside(self) -> int:
        """How many updates are waiting or under way."""
        return self._waiting.total()

    @property
    def oldest(self) -> int | None:
        """The number of the first update that is not answered yet."""
        return min(self._inside, default=None)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update) or self._is_new(update.update_id):
            number = update.update_id if isinstance(update, Update) else 0
            self._inside.add(number)
            began = monotonic()
            try:
                await self._let_in(update, coroutine)
            finally:
                self._inside.discard(number)
                if self._on_done is not None:
                    self._on_done(monotonic() - began)
        else:
            _drop(coroutine)

    def _is_new(self, update_id: int) -> bool:
        if update_id in self._seen:
            return False
        self._seen[update_id] = None
        while len(self._seen) > SEEN:
            self._seen.popitem(last=False)
        return True

    async def _let_in(self, update: object, coroutine: Awaitable[Any]) -> None:
        who = _sender(update)
        if self._waiting[who] >= self._waiting_limit:
            _drop(coroutine)
            await self._turn_away(who, update)
            return
        line = self._lines.setdefault(who, asyncio.Lock())
        self._waiting[who] += 1
        try:
            async with line, self._at_once:
                await coroutine
        finally:
            self._leave(who)

    async def _turn_away(self, who: int, update: object) -> None:
        """One polite word a crowd; the next one when the line has been empty."""
        if who in self._turned_away:
            return
        self._turned_away.add(who)
        logger.warning("a worker sends faster than we can answer; the rest is left out")
        if self._on_crowd is not None and isinstance(update, Update):
            try:
                await self._on_crowd(update)
            except TelegramError as error:
                logger.warning("the word to wait was not taken: %s", type(error).__name__)

    def _leave(self, who: int) -> None:
        self._waiting[who] -= 1
        if not self._waiting[who]:
            del self._waiting[who], self._lines[who]
            self._turned_away.discard(who)


def _sender(update: object) -> int:
    """Whose line it is: the worker's, else the chat's; updates of nobody share one."""
    if isinstance(update, Update):
        if update.effective_user is not None:
            return update.effective_user.id
        if update.effective_chat is not None:
            return update.effective_chat.id
    return 0


def _drop(coroutine: Awaitable[Any]) -> None:
    if asyncio.iscoroutine(coroutine):
        coroutine.close()
