"""What is sent: a message and the buttons below it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol, Self

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.tg.render import render_text

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_written = json.JSONEncoder(ensure_ascii=False).encode
_NO_PREVIEW = _written({"is_disabled": True})


@dataclass(frozen=True, slots=True)
class Reply:
    """HTML that fits into one message, with its keyboard."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None

    @classmethod
    def saying(cls, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Self:
        """Plain text as a reply: clean, escaped, within the limit."""
        return cls(render_text(text), keyboard)

    def request(self, message: Message) -> dict[str, Any]:
        """What Telegram is asked to send in reply to a message: what `Message.reply_html` with a quote of it asks for.

        Each button carries data and nothing else.
        """
        found = {
            "chat_id": message.chat.id,
            "text": self.html,
            "parse_mode": "HTML",
            "link_preview_options": _NO_PREVIEW,
            "reply_parameters": _written({"message_id": message.message_id, "allow_sending_without_reply": True}),
        }
        if message.is_topic_message:
            found["message_thread_id"] = message.message_thread_id
        if message.direct_messages_topic:
            found["direct_messages_topic_id"] = message.direct_messages_topic.topic_id
        if self.keyboard is not None:
            rows = [
                [{"text": button.text, "callback_data": button.callback_data} for button in row]
                for row in self.keyboard.inline_keyboard
            ]
            found["reply_markup"] = _written({"inline_keyboard": rows})
        return found


class Standing(Protocol):
    """A message that stands in a chat: what python-telegram-bot makes of one, or `Sent`."""

    @property
    def chat_id(self) -> int: ...

    @property
    def message_id(self) -> int: ...

    def get_bot(self) -> Bot: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that one of our own bots sent: all that is known of it."""

    chat_id: int
    message_id: int
    bot: Bot

    def get_bot(self) -> Bot:
        return self.bot
