"""A bot that asks and tells in plain JSON where python-telegram-bot's own objects are read by nobody."""

from __future__ import annotations

from typing import Any

from telegram.ext import ExtBot

from bot.tg.reply import Sent

LONG = 25  # seconds that Telegram holds a request when there is nothing
BATCH = 100
ALLOWED = ("message", "edited_message", "callback_query", "inline_query")


class PlainBot(ExtBot[int]):
    """Has neither defaults nor a cache of callback data, which would have to be put into what is plain."""

    async def fetch(self, offset: int, *, wait: int = LONG, limit: int = BATCH) -> list[dict[str, Any]]:
        """Updates as Telegram wrote them, so that one that cannot be read costs only that one."""
        data = {"offset": offset, "timeout": wait, "limit": limit, "allowed_updates": list(ALLOWED)}
        fetched = await self._post("getUpdates", data, read_timeout=wait + 10.0)
        return [update for update in fetched if isinstance(update, dict)] if isinstance(fetched, list) else []

    async def send_plain(self, request: dict[str, Any]) -> Sent:
        """Sends a message; known of it is where it stands.

        Of all that a bot has to do for an answer, `send_message` takes a tenth, most of it to make objects of what is
        sent, and again of what Telegram says of it.
        """
        sent = await self._post("sendMessage", request)
        return Sent(sent["chat"]["id"], sent["message_id"], self)
