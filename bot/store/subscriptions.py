"""The topics that workers follow."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, update

from .database import Database, insert_new
from .schema import SUBSCRIPTIONS


class Subscriptions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, worker: int, topic: str, *, library: str = "", now: dt.datetime) -> None:
        """Follows a topic from here on: of `library`, the one of today, no digest is sent."""
        row = {"worker": worker, "topic": topic, "told": library, "at": now}
        with self._database.write() as connection:
            insert_new(connection, SUBSCRIPTIONS, row)

    def unfollow(self, worker: int, topic: str = "") -> int:
        """Ends following a topic, or all; says how many ended. Also for a worker who has blocked the bot."""
        mine = SUBSCRIPTIONS.c.worker == worker
        with self._database.write() as connection:
            ended = mine & (SUBSCRIPTIONS.c.topic == topic) if topic else mine
            return connection.execute(delete(SUBSCRIPTIONS).where(ended)).rowcount

    def topics(self, worker: int) -> tuple[str, ...]:
        """What a worker follows, in the order of beginning."""
        wanted = select(SUBSCRIPTIONS.c.topic).where(SUBSCRIPTIONS.c.worker == worker)
        with self._database.read() as connection:
            ordered = wanted.order_by(SUBSCRIPTIONS.c.at, SUBSCRIPTIONS.c.topic)
            return tuple(connection.execute(ordered).scalars())

    def followers(self, *, library: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Workers who have not been told of this library, each with the topics that they follow."""
        wanted = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.told != library)
        topics: dict[int, tuple[str, ...]] = {}
        with self._database.read() as connection:
            for row in connection.execute(wanted.order_by(SUBSCRIPTIONS.c.worker, SUBSCRIPTIONS.c.topic)):
                topics[row.worker] = (*topics.get(row.worker, ()), row.topic)
        return tuple(topics.items())

    def tell(self, worker: int, *, library: str) -> bool:
        """Marks a worker as told of this library; True for the one caller who did, and who now sends the digest."""
        untold = (SUBSCRIPTIONS.c.worker == worker) & (SUBSCRIPTIONS.c.told != library)
        with self._database.write() as connection:
            return connection.execute(update(SUBSCRIPTIONS).where(untold).values(told=library)).rowcount > 0
