"""Updates that were handled: Telegram delivers some twice, and to several replicas."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, select, update

from .database import Database
from .records import Claim
from .schema import UPDATES
from .statements import insert_new

LEASE = dt.timedelta(seconds=15)
"""How long a claim holds that nobody renewed or finished: several beats of its holder, less than a worker waits in vain."""


class Updates:
    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, number: int, *, holder: str, now: dt.datetime, lease: dt.timedelta = LEASE) -> Claim:
        """Says who handles an update. `holder` names a process, the same for its whole life.

        A claim that was not finished or renewed within the lease, its holder having died, goes to the next who asks.
        """
        with self._database.write() as connection:
            if insert_new(connection, UPDATES, {"id": number, "holder": holder, "done": False, "at": now}):
                return Claim.OURS
            left = (UPDATES.c.id == number) & UPDATES.c.done.is_(False) & (UPDATES.c.at <= now - lease)
            if connection.execute(update(UPDATES).where(left).values(holder=holder, at=now)).rowcount:
                return Claim.OURS
            done = connection.execute(select(UPDATES.c.done).where(UPDATES.c.id == number)).scalar()
            return Claim.DONE if done else Claim.ELSEWHERE

    def renew(self, *, holder: str, now: dt.datetime) -> int:
        """The holder lives and is still at its unfinished claims; says how many they are."""
        with self._database.write() as connection:
            return connection.execute(update(UPDATES).where(_unfinished(holder)).values(at=now)).rowcount

    def finish(self, number: int, *, holder: str) -> bool:
        """The update was handled; False where the claim had gone to another meanwhile."""
        ours = (UPDATES.c.id == number) & (UPDATES.c.holder == holder)
        with self._database.write() as connection:
            return connection.execute(update(UPDATES).where(ours).values(done=True)).rowcount == 1

    def release(self, *, holder: str) -> int:
        """Gives up what a holder that stops has not finished, so that the next who asks need not wait for the lease."""
        with self._database.write() as connection:
            return connection.execute(delete(UPDATES).where(_unfinished(holder))).rowcount


def _unfinished(holder: str) -> ColumnElement[bool]:
    return (UPDATES.c.holder == holder) & UPDATES.c.done.is_(False)
