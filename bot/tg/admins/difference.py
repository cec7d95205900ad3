"""Two libraries in, out what changed between them: articles and files new, changed, gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Article


@dataclass(frozen=True, slots=True)
class Difference:
    new: tuple[Article, ...]
    changed: tuple[Article, ...]
    gone: tuple[Article, ...]
    new_files: tuple[str, ...] = ()
    changed_files: tuple[str, ...] = ()
    gone_files: tuple[str, ...] = ()


def compare(old: Iterable[Article], new: Iterable[Article]) -> Difference:
    """Articles are the same where file, headline and turn are; changed where anything else differs."""
    before, after = _by_name(old), _by_name(new)
    added = tuple(article for name, article in after.items() if name not in before)
    changed = tuple(
        article for name, article in after.items() if name in before and _content(before[name]) != _content(article)
    )
    gone = tuple(article for name, article in before.items() if name not in after)
    old_files, new_files = _files(before.values()), _files(after.values())
    touched = _files((*added, *changed, *gone))
    return Difference(
        added,
        changed,
        gone,
        new_files=tuple(file for file in new_files if file not in old_files),
        changed_files=tuple(file for file in touched if file in old_files and file in new_files),
        gone_files=tuple(file for file in old_files if file not in new_files),
    )


def _files(articles: Iterable[Article]) -> dict[str, None]:
    """The files of articles, each once, in their order."""
    return dict.fromkeys(article.file for article in articles)


def _content(article: Article) -> tuple[object, ...]:
    """What a worker can read of an article; a line that moved is no change."""
    texts = tuple(paragraph.text for paragraph in article.paragraphs)
    return texts, article.kicker, article.source, article.date, article.expires, article.region


def _by_name(articles: Iterable[Article]) -> dict[tuple[str, str | None, int], Article]:
    """Articles by file, headline and a number that tells apart those of one headline in one file."""
    named: dict[tuple[str, str | None, int], Article] = {}
    turns: Counter[tuple[str, str | None]] = Counter()
    for article in articles:
        name = (article.file, article.title)
        named[*name, turns[name]] = article
        turns[name] += 1
    return named
