"""An update in, out whether its sender may command: an admin's own new message in the private chat with us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from telegram import Update

from bot.tg import sentences

STALE = dt.timedelta(minutes=5)  # a command that waited longer was given to another state of things


def refusal(update: Update, admin_ids: Set[int], *, now: dt.datetime) -> str | None:
    """Why this command is not run, as a sentence; None where it may run. An empty set of admins means nobody."""
    message = update.effective_message
    if message is None or message.from_user is None or message.from_user.id not in admin_ids:
        return sentences.ADMINS_ONLY
    if message.sender_chat is not None or message.chat.type != message.chat.PRIVATE:
        return sentences.COMMAND_NOT_PRIVATE
    if update.message is None:
        return sentences.COMMAND_EDITED
    if message.forward_origin is not None or message.via_bot is not None:
        return sentences.COMMAND_FORWARDED
    if now - message.date > STALE:
        return sentences.COMMAND_STALE
    return None
