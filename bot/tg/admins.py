"""An update in, out whether its sender may command: an admin's own new message in the private chat with us.

Who commanded, and who was refused, is recorded.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Set
from typing import Protocol

from telegram import Message, Update

from bot.store.records import Action
from bot.tg import sentences
from bot.tg.memory import Memory, now

logger = logging.getLogger(__name__)

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


class Speaker(Protocol):
    """What answers an update and remembers."""

    memory: Memory

    async def say(self, update: Update, sentence: str) -> Message | None: ...


class Gate:
    """Before every admin command."""

    def __init__(self, desk: Speaker, admin_ids: Set[int]) -> None:
        self._desk, self._admin_ids = desk, admin_ids

    async def admits(self, update: Update, action: str, *, unless: str | None = None) -> bool:
        """Whether the command is run now; if not, its sender is told why: `unless` is a reason of the command's own."""
        no = refusal(update, self._admin_ids, now=now())
        if no is not None:
            logger.warning("refused an admin command: %s", no)
        who = update.effective_user.id if update.effective_user else 0
        record = Action(now(), who, action, allowed=no is None)
        await self._desk.memory.keep(lambda store: store.audit.record(record))
        said = no or unless
        if said is not None:
            await self._desk.say(update, said)
        return said is None
