"""Receives updates that Telegram posts, and says that they arrived when they have been handled.

Said earlier, a process that dies would take with it what Telegram then never delivers again.
Our own because python-telegram-bot's compares the secret in varying time and reads bodies of any size.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from telegram import Bot, Update

from bot.tg.traffic.plain import ALLOWED
from bot.tg.traffic.polling import ROOM, UNREADABLE
from bot.tg.traffic.replica import Replica
from bot.tg.traffic.turnstile import Turnstile

logger = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # an update is some kilobytes
CONNECTIONS = 100  # the most that Telegram opens: each is held for as long as its update waits
LARGEST_NUMBER = 2**63 - 1  # that a database keeps
LAST = 2.0  # seconds for the word on updates that were handled while we stopped


class Webhook:
    """Listens from `open` until `run` is cancelled."""

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[object]],
        turnstile: Turnstile,
        replica: Replica,
        *,
        url: str,
        secret: str,
        place: tuple[str, int],
    ) -> None:
        self._bot, self._handle, self._turnstile, self._replica = bot, handle, turnstile, replica
        self._url, self._secret, self._place = url, secret, place
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._waiting = 0

    def application(self) -> web.Application:
        """Takes posts on any path: a proxy in front may have cut the one that Telegram knows."""
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post("/{path:.*}", self.receive)
        return application

    async def open(self) -> None:
        """Listens first, then tells Telegram where."""
        if self._runner is None:
            self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=LAST)
            await self._runner.setup()
            self._site = web.TCPSite(self._runner, *self._place)
            await self._site.start()
        await self._bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=CONNECTIONS
        )

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            if self._site is not None:
                await self._site.stop()

    async def close(self) -> None:
        """Listens no more; Telegram keeps what comes for the next start, for the webhook stays set."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        """401 without the secret, 413 too large, 400 no JSON object, 503 too many waiting here or for long elsewhere;
        200 when it was handled, here or by another process."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode("utf-8", "replace"), self._secret.encode()):
            return web.Response(status=401)
        if max(self._waiting, self._turnstile.inside) > ROOM:
            return web.Response(status=503)
        try:
            raw = await request.json()
        except (ValueError, RecursionError):
            raw = None
        if not isinstance(raw, dict) or not _is_number(raw.get("update_id")):
            return web.Response(status=400)
        try:
            update = Update.de_json(raw, self._bot)
        except UNREADABLE as error:
            logger.warning("update %d cannot be read (%s) and is left out", raw["update_id"], type(error).__name__)
            return web.Response()
        self._waiting += 1
        try:
            is_done = await self._replica.handle(update.update_id, lambda: self._handle(update))
        finally:
            self._waiting -= 1
        return web.Response(status=200 if is_done else 503)


def _is_number(told: object) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= LARGEST_NUMBER
