"""Mounts a desk on an application, beside whatever handlers its host has."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.library import Library, load_library
from bot.settings import Settings
from bot.tg.desk import Desk
from bot.tg.inline import Inline
from bot.tg.presses import Presses
from bot.tg.questions import is_addressed
from bot.tg.renewal import Load

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
AnyHandler = BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

GROUP = 1226  # a handler group of our own: in each group of python-telegram-bot one handler may answer an update
NAME = re.compile(r"[a-z0-9_]{1,16}")
UNDER_WAY: ContextVar[Desk | None] = ContextVar("niangjia_desk", default=None)


class Addressed(filters.MessageFilter):
    """Commands in the private chat, and in groups those that name us."""

    def filter(self, message: Message) -> bool:
        return message.chat.type == message.chat.PRIVATE or is_addressed(message)


def install(
    application: AnyApplication,
    settings: Settings,
    *,
    library: Library | None = None,
    load: Load = load_library,
    plain_text: bool = True,
    sole: bool = False,
    name: str = "niangjia",
) -> Desk:
    """Mounts the bot on an application, initialized or not, and gives back its desk; call it after your own handlers.

    Commands that the host already handles stay the host's. `plain_text=False` leaves messages without a command in
    private chats to the host; `sole` says that nobody else answers here, so that unknown commands, pictures, strange
    buttons and inline questions get a reply too. `name` tells apart two desks on one application. Without a `library`, the one of
    `settings.corpus` is read by `load` at once; raises `CorpusError` where there is none.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name: small letters, digits and _, at most 16")
    key = f"{name}:desk"
    if key in application.bot_data:
        raise ValueError(f"{name!r} is installed on this application already")
    desk = Desk(
        library or load(settings.corpus),
        name=name,
        load=load,
        corpus=settings.corpus,
        admin_ids=settings.admin_ids,
        hotline=settings.hotline,
        region=settings.region,
    )
    group = max((GROUP, *(number + 1 for number in application.handlers if number >= GROUP)))
    application.bot_data[key] = desk
    for handler in _handlers(desk, plain_text=plain_text, sole=sole, taken=_taken(application)):
        application.add_handler(handler, group)
    application.add_error_handler(_on_error)
    application.post_stop = _chained(application.post_stop, desk)
    return desk


def _handlers(desk: Desk, *, plain_text: bool, sole: bool, taken: frozenset[str]) -> Iterator[AnyHandler]:
    """Within the group the first that matches answers: commands before text, text before everything else."""
    new, private, presses = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE, Presses(desk)
    commands: tuple[tuple[str, Callback, filters.BaseFilter], ...] = (
        ("start", desk.start, new & Addressed()),
        ("help", desk.help, new & Addressed()),
        ("ask", desk.ask, filters.UpdateType.MESSAGES),
        ("topics", presses.topics, new & Addressed()),
        ("privacy", desk.privacy, new & Addressed()),
        ("reload", desk.renewal.reload, filters.UpdateType.MESSAGES),
        ("rollback", desk.renewal.rollback, filters.UpdateType.MESSAGES),
    )
    for command, callback, which in commands:
        if command not in taken:
            yield CommandHandler(command, _ours(desk, callback), which)
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND & filters.UpdateType.MESSAGES
    yield MessageHandler(words & filters.ChatType.GROUPS, _ours(desk, desk.ask))
    yield CallbackQueryHandler(_ours(desk, presses.press), None if sole else f"^{desk.keyboards.name}:")
    if plain_text:
        yield MessageHandler(words & private, _ours(desk, desk.ask))
    if sole:
        yield InlineQueryHandler(_ours(desk, Inline(desk).offer))
        yield MessageHandler(filters.COMMAND & private & new, _ours(desk, desk.unknown_command))
        yield MessageHandler(~filters.StatusUpdate.ALL & private & new, _ours(desk, desk.other_kind))


def _taken(application: AnyApplication) -> frozenset[str]:
    handlers: Iterable[object] = (handler for group in application.handlers.values() for handler in group)
    return frozenset().union(*(handler.commands for handler in handlers if isinstance(handler, CommandHandler)))


def _ours(desk: Desk, callback: Callback) -> Callback:
    """The callback; while it runs, and after it raised, `UNDER_WAY` says whose error it would be."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        token = UNDER_WAY.set(desk)
        await callback(update, context)
        UNDER_WAY.reset(token)

    return handle


async def _on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The net: our errors go to the log, and the worker gets one calm sentence; a host's errors stay the host's."""
    desk = UNDER_WAY.get()
    UNDER_WAY.set(None)
    if desk is None and len(context.application.error_handlers) > 1:
        return  # the host has a handler of its own
    logger.error("an update could not be handled", exc_info=context.error)
    if desk is not None and isinstance(update, Update) and not isinstance(context.error, TelegramError):
        await desk.apologize(update)


def _chained(
    before: Callable[[AnyApplication], Coroutine[Any, Any, None]] | None, desk: Desk
) -> Callable[[AnyApplication], Coroutine[Any, Any, None]]:
    """The host's own hook, then ours."""

    async def stopped(application: AnyApplication) -> None:
        if before is not None:
            await before(application)
        desk.renewal.close()

    return stopped
