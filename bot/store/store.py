"""The front door: what the shells remember, and how it is forgotten."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from .audit import Audit
from .database import WAIT, Database, open_database
from .editions import Editions
from .feedback import Feedbacks
from .gaps import Gaps
from .links import Links
from .receipts import Receipts
from .records import CHINA, Retention
from .regions import Regions
from .replicas import Replicas
from .schema import (
    ACTIONS,
    EDITIONS,
    FEEDBACK,
    GAP_COUNTS,
    GAPS,
    LINKS,
    RECEIPTS,
    REGIONS,
    STATISTICS,
    SUBSCRIPTIONS,
    UPDATES,
)
from .statistics import Statistics
from .subscriptions import Subscriptions
from .updates import Updates


class Store:
    """All calls block for milliseconds, may come from any thread, and raise `StoreError` and nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.regions = Regions(database)
        self.receipts = Receipts(database)
        self.feedback = Feedbacks(database)
        self.gaps = Gaps(database)
        self.links = Links(database)
        self.subscriptions = Subscriptions(database)
        self.editions = Editions(database)
        self.audit = Audit(database)
        self.updates = Updates(database)
        self.replicas = Replicas(database)
        self.statistics = Statistics(database)

    def together(self) -> AbstractContextManager[None]:
        """What this thread asks of the store meanwhile is kept all together or not at all, and sooner."""
        return self._database.together()

    def forget(self, worker: int) -> None:
        """Deletes all that is kept of a worker, from the raw files too. What an admin did stays for its time."""
        owner = self._database.digest(str(worker))
        answers = select(RECEIPTS.c.id).where(RECEIPTS.c.owner == owner)
        with self._database.write() as connection:
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.answer.in_(answers)))
            for table, mine in (
                (RECEIPTS, RECEIPTS.c.owner == owner),
                (REGIONS, REGIONS.c.owner == owner),
                (LINKS, LINKS.c.worker == worker),
                (SUBSCRIPTIONS, SUBSCRIPTIONS.c.worker == worker),
            ):
                connection.execute(delete(table).where(mine))
            refused = (ACTIONS.c.who == worker) & ACTIONS.c.allowed.is_(False)
            connection.execute(update(ACTIONS).where(refused).values(who=0))
        self._database.scrub()

    def expire(self, now: dt.datetime, *, retention: Retention | None = None) -> int:
        """Deletes what has been kept for its time, then checks what is left; says how many rows went. Once a day is enough."""
        kept = retention or Retention()
        with self._database.write() as connection:
            gone = sum(connection.execute(delete(table).where(old)).rowcount for table, old in _expired(now, kept))
        self._database.scrub()
        self._database.check()
        return gone

    def close(self) -> None:
        self._database.close()


def open_store(state: str, *, wait: float = WAIT) -> Store:
    """The store in a folder (made where missing), or at an SQLAlchemy address; raises `StoreError`.

    `wait` is for how many seconds a call waits for another's end before it gives up.
    """
    return Store(open_database(state, wait=wait))


def _expired(now: dt.datetime, kept: Retention) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    def before(days: int) -> dt.datetime:
        return now - dt.timedelta(days=days)

    gaps = select(GAPS.c.id)
    return (
        (RECEIPTS, RECEIPTS.c.at < before(kept.receipts)),
        (FEEDBACK, FEEDBACK.c.at < before(kept.feedback)),
        (GAPS, GAPS.c.last < before(kept.gaps)),
        (GAP_COUNTS, GAP_COUNTS.c.gap.not_in(gaps)),
        (LINKS, or_(LINKS.c.expires <= now, LINKS.c.gap.not_in(gaps))),
        (REGIONS, REGIONS.c.at < before(kept.regions)),
        (SUBSCRIPTIONS, SUBSCRIPTIONS.c.at < before(kept.subscriptions)),
        (EDITIONS, EDITIONS.c.at < before(kept.editions)),
        (ACTIONS, ACTIONS.c.at < before(kept.actions)),
        (UPDATES, UPDATES.c.at < before(kept.updates)),
        (STATISTICS, STATISTICS.c.day < before(kept.statistics).astimezone(CHINA).date()),
    )
