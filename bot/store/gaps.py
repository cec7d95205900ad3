"""Questions that the library could not answer well, gathered by their content words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, func, null, select, update
from sqlalchemy.engine import Dialect

from .database import Database
from .records import Gap, GapCount
from .schema import GAP_COUNTS, GAPS
from .statements import Ready, count_one, inserting


class Gaps:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, words: Iterable[str], question: str, *, reason: str, place: str = "", now: dt.datetime) -> int:
        """Counts a question under its content words, in whatever order, and opens that gap (again); says which.

        The question is kept as an example: the caller has taken personal numbers out of it.
        """
        with self._database.write() as connection:
            gap = _opened(connection, tuple(sorted(set(words))), question, now)
            count_one(connection, GAP_COUNTS, [{"gap": gap, "place": place, "reason": reason}])
            return gap

    def open(self, *, limit: int = 1000) -> tuple[Gap, ...]:
        """The gaps without an answer, most asked first, then latest first."""
        asked = select(func.sum(GAP_COUNTS.c.count)).where(GAP_COUNTS.c.gap == GAPS.c.id).scalar_subquery()
        wanted = select(GAPS).where(GAPS.c.answered.is_(None)).order_by(asked.desc(), GAPS.c.last.desc(), GAPS.c.id)
        with self._database.read() as connection:
            rows = connection.execute(wanted.limit(limit)).all()
            counts = _counts(connection, [row.id for row in rows])
        return tuple(Gap(r.id, r.words, r.question, r.first, r.last, counts.get(r.id, ())) for r in rows)

    def close(self, gaps: Iterable[int], *, now: dt.datetime) -> int:
        """Marks gaps as answered; says how many of them were open."""
        open_ones = GAPS.c.id.in_(list(gaps)) & GAPS.c.answered.is_(None)
        with self._database.write() as connection:
            return connection.execute(update(GAPS).where(open_ones).values(answered=now)).rowcount


def _opened(connection: Connection, words: tuple[str, ...], question: str, now: dt.datetime) -> int:
    row = {"words": words, "question": question, "first": now, "last": now}
    opened = _opening(connection.dialect).run(connection, row) or ()
    return int(opened[0])


@lru_cache(maxsize=16)
def _opening(dialect: Dialect) -> Ready:
    """A new gap, or one that stands already and is open (again); its id."""
    new = inserting(dialect, GAPS)
    change = {"last": new.excluded.last, "answered": null()}
    opening = new.on_conflict_do_update(index_elements=[GAPS.c.words], set_=change).returning(GAPS.c.id)
    return Ready(opening, dialect, columns=("words", "question", "first", "last"))


def _counts(connection: Connection, gaps: list[int]) -> dict[int, tuple[GapCount, ...]]:
    wanted = (
        select(GAP_COUNTS).where(GAP_COUNTS.c.gap.in_(gaps)).order_by(GAP_COUNTS.c.count.desc(), GAP_COUNTS.c.place)
    )
    counts: dict[int, tuple[GapCount, ...]] = defaultdict(tuple)
    for row in connection.execute(wanted):
        counts[row.gap] += (GapCount(row.place, row.reason, row._mapping["count"]),)
    return counts
