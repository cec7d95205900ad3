"""Workers who want to hear when a gap is answered: told once, and not for ever waiting."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select

from .database import Database
from .records import Link
from .schema import GAPS, LINKS
from .statements import upsert


class Links:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, worker: int, gap: int, question: str, *, expires: dt.datetime) -> bool:
        """Remembers that a worker waits for this gap's answer, in place of an earlier wish; False for no gap of ours."""
        change = {"question": question, "expires": expires}
        with self._database.write() as connection:
            if connection.execute(select(GAPS.c.id).where(GAPS.c.id == gap)).first() is None:
                return False
            key = [LINKS.c.worker, LINKS.c.gap]
            upsert(connection, LINKS, {"worker": worker, "gap": gap, **change}, change, key=key)
            return True

    def due(self, *, now: dt.datetime) -> tuple[Link, ...]:
        """Who waits for a gap that is answered by now, in the order of asking."""
        answered = select(GAPS.c.id).where(GAPS.c.answered.is_not(None))
        wanted = select(LINKS).where(LINKS.c.gap.in_(answered), LINKS.c.expires > now).order_by(LINKS.c.id)
        with self._database.read() as connection:
            return tuple(Link(row.id, row.worker, row.gap, row.question) for row in connection.execute(wanted))

    def take(self, link: int) -> bool:
        """Takes a link away; True for the one caller who did, and who now tells the worker."""
        with self._database.write() as connection:
            return connection.execute(delete(LINKS).where(LINKS.c.id == link)).rowcount == 1

    def drop(self, worker: int) -> None:
        """A worker who has blocked the bot waits for nothing."""
        with self._database.write() as connection:
            connection.execute(delete(LINKS).where(LINKS.c.worker == worker))
