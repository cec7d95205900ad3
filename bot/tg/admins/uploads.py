"""A document that an admin sends: checked like a file of the corpus, shown, and stored when a button says so.

Nothing is kept between the check and the press: the press brings the document back as the message that was replied
to, and its button says which content was checked and where it goes. So a restart loses nothing and leaves nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt

from telegram import Document, Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.library import Library
from bot.offer import Name, OfferError, name_for, offered
from bot.store.originals import digest_of
from bot.tg import sentences
from bot.tg.admins import file_sentences, offers
from bot.tg.admins.filing import Errand, Filing
from bot.tg.buttons import Action, Callback, Press, name_id
from bot.tg.desk import Desk
from bot.tg.memory import now
from bot.tg.questions import replies_to
from bot.tg.render import clip
from bot.tg.reply import Reply
from bot.tg.rights import Gate

VALID = dt.timedelta(hours=1)  # from check to press; later the corpus may be another
ANYWAY = 1  # the number on the button below a refusal
NAMESAKES = 4  # files of one name that are offered to be replaced
MOST = 20 << 20  # bytes that Telegram lets a bot download
NAME = 60


class DownloadError(Exception):
    """The message is one plain Chinese sentence, without an address in it."""


class Uploads:
    """The files that admins hand in."""

    def __init__(self, desk: Desk, *, filing: Filing, gate: Gate, other_kind: Callback) -> None:
        """`other_kind` answers a document of somebody who is no admin."""
        self._desk, self._filing, self._gate, self._other_kind = desk, filing, gate, other_kind

    async def offer(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Checks the document and shows what it would bring; in a group only where it is sent to us."""
        message = update.effective_message
        document = message.document if message else None
        if message is None or document is None:
            return
        if message.chat.type != message.chat.PRIVATE and not replies_to(message, message.get_bot().id):
            return
        given = document.file_name or ""
        if not await self._gate.admits(update, "upload", detail=given):
            return
        try:
            name = name_for(given, size=document.file_size or 0, most=MOST)
        except OfferError as error:
            await self._say(message, offers.of_problem(error.problem))
            return
        checking = file_sentences.CHECKING.format(name=name)
        if (sent := await self._desk.send(message, Reply.saying(checking))) is not None:
            await self._desk.show(sent, await self._checked(document, name))

    async def turn_away(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file of somebody who is no admin: recorded, and answered like all that we cannot read."""
        message = update.effective_message
        if message is not None and message.document is not None:
            await self._gate.record(update, "upload", message.document.file_name or "", sentences.ADMINS_ONLY)
            await self._other_kind(update, context)

    async def store(self, update: Update, context: ContextTypes.DEFAULT_TYPE, press: Press) -> str | None:
        """A press below a check: stores what was checked, if it is still the same and can still go there."""
        query = update.callback_query
        message = query.message if query else None
        if query is None or not isinstance(message, Message):
            return sentences.BUTTON_DEAD
        original = message.reply_to_message
        document = original.document if original else None
        name = (document.file_name or "") if document else ""
        if no := await self._gate.refuses(update, "upload", detail=name):
            return no
        if original is None or document is None or original.from_user != query.from_user:
            return file_sentences.ORIGINAL_GONE
        if now() - message.date > VALID:
            await self._desk.show(message, Reply.saying(file_sentences.EXPIRED.format(name=clip(name, NAME))))
            return None
        return self._filing.renewal.begin(update, context, self._store(message, original, document, press))

    async def discard(self, update: Update, _context: ContextTypes.DEFAULT_TYPE, _press: Press) -> str | None:
        message = update.effective_message
        if (no := await self._gate.refuses(update, "discard")) or message is None:
            return no
        document = message.reply_to_message.document if message.reply_to_message else None
        name = clip((document.file_name if document else "") or "", NAME)
        await self._desk.show(message, Reply.saying(file_sentences.DISCARDED.format(name=name)))
        return None

    async def _checked(self, document: Document, name: Name) -> Reply:
        try:
            data = await _fetched(document)
            return await asyncio.to_thread(self._look_into, data, name, self._desk.library)
        except DownloadError as error:
            return Reply.saying(str(error))
        except OfferError as error:
            return Reply.saying(offers.of_problem(error.problem))

    def _look_into(self, data: bytes, name: Name, library: Library) -> Reply:
        originals = self._filing.originals
        namesakes = originals.namesakes(name)[:NAMESAKES]
        same = next((other for other in namesakes if originals.read(other) == data), None)
        if same is not None:
            return Reply.saying(file_sentences.SAME_AS.format(name=same))
        places = (*namesakes, originals.unused(name))
        offer = offered(data, places[0], library)
        writable = tuple(place for place in places if originals.is_writable(place)) if offer.articles else ()
        text = offers.of_offer(offer, library, size=len(data), replaces=bool(namesakes), is_writable=bool(writable))
        orders = [(_label(place, namesakes), Press(Action.STORE, _about(data, place))) for place in writable]
        discard = [(file_sentences.DISCARD, Press(Action.DISCARD))] if orders else []
        return Reply.saying(text, self._desk.keyboards.of_orders([*orders, *discard]))

    async def _store(self, message: Message, original: Message, document: Document, press: Press) -> None:
        try:
            data = await _fetched(document)
            name = name_for(document.file_name or "", size=len(data), most=MOST)
        except (DownloadError, OfferError) as error:
            await self._say(original, str(error))
            return
        originals = self._filing.originals
        namesakes = await asyncio.to_thread(originals.namesakes, name)
        places = (*namesakes, await asyncio.to_thread(originals.unused, name))
        place = next((place for place in places if _about(data, place) == press.about), None)
        if place is None:
            await self._desk.show(message, Reply.saying(file_sentences.CHANGED_MEANWHILE))
            return
        done = (file_sentences.REPLACED if place in namesakes else file_sentences.STORED).format(name=place)
        anyway = (file_sentences.STORE_ANYWAY, Press(Action.STORE, press.about, ANYWAY))
        errand = Errand(place, data, done, anyway, confirmed=press.number == ANYWAY)
        await self._filing.carry_out(original, errand, shown=message)

    async def _say(self, message: Message, sentence: str) -> None:
        await self._desk.send(message, Reply.saying(sentence))


async def _fetched(document: Document) -> bytes:
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


def _label(place: str, namesakes: tuple[str, ...]) -> str:
    if place in namesakes:
        return file_sentences.REPLACE.format(name=place)
    return file_sentences.STORE_AS.format(name=place) if namesakes else file_sentences.STORE


def _about(data: bytes, place: str) -> str:
    """What the button says that stores this content at this place: eight digits of each."""
    return f"{digest_of(data)[:8]}{name_id(place)[:8]}"
