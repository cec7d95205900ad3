"""Counts by day: what was asked, how it went, how long it took. Nobody stands in them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from .database import Database
from .records import CHINA, Day, FeedbackKind
from .schema import STATISTICS
from .statements import count_one

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
"""Seconds; the last also holds all that took longer."""


class Statistics:
    def __init__(self, database: Database) -> None:
        self._database = database

    def asked(self, kind: str, *, seconds: float, topics: Iterable[str] = (), now: dt.datetime) -> None:
        """Counts a question by the kind of its answer, with the topics that it touched."""
        bound = next((bound for bound in BOUNDS if seconds <= bound), BOUNDS[-1])
        self._count(now, [("kind", kind), ("latency", str(bound)), *(("topic", topic) for topic in topics)])

    def rated(self, kind: FeedbackKind, *, now: dt.datetime) -> None:
        self._count(now, [("rating", str(kind))])

    def days(self, since: dt.date, until: dt.date) -> tuple[Day, ...]:
        """The days on which something was asked or rated, both ends included, in order."""
        wanted = select(STATISTICS).where(STATISTICS.c.day.between(since, until)).order_by(STATISTICS.c.day)
        days: dict[dt.date, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        with self._database.read() as connection:
            for row in connection.execute(wanted).mappings():
                days[row["day"]][row["measure"]][row["name"]] = row["count"]
        return tuple(_day(date, counts) for date, counts in days.items())

    def _count(self, now: dt.datetime, names: Iterable[tuple[str, str]]) -> None:
        day = now.astimezone(CHINA).date()
        with self._database.write() as connection:
            count_one(
                connection, STATISTICS, [{"day": day, "measure": measure, "name": name} for measure, name in names]
            )


def _day(date: dt.date, counts: dict[str, dict[str, int]]) -> Day:
    latencies = {str(bound): bound for bound in BOUNDS}
    return Day(
        date,
        _most(counts["kind"]),
        _most(counts["rating"]),
        _most(counts["topic"]),
        tuple((bound, counts["latency"][name]) for name, bound in latencies.items() if name in counts["latency"]),
    )


def _most(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
