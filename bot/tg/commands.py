"""The command lists that Telegram shows: one for private chats, one for groups, one for each admin."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.tg import sentences

logger = logging.getLogger(__name__)

PRIVATE = (
    BotCommand("ask", sentences.COMMAND_ASK),
    BotCommand("topics", sentences.COMMAND_TOPICS),
    BotCommand("region", sentences.COMMAND_REGION),
    BotCommand("follow", sentences.COMMAND_FOLLOW),
    BotCommand("unfollow", sentences.COMMAND_UNFOLLOW),
    BotCommand("help", sentences.COMMAND_HELP),
    BotCommand("privacy", sentences.COMMAND_PRIVACY),
    BotCommand("forget", sentences.COMMAND_FORGET),
    BotCommand("start", sentences.COMMAND_START),
)
GROUPS = (BotCommand("ask", sentences.COMMAND_ASK), BotCommand("help", sentences.COMMAND_HELP))
ADMINS = (
    *PRIVATE,
    BotCommand("reload", sentences.COMMAND_RELOAD),
    BotCommand("rollback", sentences.COMMAND_ROLLBACK),
    BotCommand("files", sentences.COMMAND_FILES),
    BotCommand("gaps", sentences.COMMAND_GAPS),
    BotCommand("why", sentences.COMMAND_WHY),
    BotCommand("stats", sentences.COMMAND_STATS),
    BotCommand("audit", sentences.COMMAND_AUDIT),
)


async def publish_commands(bot: ExtBot[Any], admin_ids: Iterable[int]) -> None:
    """Sets the lists; an admin who never wrote to the bot has no chat yet and gets the list at the next start."""
    scopes = [(PRIVATE, BotCommandScopeAllPrivateChats()), (GROUPS, BotCommandScopeAllGroupChats())]
    try:
        for commands, scope in scopes:
            await bot.set_my_commands(commands, scope=scope)
        for admin_id in sorted(admin_ids):
            await _publish_for(bot, admin_id)
    except TelegramError as error:
        logger.warning("the command lists could not be set: %s", type(error).__name__)


async def _publish_for(bot: ExtBot[Any], admin_id: int) -> None:
    try:
        await bot.set_my_commands(ADMINS, scope=BotCommandScopeChat(admin_id))
    except (BadRequest, Forbidden):  # the second of an admin who has blocked the bot
        logger.info("an admin has not written to the bot yet and sees the workers' commands")
