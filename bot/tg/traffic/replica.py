"""An update's number in, its handling once among all processes of the bot; and what share of Telegram's rate is ours."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from time import monotonic

from bot.store.records import Claim
from bot.tg.memory import Memory, now

logger = logging.getLogger(__name__)

EVERY = 3.0  # seconds between two beats, a fifth of what the store waits for
LONGEST = 20.0
"""Seconds that we wait for another process to finish: more than the store's lease, less than a proxy waits."""
STEP = 0.25  # seconds between two looks whether it has


class Replica:
    """One of the processes that share a store. Alone, or without a store, all updates and all of the rate are its own."""

    def __init__(self, memory: Memory, *, name: str = "", longest: float = LONGEST, step: float = STEP) -> None:
        self._memory, self._longest, self._step = memory, longest, step
        self.name = name or f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.live = 1
        """How many processes there are, as of the last beat."""

    async def handle(self, number: int, work: Callable[[], Awaitable[object]]) -> bool:
        """Does the work unless another process has done it; False where another is at it and does not come to an end.

        What dies amid the work leaves its claim, and the next who asks takes it over when the store's lease is over.
        While the store cannot be reached everyone works: rather two answers than none. One that is merely busy is
        asked again.
        """
        end = monotonic() + self._longest
        while (claim := await self._claim(number)) is Claim.ELSEWHERE:
            if monotonic() > end:
                return False
            await asyncio.sleep(self._step)
        if claim is Claim.OURS:
            await work()
            await self._memory.keep(lambda store: store.updates.finish(number, holder=self.name))
        return True

    async def keep(self, tell: Callable[[int], None], *, every: float = EVERY) -> None:
        """Says that we live until it is cancelled; `tell` hears how many do whenever that changes."""
        while True:
            if (live := await self._beat()) != self.live:
                logger.info("processes that share the updates: %d", live)
                self.live = live
                tell(live)
            await asyncio.sleep(every)

    async def leave(self) -> None:
        """Gives up what is not finished, and our share."""
        await self._memory.keep(lambda store: store.updates.release(holder=self.name))
        await self._memory.keep(lambda store: store.replicas.leave(self.name))

    async def _claim(self, number: int) -> Claim:
        return await self._memory.ask(
            lambda store: store.updates.claim(number, holder=self.name, now=now()),
            otherwise=Claim.OURS,
            busy=Claim.ELSEWHERE,
        )

    async def _beat(self) -> int:
        """How many processes live; as many as before while the store cannot be reached."""
        await self._memory.keep(lambda store: store.updates.renew(holder=self.name, now=now()))
        return await self._memory.ask(lambda store: store.replicas.beat(self.name, now=now()), otherwise=self.live)
