"""Mounts an office on an application, beside whatever handlers its host has."""

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
from bot.library import Library
from bot.loading import load_library
from bot.regions import unknown_places
from bot.settings import Settings
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.admins.renewal import Load
from bot.tg.buttons import Callback
from bot.tg.desk import Desk
from bot.tg.memory import Memory, memory_of
from bot.tg.office import Office
from bot.tg.questions import is_addressed

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
AnyHandler = BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]

GROUP = 1226  # a handler group of our own: in each group of python-telegram-bot one handler may answer an update
NAME = re.compile(r"[a-z0-9_]{1,16}")
NEW, ANY = filters.UpdateType.MESSAGE, filters.UpdateType.MESSAGES  # ANY: edited ones too
PRIVATE = filters.ChatType.PRIVATE
UNDER_WAY: ContextVar[Desk | None] = ContextVar("niangjia_desk", default=None)
"""The desk whose callback runs now, or raised just before."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A callback of an office; while it runs, and after it raised, `UNDER_WAY` says whose error it would be.

    By its callbacks an office is known on an application. It stands not in `bot_data`, which a host may have pickled.
    """

    office: Office
    callback: Callback

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        token = UNDER_WAY.set(self.office.desk)
        self.office.wake(context.application)
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
) -> Office:
    """Mounts the bot on an application, initialized or not, and gives back its office; call it after your own handlers.

    Commands that the host already handles stay the host's. `plain_text=False` leaves messages without a command in
    private chats to the host; `sole` says that nobody else answers here, so that unknown commands, pictures, strange
    buttons and inline questions get a reply too. `name` tells apart two offices on one application. Without a `library`, the one of
    `settings.corpus` is read by `load` at once; raises `CorpusError` where there is none. Without a `memory`, the database
    of `settings.state` remembers, if that folder exists or is a database's address. Without a `shelf`, libraries to go
    back to are held in memory only.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name: small letters, digits and _, at most 16")
    if name in {office.desk.keyboards.name for office in offices_on(application)}:
        raise ValueError(f"{name!r} is installed on this application already")
    desk = Desk(
        library or load(settings.corpus),
        name=name,
        hotline=settings.hotline,
        crisis_line=settings.crisis_line,
        contacts=settings.contacts,
        region=settings.region,
        memory=memory or memory_of(settings.state, make=False),
    )
    office = Office(
        desk,
        load=load,
        shelf=shelf or Shelf(settings.corpus, None),
        corpus=settings.corpus,
        admin_ids=settings.admin_ids,
    )
    for place in unknown_places(settings.places, desk.library.gazetteer):
        logger.warning("a setting names a place that is not known: %s", place)
    group = max((GROUP, *(number + 1 for number in application.handlers if number >= GROUP)))
    for handler in _handlers(office, plain_text=plain_text, sole=sole, taken=_taken(application)):
        application.add_handler(handler, group)
    application.add_error_handler(_on_error)
    application.post_stop = _chained(application.post_stop, office)
    desk.memory.keep_tidy()
    return office


def _handlers(office: Office, *, plain_text: bool, sole: bool, taken: frozenset[str]) -> Iterator[AnyHandler]:
    """Within the group the first that matches answers: commands before text, text before everything else."""
    talk, uploads, gate = office.talk, office.uploads, office.gate
    for command, (callback, which) in _commands(office).items():
        if command not in taken:
            yield CommandHandler(command, Ours(office, callback), which)
    sent = filters.Document.ALL & ANY
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND & ANY
    yield MessageHandler(words & filters.ChatType.GROUPS, Ours(office, talk.ask))
    if plain_text:
        yield MessageHandler(sent & filters.User(gate.admin_ids), Ours(office, uploads.offer))
    name = None if sole else f"^{office.desk.keyboards.name}:"
    yield CallbackQueryHandler(Ours(office, office.presses.press), name)
    if plain_text:
        yield MessageHandler(words & PRIVATE, Ours(office, talk.ask))
    if sole:
        yield MessageHandler(sent & PRIVATE, Ours(office, uploads.turn_away))
        yield InlineQueryHandler(Ours(office, office.inline.offer))
        yield MessageHandler(filters.COMMAND & PRIVATE & NEW, Ours(office, talk.unknown_command))
        yield MessageHandler(~filters.StatusUpdate.ALL & PRIVATE & ANY, Ours(office, talk.other_kind))


def _commands(office: Office) -> dict[str, tuple[Callback, filters.BaseFilter]]:
    """What each command does, and of which messages. An admin's that is edited or not in private is told why it is not run."""
    talk, ledger, ours = office.talk, office.ledger, NEW & Addressed()
    return {
        "start": (talk.start, ours),
        "help": (talk.help, ours),
        "ask": (talk.ask, ANY),
        "topics": (office.presses.topics, ours),
        "region": (office.choices.region, ours),
        "privacy": (talk.privacy, ours),
        "follow": (office.follows.follow, ours),
        "unfollow": (office.follows.unfollow, ours),
        "forget": (office.choices.forget, ours),
        # admins'
        "reload": (office.renewal.reload, ANY),
        "rollback": (office.rollback.rollback, ANY),
        "files": (office.files.files, ANY),
        "gaps": (ledger.gaps, ANY),
        "why": (ledger.why, ANY),
        "stats": (ledger.stats, ANY),
        "audit": (ledger.audit, ANY),
    }


def offices_on(application: AnyApplication) -> tuple[Office, ...]:
    """The offices that are installed on an application, in the order in which they were."""
    callbacks = (getattr(handler, "callback", None) for handler in _all_handlers(application))
    return tuple(dict.fromkeys(callback.office for callback in callbacks if isinstance(callback, Ours)))


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
    before: Callable[[AnyApplication], Coroutine[Any, Any, None]] | None, office: Office
) -> Callable[[AnyApplication], Coroutine[Any, Any, None]]:
    """The host's own hook, then ours."""

    async def stopped(application: AnyApplication) -> None:
        if before is not None:
            await before(application)
        office.close()

    return stopped
