"""What is sent: a message and the buttons below it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, LinkPreviewOptions

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Reply:
    """HTML that fits into one message, with its keyboard."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
