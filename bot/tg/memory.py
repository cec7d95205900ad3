"""What the desk remembers from one talk to the next: a store that may be missing or fail, and nobody waits for it."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from collections.abc import Callable
from functools import partial
from math import inf
from threading import Event, Lock, Thread
from time import monotonic
from typing import TypeVar

from bot.store import Fault, Store, StoreError, open_store
from bot.store.records import CHINA

logger = logging.getLogger(__name__)

Found = TypeVar("Found")
Open = Callable[[], Store]
AGAIN = 60.0
"""Seconds between two tries to open a store that could not be opened: a disk is mended, a server comes back."""
EVERY = 600.0
"""Seconds between two looks whether a new day has begun, on which what has had its time is taken out."""
TIDIED = 2.0
"""Seconds that a stop waits for the tidying; one that is cut off is done again at the next start."""
LASTING = frozenset({Fault.DAMAGED, Fault.NEWER, Fault.ADDRESS})
"""What no waiting mends; to try each minute would read a damaged file from end to end."""


class Memory:
    """Asks the store beside the event loop. Where it cannot answer, the log has one warning and the talk goes on."""

    def __init__(self, store: Store | None = None, *, reopen: Open | None = None, again: float = AGAIN) -> None:
        """Where `store` could not be opened, `reopen` is tried every so often, as somebody asks."""
        self._store, self._reopen, self._again = store, reopen, again
        self._opening, self._tried = Lock(), monotonic()
        self._is_failing = store is None
        self._closed = Event()
        self._tidying: Thread | None = None

    @property
    def is_kept(self) -> bool:
        """Whether there is anything to remember with, be it out of reach for now."""
        return self._store is not None or self._reopen is not None

    async def ask(self, call: Callable[[Store], Found], otherwise: Found, *, busy: Found | None = None) -> Found:
        """What the store says to this call; `otherwise` where there is none or it fails.

        `busy` is for calls that are worth asking again: given where another was writing for longer than a call waits.
        """
        return await asyncio.to_thread(self.ask_here, call, otherwise, busy=busy) if self.is_kept else otherwise

    def ask_here(self, call: Callable[[Store], Found], otherwise: Found, *, busy: Found | None = None) -> Found:
        """The same from a thread that may wait."""
        if not self.is_kept:
            return otherwise
        try:
            found = call(self._opened())
        except StoreError as error:
            self._warn(error)
            return busy if busy is not None and error.fault is Fault.BUSY else otherwise
        self._is_failing = False
        return found

    async def keep(self, call: Callable[[Store], object]) -> bool:
        """Whether the store could do this."""

        def done(store: Store) -> bool:
            call(store)
            return True

        return await self.ask(done, otherwise=False)

    def keep_tidy(self, *, every: float = EVERY, again: float = AGAIN) -> None:
        """Takes out what has been kept for its time, now and each day, in a thread of its own until `close`.

        Whoever asks meanwhile is not kept waiting, and fares no worse where it fails; it is tried again after `again`
        seconds then.
        """
        if self.is_kept and self._tidying is None:
            self._tidying = Thread(target=self._tidy, args=(every, again), name="tidying", daemon=True)
            self._tidying.start()

    def close(self) -> None:
        self._closed.set()
        if self._tidying is not None:
            self._tidying.join(TIDIED)
        if self._store is not None:
            self._store.close()

    def _tidy(self, every: float, again: float) -> None:
        tidied, pause = None, 0.0
        while not self._closed.wait(pause):
            pause = every
            if tidied == (day := now().date()):
                continue
            try:
                self._opened().expire(now())
                tidied = day
            except StoreError as error:
                pause = again
                if error.fault is not Fault.UNAVAILABLE:  # which those who ask have warned of
                    logger.warning("what has had its time stays for now (%s %s): %s", error.fault, error.code, error)

    def _opened(self) -> Store:
        with self._opening:
            if self._store is None:
                if self._reopen is None or monotonic() < self._tried + self._again:
                    raise StoreError(Fault.UNAVAILABLE)
                self._tried = monotonic()
                self._store = self._reopen()
                logger.info("the store could be opened, and is remembered with again")
            return self._store

    def _warn(self, error: StoreError) -> None:
        """One line an outage, however many calls it hits."""
        if not self._is_failing:
            logger.warning("nothing can be remembered for now (%s %s): %s", error.fault, error.code, error)
        self._is_failing = True


def memory_of(state: str, *, make: bool = True, again: float = AGAIN) -> Memory:
    """The memory in a folder or at a database's address; where that cannot be opened yet, it is tried again.

    Without `make` a folder that is missing stays missing, and nothing is remembered.
    """
    if not (make or "://" in state or os.path.isdir(state)):  # noqa: PTH112 (a Path's own raises where it is closed to us)
        return Memory()
    try:
        return Memory(open_store(state))
    except StoreError as error:
        logger.warning("nothing will be remembered (%s %s): %s", error.fault, error.code, error)
        lasting = error.fault in LASTING
        return Memory(reopen=partial(open_store, state), again=inf if lasting else again)


def now() -> dt.datetime:
    """The moment, to the second and with its zone."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day in China, where the workers are, whatever the clock of the server says."""
    return now().astimezone(CHINA).date()
