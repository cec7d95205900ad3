"""Articles → which of them are older issues of a text of which a newer one is there too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.model import Article

from .normal import normal_form

Key = tuple[str, int]
"""An article: its file and the line where it begins."""

SHORTEST = 5
"""Characters of a title without its years; a shorter one (工会动态) heads anything."""

SHARED = 0.3
"""Of the runs of the shorter text that stand in the newer one too. The same headline alone proves nothing."""

_RUN = 5
_ISSUE = re.compile(
    r"(?:19|20)\d{2}(?:年度?|(?:年)?(?:至|-)(?:19|20)?\d{2,4}年?度?)?|第[0-9一二三四五六七八九十]+(?:版|期|次修[订正])|修[订正](?:版|本)?|新版|最新"
)


def key_of(article: Article) -> Key:
    return article.file, article.line


def newer_versions(articles: Iterable[Article]) -> dict[Key, Article]:
    """For each older issue of a text the newest one: the same title but for its year, another date, shared wording."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        title = _ISSUE.sub("", normal_form(article.title or ""))
        if article.date and len(title) >= SHORTEST:
            groups[title].append(article)
    return {
        key_of(older): newest
        for group in groups.values()
        if len(group) > 1
        for newest in [max(group, key=lambda article: (article.date, article.file))]
        for older in group
        if older.date != newest.date and _share_wording(older, newest)
    }


def _share_wording(one: Article, other: Article) -> bool:
    runs, others = _runs(one), _runs(other)
    return bool(runs and others) and len(runs & others) >= SHARED * min(len(runs), len(others))


def _runs(article: Article) -> set[str]:
    text = normal_form("".join(paragraph.text for paragraph in article.paragraphs))
    return {text[i : i + _RUN] for i in range(len(text) - _RUN + 1)}
