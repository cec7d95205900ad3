"""News of followed topics in, one short message out: headlines with their places, each article behind a button."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.model import Key, Passage
from bot.tg import sentences
from bot.tg.buttons import Keyboards
from bot.tg.render import about
from bot.tg.reply import Reply

LISTED = 5


def digest_of(
    news: Iterable[tuple[str, Iterable[str]]], known: Mapping[str, Passage], keyboards: Keyboards
) -> Reply | None:
    """The digest of the passages that are known, by topic; None where none of them is (any more)."""
    found = [(topic, [known[one] for one in passages if one in known]) for topic, passages in news]
    firsts: dict[Key, Passage] = {}
    for _, passages in found:
        for passage in passages:
            firsts.setdefault(passage.article.key, passage)
    if not firsts:
        return None
    shown = tuple(firsts.values())[:LISTED]
    topics = "、".join(f"“{topic}”" for topic, passages in found if passages)
    lines = [about(passage.article, region=passage.region) for passage in shown]
    more = [sentences.AND_MORE.format(count=len(firsts) - LISTED)] if len(firsts) > LISTED else []
    head = sentences.DIGEST.format(topics=topics, count=len(firsts))
    return Reply.saying("\n".join((head, *lines, *more, sentences.DIGEST_END)), keyboards.of_digest(shown))
