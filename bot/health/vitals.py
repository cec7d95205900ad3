"""The running bot's own sense of itself: it beats, remembers when Telegram last spoke, and writes both down."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from time import monotonic, time

from bot.health.beat import Beat, Phase, ailment, is_alive, write_beat
from bot.health.metrics import Metrics

logger = logging.getLogger(__name__)

EVERY = 5.0  # seconds


class Vitals:
    """May be read from any thread; each attribute is replaced as a whole."""

    def __init__(self, path: Path, *, metrics: Metrics) -> None:
        self._path, self.metrics = path, metrics
        self._phase, self._is_written = Phase.STARTING, True
        self._heard: float | None = None
        self._ailing: str | None = None
        self.beat = Beat(time(), Phase.STARTING)

    def enter(self, phase: Phase) -> None:
        """The bot starts, is ready or stops; written down at once."""
        self._phase = phase
        self._note()

    def heard(self, error: str | None) -> None:
        """Telegram answered a request for updates, or that failed by an error of that name."""
        if error is None:
            self._heard = time()
        else:
            self.metrics.failures.labels(error).inc()
            self._heard = self._heard or time()  # deaf from now on, unless it answers yet

    def ail(self, said: str | None) -> None:
        """What keeps it from answering, as a sentence; None when that is over. Written down with the next beat."""
        if said != self._ailing:
            self._ailing = said
            self.beat = Beat(time(), self._phase, self._heard, said)

    def forget(self) -> None:
        """Leaves no beat behind that would look alive."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("the heartbeat could not be removed: %s", type(error).__name__)

    async def keep(self, *, every: float = EVERY) -> None:
        """Beats until it is cancelled."""
        while True:
            await asyncio.to_thread(self._note)
            due = monotonic() + every
            await asyncio.sleep(every)
            self.metrics.lag.set(max(0.0, monotonic() - due))

    def is_alive(self) -> bool:
        return is_alive(self.beat, now=time())

    def ailment(self) -> str | None:
        return ailment(self.beat, now=time())

    def _note(self) -> None:
        self.beat = Beat(time(), self._phase, self._heard, self._ailing)
        try:
            write_beat(self._path, self.beat)
            self._is_written = True
        except OSError as error:
            if self._is_written:  # said once, not every five seconds
                logger.warning("the heartbeat cannot be written: %s", type(error).__name__)
            self._is_written = False
