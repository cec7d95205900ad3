"""A message in, out what it asks of us: nothing in a group's talk, the text after a command, a caption, a mention."""

from __future__ import annotations

import re

from telegram import Message

ADDRESS = r"(?<![A-Za-z0-9_/@])@{username}(?![A-Za-z0-9_])"
COMMAND = re.compile(r"^/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?\s*")


def question_of(message: Message) -> str | None:
    """The question in a message, without command and mention; None where the message is not meant for us."""
    bot = message.get_bot()
    text = message.text or message.caption or ""
    if message.via_bot and message.via_bot.id == bot.id:
        return None
    if COMMAND.match(text):
        return COMMAND.sub("", text, count=1).strip() or _text_replied_to(message)
    mention = re.compile(ADDRESS.format(username=re.escape(bot.username)), re.IGNORECASE)
    if message.chat.type == message.chat.PRIVATE or mention.search(text) or replies_to(message, bot.id):
        return mention.sub(" ", text).strip()
    return None


def is_addressed(message: Message) -> bool:
    """Whether a command names us, as `/help@our_bot` does; in a group a bare command may be another bot's."""
    command = (message.text or "").split(maxsplit=1)[0]
    return command.lower().endswith(f"@{message.get_bot().username.lower()}")


def worker_of(message: Message) -> int:
    """Who wrote it; 0 for nobody in particular, as when a group or a channel speaks."""
    return 0 if message.from_user is None or message.sender_chat is not None else message.from_user.id


def replies_to(message: Message, bot_id: int) -> bool:
    """Whether it is a reply to what we said."""
    original = message.reply_to_message
    return bool(original and original.from_user and original.from_user.id == bot_id)


def _text_replied_to(message: Message) -> str:
    """A bare /ask as a reply asks what the other message says, unless that is our own."""
    original = message.reply_to_message
    if original is None or replies_to(message, message.get_bot().id):
        return ""
    return (original.text or original.caption or "").strip()
