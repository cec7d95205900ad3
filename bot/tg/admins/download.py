"""A document that somebody sent → its bytes, or one sentence on why they cannot be had."""

from __future__ import annotations

from telegram import Document
from telegram.error import BadRequest, TelegramError

from bot.tg.admins import file_sentences
from bot.tg.render import clip

MOST = 20 << 20  # bytes that Telegram lets a bot download
NAME = 60


class DownloadError(Exception):
    """The message is one plain Chinese sentence, without an address in it."""


async def fetch(document: Document) -> bytes:
    """The whole document; raises `DownloadError`."""
    name = clip(document.file_name or "", NAME)
    try:
        file = await document.get_file()
        data = bytes(await file.download_as_bytearray())
    except BadRequest as error:
        if "too big" in error.message:
            raise DownloadError(file_sentences.TOO_LARGE_FOR_TELEGRAM.format(name=name, limit=MOST >> 20)) from None
        raise DownloadError(file_sentences.NOT_DOWNLOADED.format(name=name)) from None
    except TelegramError:
        raise DownloadError(file_sentences.NOT_DOWNLOADED.format(name=name)) from None
    if document.file_size is not None and len(data) != document.file_size:
        raise DownloadError(file_sentences.NOT_WHOLE.format(name=name))
    return data
