"""Mounts a desk on an application, beside whatever handlers its host has."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
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

from bot.engines.engine import EngineError
from bot.library import Library, load_library
from bot.regions import unknown_places
from bot.settings import Settings
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.admins.files import Files
from bot.tg.admins.ledger import Ledger
from bot.tg.admins.renewal import Load
from bot.tg.admins.uploads import Uploads
from bot.tg.buttons import Action, Order
from bot.tg.desk import Desk
from bot.tg.memory import Memory, memory_of
from bot.tg.questions import is_addressed
from bot.tg.workers.choices import Choices
from bot.tg.workers.follows import Follows
from bot.tg.workers.inline import Inline
from bot.tg.workers.presses import Presses

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
AnyHandler = BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

GROUP = 1226  # a handler group of our own: in each group of python-telegram-bot one handler may answer an update
NAME = re.compile(r"[a-z0-9_]{1,16}")
UNDER_WAY: ContextVar[Desk | None] = ContextVar("niangjia_desk", default=None)


@dataclass(frozen=True, slots=True)
class Ours:
    """A callback of a desk; while it runs, and after it raised, `UNDER_WAY` says whose error it would be.

    By its callbacks a desk is known on an application. It stands not in `bot_data`, which a host may have pickled.
    """

    desk: Desk
    callback: Callback

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        token = UNDER_WAY.set(self.desk)
        self.desk.notices.wake(context.application)
        await self.callback(update, context)
        UNDER_WAY.reset(token)


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
    shelf: Shelf | None = None,
    memory: Memory | None = None,
    plain_text: bool = True,
    sole: bool = False,
    name: str = "niangjia",
) -> Desk:
    """Mounts the bot on an application, initialized or not, and gives back its desk; call it after your own handlers.

    Commands that the host already handles stay the host's. `plain_text=False` leaves messages without a command in
    private chats to the host; `sole` says that nobody else answers here, so that unknown commands, pictures, strange
    buttons and inline questions get a reply too. `name` tells apart two desks on one application. Without a `library`, the one of
    `settings.corpus` is read by `load` at once; raises `CorpusError` where there is none. Without a `memory`, the database
    of `settings.state` remembers, if that folder exists or is a database's address. Without a `shelf`, libraries to go
    back to are held in memory only.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name: small letters, digits and _, at most 16")
    if name in {desk.keyboards.name for desk in desks_on(application)}:
        raise ValueError(f"{name!r} is installed on this application already")
    desk = Desk(
        library or load(settings.corpus),
        name=name,
        load=load,
        shelf=shelf or Shelf(settings.corpus, None),
        corpus=settings.corpus,
        admin_ids=settings.admin_ids,
        hotline=settings.hotline,
        crisis_line=settings.crisis_line,
        contacts=settings.contacts,
        region=settings.region,
        memory=memory or memory_of(settings.state, make=False),
    )
    for place in unknown_places(settings.places, desk.library.gazetteer):
        logger.warning("a setting names a place that is not known: %s", place)
    group = max((GROUP, *(number + 1 for number in application.handlers if number >= GROUP)))
    for handler in _handlers(desk, plain_text=plain_text, sole=sole, taken=_taken(application)):
        application.add_handler(handler, group)
    application.add_error_handler(_on_error)
    application.post_stop = _chained(application.post_stop, desk)
    desk.memory.keep_tidy()
    return desk


def _handlers(desk: Desk, *, plain_text: bool, sole: bool, taken: frozenset[str]) -> Iterator[AnyHandler]:
    """Within the group the first that matches answers: commands before text, text before everything else."""
    new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    uploads, files = Uploads(desk, filing=desk.filing, gate=desk.gate), Files(desk, filing=desk.filing, gate=desk.gate)
    orders: dict[Action, Order] = {
        Action.RENEW: desk.renewal.confirm,
        Action.GO_BACK: desk.back.press,
        Action.STORE: uploads.store,
        Action.DISCARD: uploads.discard,
        **files.handlers(),
    }
    presses, choices, follows, ledger = Presses(desk, orders=orders), Choices(desk), Follows(desk), Ledger(desk)
    commands: tuple[tuple[str, Callback, filters.BaseFilter], ...] = (
        ("start", desk.start, new & Addressed()),
        ("help", desk.help, new & Addressed()),
        ("ask", desk.ask, filters.UpdateType.MESSAGES),
        ("topics", presses.topics, new & Addressed()),
        ("region", choices.region, new & Addressed()),
        ("privacy", desk.privacy, new & Addressed()),
        ("follow", follows.follow, new & Addressed()),
        ("unfollow", follows.unfollow, new & Addressed()),
        ("forget", choices.forget, new & Addressed()),
        ("reload", desk.renewal.reload, filters.UpdateType.MESSAGES),
        ("rollback", desk.back.rollback, filters.UpdateType.MESSAGES),
        ("files", files.files, filters.UpdateType.MESSAGES),
        ("gaps", ledger.gaps, filters.UpdateType.MESSAGES),
        ("why", ledger.why, filters.UpdateType.MESSAGES),
        ("stats", ledger.stats, filters.UpdateType.MESSAGES),
        ("audit", ledger.audit, filters.UpdateType.MESSAGES),
    )
    for command, callback, which in commands:
        if command not in taken:
            yield CommandHandler(command, Ours(desk, callback), which)
    sent = filters.Document.ALL & filters.UpdateType.MESSAGES
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND & filters.UpdateType.MESSAGES
    yield MessageHandler(words & filters.ChatType.GROUPS, Ours(desk, desk.ask))
    if plain_text:
        yield MessageHandler(sent & filters.User(desk.gate.admin_ids), Ours(desk, uploads.offer))
    yield CallbackQueryHandler(Ours(desk, presses.press), None if sole else f"^{desk.keyboards.name}:")
    if plain_text:
        yield MessageHandler(words & private, Ours(desk, desk.ask))
    if sole:
        yield MessageHandler(sent & private, Ours(desk, uploads.turn_away))
        yield InlineQueryHandler(Ours(desk, Inline(desk).offer))
        yield MessageHandler(filters.COMMAND & private & new, Ours(desk, desk.unknown_command))
        yield MessageHandler(
            ~filters.StatusUpdate.ALL & private & filters.UpdateType.MESSAGES, Ours(desk, desk.other_kind)
        )


def desks_on(application: AnyApplication) -> tuple[Desk, ...]:
    """The desks that are installed on an application, in the order in which they were."""
    callbacks = (getattr(handler, "callback", None) for handler in _all_handlers(application))
    return tuple(dict.fromkeys(callback.desk for callback in callbacks if isinstance(callback, Ours)))


def _taken(application: AnyApplication) -> frozenset[str]:
    found = (handler.commands for handler in _all_handlers(application) if isinstance(handler, CommandHandler))
    return frozenset(itertools.chain.from_iterable(found))


def _all_handlers(application: AnyApplication) -> Iterable[object]:
    return itertools.chain.from_iterable(application.handlers.values())


async def _on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The net: our errors go to the log, and the worker gets one calm sentence; a host's errors stay the host's."""
    desk = UNDER_WAY.get()
    UNDER_WAY.set(None)
    if desk is None and len(context.application.error_handlers) > 1:
        return  # the host has a handler of its own
    away = isinstance(context.error, EngineError)
    if away:
        logger.warning("a question could not be looked up: %s", context.error)
    else:
        logger.error("an update could not be handled", exc_info=context.error)
    if desk is not None and isinstance(update, Update) and not isinstance(context.error, TelegramError):
        await desk.apologize(update, sentences.LIBRARY_AWAY if away else sentences.APOLOGY)


def _chained(
    before: Callable[[AnyApplication], Coroutine[Any, Any, None]] | None, desk: Desk
) -> Callable[[AnyApplication], Coroutine[Any, Any, None]]:
    """The host's own hook, then ours."""

    async def stopped(application: AnyApplication) -> None:
        if before is not None:
            await before(application)
        desk.renewal.close()
        desk.notices.close()
        desk.memory.close()

    return stopped
