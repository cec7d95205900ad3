"""The articles of a library in, its table of contents out: topics and places, those with most articles first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Article, Key

OTHER = "其他"
"""Where an article says no topic, and its folder has no Chinese name."""

LISTED = 400
"""Articles of a topic that are listed; nobody leafs on, and the table stays small in a library of millions."""
PLACES = 50


@dataclass(frozen=True, slots=True)
class Topic:
    """`firsts` are the numbers of the first passages of the first `LISTED` articles, in the order of the corpus."""

    name: str
    count: int
    firsts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Topics and places, those with most articles first. Made when a library is built, so that a look at it costs nothing."""

    topics: tuple[Topic, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, articles: Iterable[Article], passages: Iterable[tuple[int, Article]]) -> Contents:
        """`passages` are (number, article) in ascending order, of all passages or at least of the first of each article."""
        known: set[Key] = set()
        firsts: dict[str, list[int]] = defaultdict(list)
        for number, article in passages:
            if article.key not in known:
                known.add(article.key)
                firsts[topic_of(article)].append(number)
        topics = (Topic(name, len(numbers), tuple(numbers[:LISTED])) for name, numbers in firsts.items())
        places = Counter(article.region for article in articles if article.region)
        return cls(
            tuple(sorted(topics, key=lambda topic: -topic.count)),
            tuple(place for place, _ in places.most_common(PLACES)),
        )


def topic_of(article: Article) -> str:
    """What an article is about: as its head says, else the folder it stands in, where that has a Chinese name."""
    folder = article.file.rpartition("/")[0].rpartition("/")[2]
    is_chinese = any("\u4e00" <= character <= "\u9fff" for character in folder)
    return dict(article.extra).get("topic") or (folder if is_chinese else OTHER)
