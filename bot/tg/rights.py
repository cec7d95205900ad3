"""An update in, out whether its sender may command: an admin's own new message or press in the private chat with us.

Who commanded, and who was refused, is recorded; so are presses that no button of ours can have made.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Set

from telegram import CallbackQuery, Update

from bot.store.records import Deed
from bot.tg import sentences
from bot.tg.desk import Desk
from bot.tg.memory import now
from bot.tg.render import clean, clip

logger = logging.getLogger(__name__)

STALE = dt.timedelta(minutes=5)  # a command that waited longer was given to another state of things
LONGEST = 100  # characters of what was commanded, as far as the books have it


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


def press_refusal(query: CallbackQuery, admin_ids: Set[int]) -> str | None:
    """Why an admin's button does nothing, as a sentence; None where it may. A press is always new and one's own."""
    if query.from_user.id not in admin_ids:
        return sentences.ADMINS_ONLY
    if query.message is None or query.message.chat.id != query.from_user.id:
        return sentences.COMMAND_NOT_PRIVATE
    return None


class Gate:
    """Before every admin command."""

    def __init__(self, desk: Desk, admin_ids: Set[int]) -> None:
        self._desk, self.admin_ids = desk, admin_ids

    async def admits(self, update: Update, action: str, *, detail: str = "") -> bool:
        """Whether the command may be run; if not, its sender is told why."""
        no = refusal(update, self.admin_ids, now=now())
        await self.record(update, action, detail, no)
        if no is not None:
            await self._desk.say(update, no)
        return no is None

    async def refuses(self, update: Update, action: str, *, detail: str = "", is_look: bool = False) -> str | None:
        """What is said to a press that does nothing; None where it is an admin's. A mere look is recorded of others only."""
        query = update.callback_query
        no = press_refusal(query, self.admin_ids) if query else sentences.ADMINS_ONLY
        if no is not None or not is_look:
            await self.record(update, action, detail, no)
        return no

    async def record(self, update: Update, action: str, detail: str, no: str | None) -> None:
        """Keeps who tried what, and whether they may: no is what they are told where they may not."""
        if no is not None:
            logger.warning("refused %s: %s", action, no)
        who = update.effective_user.id if update.effective_user else 0
        record = Deed(now(), who, action, clean(clip(detail, LONGEST)), allowed=no is None)
        await self._desk.memory.keep(lambda store: store.audit.record(record))
