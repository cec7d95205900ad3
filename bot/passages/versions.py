"""Articles → which of them are older issues of a text of which a newer one is there too."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import numpy as np
from rapidfuzz import fuzz, process

from bot.known import Known, keys_of
from bot.model import Article, Key

from .normal import normal_form

TABLE = "issues"

SHORTEST = 5
"""Characters of a title without its years; a shorter one (工会动态) heads anything."""

SHARED = 0.3
"""Of the runs of the shorter text that stand in the newer one too. The same headline alone proves nothing."""

REWORDED = 70
"""Of 100, how alike a paragraph and the one that came in its place are: a figure or a clause may be another."""

_TRIED = 8
_RUN = 5
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_ISSUE = re.compile(
    r"(?:19|20)\d{2}(?:年度?|(?:年)?(?:至|-)(?:19|20)?\d{2,4}年?度?)?(?:修[订正]|新)?(?:版|本)?"
    r"|第[0-9一二三四五六七八九十]+(?:版|期|次修[订正])|修[订正改](?:版|本|稿)?|征求意见稿|送审稿|讨论稿|草案|新版|最新|试行|暂行"
)


def newer_versions(
    articles: Sequence[Article], *, keys: Sequence[str] = (), known: Known | None = None
) -> dict[Key, Article]:
    """For each older issue of a text the newest one: the same title but for its year, a later issue, shared wording.

    Of articles that are made of the same as before, as their `keys` say, and compared then, it is `known`.
    """
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        title = _ISSUE.sub("", normal_form(article.title or ""))
        if _age(article) and len(title) >= SHORTEST:
            groups[title].append(article)
    names = {id(article): key for article, key in zip(articles, keys, strict=False)}
    shared = _Shared(names, known or Known())
    found = {
        older.key: newest for group in groups.values() if len(group) > 1 for older, newest in _superseded(group, shared)
    }
    shared.leave()
    return found


class _Shared:
    """Which articles share their wording: as it was found before, else looked at."""

    def __init__(self, names: Mapping[int, str], known: Known) -> None:
        self._names, self._known = names, known
        table = known.table(TABLE)
        self._before = dict(zip(table["keys"].tolist(), table["shared"].tolist(), strict=True)) if table else {}
        self._found: dict[int, bool] = {}
        self._runs = functools.cache(_runs)  # of those alone that could be issues of one text, each once

    def __call__(self, older: Article, newer: Article) -> bool:
        one, other = (self._names.get(id(article), "") for article in (older, newer))
        if not one or not other:
            return self._looked(older, newer)
        [key] = keys_of([f"{one} {other}"]).tolist()
        before = self._before.get(key)
        self._found[key] = self._looked(older, newer) if before is None else before
        return self._found[key]

    def _looked(self, older: Article, newer: Article) -> bool:
        return _share_wording(self._runs(older), self._runs(newer))

    def leave(self) -> None:
        if self._names:
            table = {"shared": np.asarray(list(self._found.values()), np.bool_)}
            self._known.leave(TABLE, table, keys=np.asarray(list(self._found), np.uint64))


def wording_in(newer: Sequence[str], *, of: str) -> int | None:
    """Which of a newer version's paragraphs came in the place of one of the older; None where none is alike."""
    found = process.extractOne(_form(of), map(_form, newer), scorer=fuzz.ratio, score_cutoff=REWORDED)
    return found[2] if found else None


@functools.lru_cache(maxsize=512)  # the paragraphs of a text that has issues are found together, again and again
def _form(text: str) -> str:
    return normal_form(text)


def _superseded(
    group: Sequence[Article], share: Callable[[Article, Article], bool]
) -> Iterator[tuple[Article, Article]]:
    """(older, newest) of articles under one title; a title heads several texts, so a few of the newest are tried."""
    ranked = sorted(group, key=lambda article: (_age(article), article.file), reverse=True)
    for older in ranked[1:]:
        for newer in ranked[:_TRIED]:
            if _is_newer(newer, older) and _is_of_one_place(older, newer) and share(older, newer):
                yield older, newer
                break


def _age(article: Article) -> tuple[int, ...]:
    """The year of the issue, as its title says it, its date or the name of its file; and the day. Empty where none does."""
    said = _YEAR.search(article.title or "") or (
        None if article.date else _YEAR.search(PurePosixPath(article.file).stem)
    )
    day = article.date.toordinal() if article.date else 0
    if said:
        return int(said[1]), day
    return (article.date.year, day) if article.date else ()


def _is_newer(one: Article, other: Article) -> bool:
    (year, day), (other_year, other_day) = _age(one), _age(other)
    return year > other_year or (year == other_year and 0 < other_day < day)


def _is_of_one_place(one: Article, other: Article) -> bool:
    """Two cities issue texts of one title with much the same wording, and neither replaces the other's."""
    return one.region is None or other.region is None or one.region == other.region


def _share_wording(runs: set[str], others: set[str]) -> bool:
    return bool(runs and others) and len(runs & others) >= SHARED * min(len(runs), len(others))


def _runs(article: Article) -> set[str]:
    text = normal_form("".join(paragraph.text for paragraph in article.paragraphs))
    return {text[i : i + _RUN] for i in range(len(text) - _RUN + 1)}
