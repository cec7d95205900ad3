"""Takes up what another process has published, and says when the engine that all share cannot be asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.library import Library

from .engine import Engine, EngineError

logger = logging.getLogger(__name__)

EVERY = 1.0  # seconds; a worker and a balancer hear of an outage within three


class Following:
    """`take_up` gets each library that is new; `ail` hears what ails the engine, or None when it is well again."""

    def __init__(
        self,
        engine: Engine,
        *,
        take_up: Callable[[Library], None],
        ail: Callable[[str | None], None],
        taken: Library | None = None,
    ) -> None:
        """`taken` is what was taken up already, by a start."""
        self._engine, self._take_up, self._ail, self._taken = engine, take_up, ail, taken
        self._is_well = True

    async def keep(self, *, every: float = EVERY) -> None:
        """Looks until it is cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(every)

    async def look(self) -> None:
        try:
            await asyncio.to_thread(self._engine.health)
            library = await asyncio.to_thread(self._engine.library)
            if library is not self._taken:
                await asyncio.to_thread(library.warm)
        except EngineError as error:
            if self._is_well:  # one line an outage
                logger.warning("the engine cannot be asked (%s %s): %s", error.fault, error.code, error)
            self._is_well = False
            self._ail(str(error))
            return
        if not self._is_well:
            logger.info("the engine answers again")
        self._is_well = True
        self._ail(None)
        if library is not self._taken:
            self._taken = library
            self._take_up(library)
