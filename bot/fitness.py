"""Hits and a worker's circumstances → the order that fits them, and what they should know of each citation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from bot.model import Article, Hit, Key, Passage
from bot.passages.amounts import AmountRole, amounts_in
from bot.passages.dates import deadline_note, year_note
from bot.passages.divisions import NATION, Region
from bot.passages.kinds import NEWS, TextKind
from bot.passages.nearness import Nearness, nearness, place_note, shared, spoken_region

_PLACE = {
    Nearness.SAME: 1.2,
    Nearness.NARROWER: 1.05,
    Nearness.UNKNOWN: 1.0,
    Nearness.ELSEWHERE: 0.8,
}
"""Factors on the score. A passage from elsewhere that says clearly more still comes first, with a note."""
_WIDER = (1.06, 1.1, 1.15)
"""What holds for the worker too: of the nation, of the province, of the city."""
_SHARED = 0.02
"""For what is done elsewhere, but in the worker's own province, or in their city."""
_NOT_THE_PLACE_NAMED = 0.6
"""Who names a place asks for it: of two passages one of which says twice as much, the one of that place comes first."""

_KIND: Mapping[str, float] = {TextKind.GUIDE: 1.06, TextKind.SPEECH: 0.94}
"""A guide tells what to do, a speech seldom. Without it 1,188 instead of 1,192 of our own 1,782 questions have the right
quote first, and two more have it at all."""
_ROLES = {
    AmountRole.STANDARD: "标准是{}",
    AmountRole.CASE: "{}是一个人的情况",
    AmountRole.TOTAL: "{}是发放总数，不是每人的数额",
}
_AT_MOST = "最多{}，不是人人都有这么多"
_AMOUNTS = 4
"""Amounts explained below one quote; a longer list explains nothing."""

_SUPERSEDED = 0.8
_YEAR_NAMED = 1.2
"""For an older issue, and for what is of the year that the question names. Both by judgement: of our own 1,782 questions
none meets an older issue, and 3 are answered otherwise by the year, one of them worse."""
_EXPIRED = 0.7
"""For what is past its last day. Without it 1,472 instead of 1,484 of our own 1,782 questions have the right quote."""
_A_YEAR_OLDER, _OLDEST = 0.015, 0.06
"""Recency breaks near-ties: what it takes off for a year, and at the most."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where the worker is (`named`: in the question itself), what day it is (None: nothing is said of deadlines)."""

    region: Region | None = None
    named: bool = False
    today: dt.date | None = None
    year: int | None = None
    """The year that the question names: an older version is then what is asked for."""
    one_of: tuple[Region, ...] = ()
    """Where it is not sure which is meant: places of the one name that the question names."""
    newer: Mapping[Key, Article] = field(default_factory=dict)
    """article → the newest issue of the same text"""


def fitted(hits: Sequence[Hit], worker: Circumstances) -> tuple[Hit, ...]:
    """The hits in the order that fits; none is added or taken away, equal ones keep their order."""
    newest = newest_of(hits)
    found = ((hit, prod(factors(hit.passage, worker, newest).values())) for hit in hits)
    weighed = [
        Hit(hit.passage, hit.score * factor, hit.below_floor, hit.is_far) if factor != 1.0 else hit
        for hit, factor in found
    ]
    return tuple(sorted(weighed, key=lambda hit: -hit.score))


def is_elsewhere(passage: Passage, worker: Circumstances) -> bool:
    return nearness(passage.region, worker.region) is Nearness.ELSEWHERE


def is_expired(article: Article, worker: Circumstances) -> bool:
    return bool(article.expires and worker.today and article.expires < worker.today)


def is_superseded(article: Article, worker: Circumstances) -> bool:
    """True for an older version, unless its year is asked for."""
    return article.key in worker.newer and not _is_asked_for(article, worker)


def notes_on(passage: Passage, quote: str, worker: Circumstances) -> tuple[str, ...]:
    """What a worker should know of the citation, the weightiest first."""
    return tuple(note for note in _notes(passage, quote, worker) if note)


def factors(passage: Passage, worker: Circumstances, newest: dt.date | None) -> dict[str, float]:
    """By what a passage's score is multiplied, under the names of the reasons; reasons that change nothing are left out."""
    article = passage.article
    asked_for = _is_asked_for(article, worker)
    near = nearness(passage.region, worker.region)
    named_other = worker.named and near is Nearness.ELSEWHERE
    found = {
        "year": _YEAR_NAMED if asked_for else 1.0,
        "place": _NOT_THE_PLACE_NAMED if named_other else _place_factor(near, passage.region, worker.region),
        "kind": _KIND.get(passage.kind, 1.0),
        "age": 1 - min(_OLDEST, _A_YEAR_OLDER * (newest - article.date).days / 365) if article.date and newest else 1.0,
        "superseded": _SUPERSEDED if is_superseded(article, worker) else 1.0,
        "expired": _EXPIRED if is_expired(article, worker) and not asked_for else 1.0,
    }
    return {name: factor for name, factor in found.items() if factor != 1.0}


def _place_factor(near: Nearness, passage: Region | None, worker: Region | None) -> float:
    """Nearer is more: the worker's own place, its city, its province, the nation, not stated, elsewhere."""
    if near is Nearness.WIDER:
        return _WIDER[0 if not passage or passage == NATION else min(len(passage), len(_WIDER) - 1)]
    factor = _PLACE[near]
    return factor + _SHARED * shared(passage, worker) if near is Nearness.ELSEWHERE and passage and worker else factor


def newest_of(hits: Iterable[Hit]) -> dt.date | None:
    return max((hit.passage.article.date for hit in hits if hit.passage.article.date), default=None)


def _is_asked_for(article: Article, worker: Circumstances) -> bool:
    return worker.year is not None and article.date is not None and article.date.year == worker.year


def _notes(passage: Passage, quote: str, worker: Circumstances) -> Iterable[str | None]:
    article = passage.article
    if worker.region and passage.region:
        yield place_note(passage.region, worker.region)
    if passage.region and passage.region in worker.one_of:
        yield f"叫“{passage.region[-1]}”的地方不止一个，这是{spoken_region(passage.region)}的做法"
    if newer := worker.newer.get(article.key):
        yield f"这份文件有更新的版本：{_version(newer)}"
    if is_expired(article, worker) and article.expires:
        yield f"本文已于{article.expires.year}年{article.expires.month}月{article.expires.day}日过期"
    if worker.today:
        yield deadline_note(quote, report=article.date, today=worker.today)
    yield year_note(quote, report=article.date)
    yield _amounts_said(passage.text, quote)
    if passage.kind in (TextKind.REPORT, TextKind.SPEECH):
        yield NEWS
    if article.continued_from:
        yield f"本文{article.continued_from}，前半部分不在资料库里"


def _amounts_said(text: str, quote: str) -> str | None:
    """What each amount of the quote is: an entitlement, one person's case, a total. Of unsure ones nothing is said."""
    if "元" not in quote and "块钱" not in quote:  # most quotes, and an amount is told by all that its passage says
        return None
    start = text.find(quote)
    within = [a for a in amounts_in(text) if start <= a.start and a.end <= start + len(quote)]
    if len(within) > _AMOUNTS:  # of a long list of grades the quote tells more than its first four
        within = [a for a in within if a.role is not AmountRole.STANDARD][:_AMOUNTS]
    said = []
    for role, words in _ROLES.items():
        if figures := dict.fromkeys(text[a.start : a.end] for a in within if a.role is role and not a.at_most):
            said.append(words.format("、".join(figures)))
        if most := dict.fromkeys(a.figure for a in within if a.role is role and a.at_most):
            said.append(_AT_MOST.format("、".join(most)))
    return "文中金额：" + "；".join(said) if said else None


def _version(article: Article) -> str:
    date = f"（{article.date.isoformat()}）" if article.date else ""
    return f"《{article.title or article.file}》{date}"
