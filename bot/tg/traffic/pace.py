"""Keeps to Telegram's rates: which request may go now, and which is tried again.

Our own because python-telegram-bot's AIORateLimiter lets private chats go unlimited, admits a burst of twice the rate,
and lets any finished request end a penalty that another one began.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

import aiohttp
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

logger = logging.getLogger(__name__)

ALL = (2, 0.08)  # 25 a second of the 30 that Telegram speaks of; apart, so that few are under way when a 429 comes
LATE = 0.05  # seconds; of twenty-five a second a busy loop would make nineteen
PRIVATE = (1, 1.05)  # Telegram's FAQ: no more than one a second into a chat
GROUP = (19, 60.5)  # and no more than twenty a minute into a group
PATIENCE = 90.0  # seconds for which a request is tried again: a gateway that is down for a minute is outlasted
REFUSED = 15.0  # seconds of a refused token, which is a passing trouble at Telegram or no trouble that waiting mends
STEP, LONGEST = 0.5, 4.0  # seconds between two tries: the first wait, which doubles, and the last
CHATS = 2_048  # in the minute for which a group is counted no more than 1,512 chats can have their turn

Request = Callable[..., Coroutine[Any, Any, Any]]


class Window:
    """At most `count` in any `seconds`."""

    __slots__ = ("_count", "_seconds", "_times")  # there is one for each of thousands of chats

    def __init__(self, count: int, seconds: float) -> None:
        self._count, self._seconds = count, seconds
        self._times: list[float] = []  # a deque takes 700 bytes before anything is in it

    def wait(self, now: float, sharers: int = 1) -> float:
        """Seconds until one more may go where so many go by this pace together."""
        full = len(self._times) == self._count
        return max(0.0, self._times[0] + self._seconds * sharers - now) if full else 0.0

    def take(self, now: float, sharers: int = 1, *, late: float = 0.0) -> None:
        """One goes now; that it was woken up to `late` seconds after its turn does not put off those behind."""
        full = len(self._times) == self._count
        turn = self._times.pop(0) + self._seconds * sharers if full else now
        self._times.append(min(now, max(turn, now - late)))


class Pace(BaseRateLimiter[int]):
    """One pace for all requests to a chat, one for each chat; a penalty holds all of them."""

    def __init__(self, *, step: float = STEP) -> None:
        """The wait after a failure begins with `step` seconds and doubles with each try; all patience goes with it."""
        self._step = step
        self._all = Window(*ALL)
        self._line = asyncio.Lock()  # whoever waits for a turn stands in line: who sleeps and races may starve
        self._chats: OrderedDict[int | str, Window] = OrderedDict()
        self._penalty = 0.0
        self.hurried = False
        self.sharers = 1
        """How many processes send in this bot's name; each takes its share of the pace of all chats and of a group's."""

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Request,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002  part of the interface; nobody here sends differently
    ) -> Any:
        """Sends when it may. Tried again is only what may be (see `_may_try_again`)."""
        began, wait = monotonic(), self._step
        while True:
            await self._turn(data.get("chat_id"))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._hold(error)
            except TelegramError as error:
                patience = REFUSED if isinstance(error, InvalidToken) else PATIENCE
                if not _may_try_again(error, endpoint) or monotonic() + wait > began + patience * self._step / STEP:
                    raise
                logger.warning("%s failed (%s), trying again", endpoint, type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(LONGEST, 2 * wait)

    async def _turn(self, chat_id: int | str | None) -> None:
        """Waits for the chat's own turn beside the line, then in the line for that of all."""
        own = [] if chat_id is None else self._of_chat(chat_id)
        await self._until(chat_id, own)
        while chat_id is not None:
            async with self._line:
                await self._until(chat_id, [self._all])
                if not any(self._wait(chat_id, window) for window in own):
                    self._all.take(monotonic(), self.sharers, late=LATE)
                    for window in own:
                        window.take(monotonic())
                    return
            await self._until(chat_id, own)  # another message to the same chat went first

    async def _until(self, chat_id: int | str | None, windows: list[Window]) -> None:
        """No penalty is on, and each of these windows is open."""
        while wait := max([self._penalty - monotonic(), *(self._wait(chat_id, window) for window in windows), 0.0]):
            await asyncio.sleep(wait)

    def _wait(self, chat_id: int | str | None, window: Window) -> float:
        """A private chat's own pace is not shared: Telegram bears a short burst, and two processes seldom meet there."""
        sharers = 1 if _is_private(chat_id) and window is not self._all else self.sharers
        return window.wait(monotonic(), sharers)

    def _of_chat(self, chat_id: int | str) -> list[Window]:
        """A chat's window; none in a private chat while we are in a hurry to stop, for short bursts are borne."""
        private = _is_private(chat_id)
        if private and self.hurried:
            return []
        window = self._chats.pop(chat_id, None) or Window(*(PRIVATE if private else GROUP))
        self._chats[chat_id] = window
        while len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return [window]

    def _hold(self, error: RetryAfter) -> None:
        seconds = error._retry_after.total_seconds() + 0.1  # the public name warns of a change to come
        self._penalty = max(self._penalty, monotonic() + seconds)
        logger.warning("Telegram asks for a pause of %.0f s", seconds)


def _is_private(chat_id: int | str | None) -> bool:
    return isinstance(chat_id, int) and chat_id > 0


def _may_try_again(error: TelegramError, endpoint: str) -> bool:
    """Refused, turned away at the gateway, never connected, or cut off before a word came back.

    A send that timed out may have arrived and is left at that; an edit may be sent twice without harm.
    """
    if isinstance(error, TimedOut) and endpoint.startswith("send"):
        return isinstance(error.__cause__, aiohttp.ConnectionTimeoutError)
    return isinstance(error, InvalidToken | NetworkError) and not isinstance(error, BadRequest)
