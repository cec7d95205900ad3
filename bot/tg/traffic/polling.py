"""Fetches updates by long polling and puts them into an application's queue.

Our own because python-telegram-bot's Updater ends for good at the first refused token while the process lives on,
drops a whole batch for one update it cannot read, and fetches without regard to what is still waiting.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.tg.traffic.plain import PlainBot
from bot.tg.traffic.turnstile import Turnstile

logger = logging.getLogger(__name__)

ROOM = 200  # more waiting updates are left at Telegram, which keeps them over a restart
PATIENCE = 60.0  # seconds of a refused token, or of a second poller, before we give up and say so
LONGEST = 5.0  # seconds between two tries; one process that asks every five seconds burdens nobody
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)
"""What python-telegram-bot raises over what is no update; the last for a date that the system does not know."""


class DeafError(Exception):
    """No updates can be fetched any more, and waiting will not help: a second poller, or a refused token."""

    def __init__(self, *, second_poller: bool) -> None:
        super().__init__("another program fetches the updates" if second_poller else "the token is refused")
        self.second_poller = second_poller


def _unheard(_error: str | None) -> None:
    """Nobody wants to know."""


class Polling:
    """Fetches until it is cancelled; `close` tells Telegram what need not come again."""

    def __init__(
        self,
        bot: PlainBot,
        queue: asyncio.Queue[object],
        turnstile: Turnstile,
        *,
        patience: float = PATIENCE,
        step: float = 1.0,
        heard: Callable[[str | None], None] = _unheard,
    ) -> None:
        self._bot, self._queue, self._turnstile, self._patience = bot, queue, turnstile, patience
        self._heard = heard  # told of every request: None for an answer, else the name of the error
        self._step = step  # the unit of all waits between failures, in seconds
        self._offset = 0
        self._refused_since: float | None = None

    async def open(self) -> None:
        """A webhook of an earlier time would keep updates from us."""
        await self._bot.delete_webhook()

    async def run(self) -> None:
        """Never ends but by `DeafError` or by being cancelled."""
        wait = 0.0
        while True:
            await asyncio.sleep(wait)
            if self._queue.qsize() + self._turnstile.inside > ROOM:
                wait = 0.05
                continue
            try:
                await self._fetch()
                self._heard(None)
                wait, self._refused_since = 0.0, None
            except TelegramError as error:
                wait = self._wait_after(error, wait)

    async def close(self) -> None:
        """What was fetched and answered; tried a few times, else a restart would answer it again."""
        self._offset = min(self._offset, self._turnstile.oldest or self._offset)
        for wait in (0.2, 0.5, 1.0, 0.0):
            try:
                await self._bot.fetch(self._offset, wait=0, limit=1)
                return
            except TelegramError:
                await asyncio.sleep(wait)
        logger.warning("the last updates could not be confirmed and may come again")

    async def _fetch(self) -> None:
        for raw in await self._bot.fetch(self._offset):
            self._offset = max(self._offset, int(raw.get("update_id", 0)) + 1)
            if update := self._read(raw):
                await self._queue.put(update)

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except UNREADABLE as error:
            logger.warning("update %s cannot be read (%s) and is left out", raw.get("update_id"), type(error).__name__)
            return None

    def _wait_after(self, error: TelegramError, waited: float) -> float:
        """Seconds until the next try; longer each time, five at most."""
        logger.warning("fetching updates failed: %s", type(error).__name__)
        self._heard(type(error).__name__)
        if isinstance(error, InvalidToken | Conflict):
            self._refused_since = self._refused_since or monotonic()
            if monotonic() - self._refused_since > self._patience:
                raise DeafError(second_poller=isinstance(error, Conflict)) from None
        if isinstance(error, RetryAfter):
            return error._retry_after.total_seconds() + 0.5
        return min(LONGEST, max(0.5 * self._step, waited * 1.5))
