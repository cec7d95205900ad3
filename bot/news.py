"""An old and a new library, topics that workers follow → which new passages each topic has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.contents import topic_of
from bot.library import Library
from bot.model import Passage
from bot.search.folding import fold
from bot.search.ranking import ids_of

FOUND = 100
"""Citations among which a new passage must stand to be news of a topic whose name its article does not bear."""


def news_of(
    topics: Iterable[str], *, old: Library, new: Library, today: dt.date | None = None
) -> dict[str, tuple[str, ...]]:
    """For each topic the ids of its new passages, in the order of the corpus; topics without any are left out.

    A passage is new where its text stood nowhere in the old library. It is of a topic that is named by its article's
    topic or headline, or where the topic, asked as a question, is answered with it; the floor holds as it does there.
    """
    known = frozenset(ids_of(old.passages))
    numbers = (number for number, one in enumerate(ids_of(new.passages)) if one not in known)
    fresh = [passage for passage in map(new.passages.__getitem__, numbers) if not _is_over(passage, today)]
    found = {topic: tuple(_of_topic(topic, fresh, new, today)) for topic in topics} if fresh else {}
    return {topic: passages for topic, passages in found.items() if passages}


def _of_topic(topic: str, fresh: Iterable[Passage], library: Library, today: dt.date | None) -> Iterable[str]:
    name = fold(topic)
    answer = library.answer(topic, limit=FOUND, today=today)
    cited = {citation.passage.id for citation in answer.citations}
    return (passage.id for passage in fresh if passage.id in cited or name in _named(passage))


def _named(passage: Passage) -> str:
    article = passage.article
    return fold("\n".join(filter(None, (topic_of(article), article.title, article.kicker))))


def _is_over(passage: Passage, today: dt.date | None) -> bool:
    return bool(today and passage.article.expires and passage.article.expires < today)
