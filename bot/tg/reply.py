"""What is sent: a message and the buttons below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Reply:
    """HTML that fits into one message, with its keyboard."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None

    def request(self, message: Message) -> dict[str, Any]:
        """What Telegram is asked to send in reply to a message: what `Message.reply_html` with a quote of it asks for.

        Each button carries data and nothing else.
        """
        found = {
            "chat_id": message.chat.id,
            "text": self.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_parameters": {"message_id": message.message_id, "allow_sending_without_reply": True},
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
            found["reply_markup"] = {"inline_keyboard": rows}
        return found
