"""`niangjia serve --check`: the settings in, what a start would meet out; nothing is kept running."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import words
from bot.engines.shelf import EMBEDDED, shelf_at
from bot.loading import CorpusError, load_library
from bot.regions import unknown_places
from bot.settings import Settings, stray_names
from bot.store import StoreError, open_store
from bot.tg import sentences
from bot.tg.serve import wrong_settings
from bot.tg.traffic.wire import Wire

PATIENCE = 10.0  # seconds for Telegram's word


class RehearsalError(Exception):
    """One thing that a start would fail at; the message is one plain Chinese sentence without a secret."""


def rehearse(settings: Settings) -> Iterator[tuple[str, str, bool]]:
    """What was tried, what was found, whether it is good: a line after the other, as they are tried."""
    for name, attempt in (
        (sentences.TRIAL_SETTINGS, _settings),
        (sentences.TRIAL_IDENTITY, _identity),
        (sentences.TRIAL_CORPUS, _corpus),
        (sentences.TRIAL_STATE, _state),
        (sentences.TRIAL_PORT, _ports),
    ):
        yield (name, *_tried(attempt, settings))


def _tried(attempt: Callable[[Settings], str], settings: Settings) -> tuple[str, bool]:
    try:
        return attempt(settings), True
    except (RehearsalError, CorpusError, StoreError) as error:
        return str(error), False


def _settings(settings: Settings) -> str:
    if wrong := wrong_settings(settings):
        raise RehearsalError(wrong)
    if strays := stray_names():
        hints = {name: sentences.TRIAL_MEANT.format(name=meant) if meant else "" for name, meant in strays.items()}
        names = "、".join(f"{name}{hint}" for name, hint in hints.items())
        raise RehearsalError(sentences.TRIAL_STRAY.format(names=names))
    return sentences.TRIAL_GOOD


def _identity(settings: Settings) -> str:
    if settings.token is None:
        raise RehearsalError(sentences.NO_IDENTITY)
    address = settings.api_base_url
    wire = Wire(address, connections=1, read_timeout=PATIENCE, pool_timeout=PATIENCE)
    bot = Bot(settings.token.get_secret_value(), base_url=address, request=wire)
    try:
        return f"@{asyncio.run(_name_of(bot))}"
    except InvalidToken:
        raise RehearsalError(sentences.TRIAL_REFUSED) from None
    except TelegramError as error:
        raise RehearsalError(sentences.TRIAL_UNREACHABLE.format(error=type(error).__name__)) from None


async def _name_of(bot: Bot) -> str:
    async with bot:  # which asks Telegram who it is
        return bot.username


def _corpus(settings: Settings) -> str:
    if settings.engine == EMBEDDED:
        library = load_library(settings.corpus)
    else:
        library = shelf_at(settings.corpus, settings.state, settings.engine).open()
    if names := unknown_places(settings.places, library.gazetteer):
        raise RehearsalError(words.UNKNOWN_PLACE.format(names="、".join(names)))
    return sentences.TRIAL_FOUND.format(
        files=library.files, passages=len(library.passages), problems=len(library.problems)
    )


def _state(settings: Settings) -> str:
    open_store(settings.state).close()
    return sentences.TRIAL_GOOD


def _ports(settings: Settings) -> str:
    wanted = [*([settings.port] if settings.webhook_url else []), *filter(None, [settings.metrics_port])]
    for port in wanted:
        try:
            with socket.create_server((settings.listen, port)):
                pass
        except OSError as error:
            raise RehearsalError(sentences.NO_PORT.format(port=port, reason=error.strerror)) from None
    return "、".join(map(str, wanted)) or sentences.TRIAL_NO_PORT
