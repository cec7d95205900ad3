"""`niangjia serve`: the settings in, a running bot, an exit code out."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import re
import signal
import sys
from collections.abc import Coroutine, Iterator
from types import FrameType
from typing import Any, Protocol

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.engines.following import Following
from bot.engines.shelf import SharedShelf, shelf_at
from bot.health.beat import Phase, heartbeat_path
from bot.health.metrics import Metrics
from bot.health.port import Port
from bot.health.vitals import Vitals
from bot.library import Library
from bot.loading import CorpusError
from bot.settings import Settings, stray_names
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.commands import publish_commands
from bot.tg.heap import Forgetful, settle, share_memory
from bot.tg.memory import memory_of
from bot.tg.plugin import install
from bot.tg.secrecy import keep_from_dumps, start_logging
from bot.tg.traffic.pace import Pace
from bot.tg.traffic.plain import PlainBot
from bot.tg.traffic.polling import DeafError, Polling
from bot.tg.traffic.replica import Replica
from bot.tg.traffic.turnstile import Turnstile
from bot.tg.traffic.wire import Wire, proxy_for

logger = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org/"
GOOD, FAILED, WRONG_USE = 0, 1, 2
DRAIN = 7.0  # seconds for the answers in flight; a container gives ten in all
CONNECTIONS = 64  # to Telegram at once; a request waits for one as long as for an answer
READ_TIMEOUT = 20.0  # Telegram may take seven; a send that we give up on may arrive all the same
FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0  # seconds between two tries to reach Telegram at the start; the wait doubles
SWITCH = 0.001
"""Seconds after which a thread that works lets another on. With Python's 5 ms a reload doubles what workers wait."""
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes


class Source(Protocol):
    """Where updates come from: `open` it, `run` it until that is cancelled, `close` it when all are answered."""

    async def open(self) -> None: ...

    async def run(self) -> None: ...

    async def close(self) -> None: ...


def serve(settings: Settings) -> int:
    """Runs until SIGTERM or SIGINT: 0. 1 where Telegram will not have us, 2 where a setting or the corpus is wrong."""
    if wrong := wrong_settings(settings):
        return _fail(wrong, WRONG_USE)
    secrets = (settings.token, settings.webhook_secret)
    hidden = [secret.get_secret_value() for secret in secrets if secret]
    start_logging(settings.log_level, secrets=hidden, form=settings.log_format)
    for name in stray_names():
        logger.warning("no setting has this name: %s", name)
    keep_from_dumps()
    sys.setswitchinterval(SWITCH)
    share_memory()
    signal.signal(signal.SIGTERM, _leave)  # until the event loop takes over; the first process of a container needs it
    vitals = Vitals(heartbeat_path(settings.state), metrics=Metrics())
    try:
        port = Port(vitals, (settings.listen, settings.metrics_port)) if settings.metrics_port else None
    except OSError as error:
        return _fail(sentences.NO_PORT.format(port=settings.metrics_port, reason=error.strerror), WRONG_USE)
    vitals.enter(Phase.STARTING)
    try:
        return _run(settings, vitals)
    finally:
        vitals.forget()
        if port is not None:
            port.close()
        gc.freeze()  # else the interpreter's last collection walks the whole library, and a container waits for it


def _run(settings: Settings, vitals: Vitals) -> int:
    try:
        service = _Service(settings, *_opened(settings), vitals)
    except CorpusError as error:
        return _fail(str(error), WRONG_USE)
    settle()
    return asyncio.run(service.run())


def _opened(settings: Settings) -> tuple[Library, Shelf]:
    """What a start answers with, warm. Only the desk holds it: a reload frees it with its files."""
    shelf = shelf_at(settings.corpus, settings.state, settings.engine)
    library = shelf.with_meaning(shelf.open())
    library.warm()
    return library, shelf


class _Service:
    """One run of the bot, from the first word with Telegram to the last."""

    def __init__(self, settings: Settings, library: Library, shelf: Shelf, vitals: Vitals) -> None:
        self._vitals = vitals
        self._pace, self._turnstile, self._stop = Pace(), Turnstile(), asyncio.Event()
        bot = _bot(settings, self._pace)
        builder = Application.builder().application_class(Forgetful).bot(bot).updater(None).job_queue(None)
        self._application = builder.concurrent_updates(self._turnstile).build()
        memory = memory_of(settings.state)
        self._replica = Replica(memory)
        self._office = install(
            self._application,
            settings,
            library=library,
            load=shelf.renew,
            shelf=shelf,
            memory=memory,
            sole=True,
        )
        self._desk = self._office.desk
        self._turnstile.welcome(self._desk.too_fast)
        self._turnstile.time(vitals.metrics.updates.observe)
        vitals.metrics.watch("updates_inside", "Updates waiting or under way", lambda: self._turnstile.inside)
        vitals.metrics.watch("passages", "Passages of the library", lambda: len(self._desk.library.passages))
        self._following: Following | None = None
        if isinstance(shelf, SharedShelf):
            self._following = Following(shelf.engine, take_up=self._take_up, ail=vitals.ail, taken=library)
        self._source = self._source_of(settings, bot)
        self._admin_ids = settings.admin_ids

    def _source_of(self, settings: Settings, bot: PlainBot) -> Source:
        if settings.webhook_url is None or settings.webhook_secret is None:
            return Polling(bot, self._application.update_queue, self._turnstile, heard=self._vitals.heard)
        from bot.tg.traffic.webhook import Webhook  # a web server's memory is spared where we poll

        secret, place = settings.webhook_secret.get_secret_value(), (settings.listen, settings.port)
        url, handle = settings.webhook_url, self._handle
        return Webhook(bot, handle, self._turnstile, self._replica, url=url, secret=secret, place=place)

    async def _handle(self, update: Update) -> None:
        """Lets an update in and waits for its end; whoever waits may go, and a stop waits for the update all the same."""
        work = self._turnstile.process_update(update, self._application.process_update(update))
        await self._application.create_task(work, update=update)

    async def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        beating = asyncio.create_task(self._vitals.keep())
        try:
            code = await self._serve() if await self._connect() else GOOD
        except InvalidToken:
            code = _fail(sentences.IDENTITY_REFUSED, FAILED)
        beating.cancel()
        if self._office.renewal.is_loading:
            # a reader that hangs cannot be ended and would keep the process from ending
            self._vitals.forget()
            logging.shutdown()
            os._exit(code)
        return code

    async def _connect(self) -> bool:
        """Tries until Telegram answers; False where we were told to stop before it did."""
        wait = FIRST_WAIT
        while not self._stop.is_set():
            try:
                return await self._or_stop(self._greet())
            except InvalidToken:
                raise
            except TelegramError as error:
                logger.warning("Telegram cannot be reached (%s), trying again", type(error).__name__)
            await self._or_stop(asyncio.sleep(wait))
            wait = min(LONGEST_WAIT, wait * 2)
        return False

    async def _greet(self) -> None:
        await self._application.initialize()
        await self._source.open()

    async def _serve(self) -> int:
        """Answers until told to stop, or until no updates come any more for good."""
        await self._application.start()
        self._application.create_task(publish_commands(self._application.bot, self._admin_ids))
        self._office.wake(self._application)
        self._vitals.enter(Phase.READY)
        logger.info("ready")
        beside = [asyncio.create_task(self._replica.keep(self._share))]
        if self._following is not None:
            beside.append(asyncio.create_task(self._following.keep()))
        try:
            await self._or_stop(self._source.run())
            code = GOOD
        except DeafError as error:
            code = _fail(sentences.SECOND_POLLER if error.second_poller else sentences.IDENTITY_REFUSED, FAILED)
        await self._finish()
        for task in beside:
            task.cancel()
        await self._replica.leave()
        self._desk.memory.close()
        return code

    def _take_up(self, library: Library) -> None:
        self._desk.library = library
        logger.info("took up a library of %d passages", len(library.passages))

    def _share(self, live: int) -> None:
        self._pace.sharers = live

    async def _finish(self) -> None:
        """Answers in flight are sent; what could not be is left for the next start."""
        self._vitals.enter(Phase.STOPPING)
        logger.info("stopping, %d updates in flight", self._turnstile.inside)
        self._office.stop()
        self._pace.hurried = True
        try:
            await asyncio.wait_for(self._application.stop(), DRAIN)
        except TimeoutError:
            logger.warning("stopped with %d updates unanswered; they come again", self._turnstile.inside)
        await self._source.close()
        await self._application.shutdown()

    async def _or_stop(self, work: Coroutine[Any, Any, None]) -> bool:
        """Waits for the work, or gives it up when told to stop; whether it was done."""
        task, stopped = asyncio.create_task(work), asyncio.create_task(self._stop.wait())
        await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if task.done():
            task.result()
            return True
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, TelegramError):
            await task
        return False


def wrong_settings(settings: Settings) -> str:
    """All that keeps us from starting, a sentence each; empty where nothing does."""
    return "".join(_wrong(settings))


def _wrong(settings: Settings) -> Iterator[str]:
    if settings.token is None:
        yield sentences.NO_IDENTITY
    if not (proxy_for(settings.api_base_url) or "http://").startswith(("http://", "https://")):
        yield sentences.PROXY_NOT_HTTP
    if settings.webhook_url is None:
        return
    if settings.webhook_secret is None or not SECRET.fullmatch(settings.webhook_secret.get_secret_value()):
        yield sentences.NO_WEBHOOK_PROOF
    if settings.api_base_url.startswith(TELEGRAM) and not settings.webhook_url.startswith("https://"):
        yield sentences.WEBHOOK_NOT_HTTPS


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(GOOD)


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _bot(settings: Settings, pace: Pace) -> PlainBot:
    if settings.token is None:
        raise ValueError("a bot needs a token")
    address = settings.api_base_url
    return PlainBot(
        settings.token.get_secret_value(),
        base_url=address,
        base_file_url=settings.api_base_file_url,
        request=Wire(address, connections=CONNECTIONS, read_timeout=READ_TIMEOUT, pool_timeout=READ_TIMEOUT),
        get_updates_request=Wire(address, connections=1, read_timeout=READ_TIMEOUT),
        rate_limiter=pace,
    )
