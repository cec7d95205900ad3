"""An article in, its topic out; and the articles of a library by topic."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Article, Passage

OTHER = "其他"
"""Where an article says no topic, and its folder has no Chinese name."""


def topic_of(article: Article) -> str:
    """What an article is about: as its head says, else the folder it stands in, where that has a Chinese name."""
    folder = article.file.rpartition("/")[0].rpartition("/")[2]
    is_chinese = any("\u4e00" <= character <= "\u9fff" for character in folder)
    return dict(article.extra).get("topic") or (folder if is_chinese else OTHER)


def firsts(passages: Iterable[Passage]) -> list[Passage]:
    """The first passage of each article, in the order of the corpus."""
    found: dict[tuple[str, int], Passage] = {}
    for passage in passages:
        found.setdefault((passage.article.file, passage.article.line), passage)
    return list(found.values())
