"""Receives updates that Telegram posts and puts them into an application's queue.

Our own because python-telegram-bot's compares the secret in varying time and reads bodies of any size.
"""

from __future__ import annotations

import asyncio
import hmac
import logging

from aiohttp import web
from telegram import Bot, Update

from bot.tg.polling import ALLOWED, ROOM
from bot.tg.turnstile import Turnstile

logger = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # an update is some kilobytes


class Webhook:
    """Listens from `open` until `run` is cancelled."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        turnstile: Turnstile,
        *,
        url: str,
        secret: str,
        place: tuple[str, int],
    ) -> None:
        self._bot, self._queue, self._turnstile = bot, queue, turnstile
        self._url, self._secret, self._place = url, secret, place
        self._runner: web.AppRunner | None = None

    def application(self) -> web.Application:
        """Takes posts on any path: a proxy in front may have cut the one that Telegram knows."""
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post("/{path:.*}", self.receive)
        return application

    async def open(self) -> None:
        """Listens first, then tells Telegram where."""
        if self._runner is None:
            self._runner = web.AppRunner(self.application(), access_log=None)
            await self._runner.setup()
            await web.TCPSite(self._runner, *self._place).start()
        await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=ALLOWED)

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Listens no more; Telegram keeps what comes for the next start, for the webhook stays set."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        """401 without the secret, 413 too large, 400 no JSON object, 503 too many waiting, else 200."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode("utf-8", "replace"), self._secret.encode()):
            return web.Response(status=401)
        if self._queue.qsize() + self._turnstile.inside > ROOM:
            return web.Response(status=503)
        try:
            raw = await request.json()
        except ValueError:
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return web.Response(status=400)
        try:
            update = Update.de_json(raw, self._bot)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            logger.warning("update %d cannot be read (%s) and is left out", raw["update_id"], type(error).__name__)
            return web.Response()
        await self._queue.put(update)
        return web.Response()
