"""The topics that workers follow, and who is still to be told of which news."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update

from .database import Database
from .records import Follower
from .schema import EDITIONS, SUBSCRIPTIONS
from .statements import insert_new


class Subscriptions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, worker: int, topic: str, *, now: dt.datetime) -> bool:
        """Follows a topic from here on: no digest is sent of news that are out. False where it was followed already."""
        with self._database.write() as connection:
            latest = connection.execute(select(func.max(EDITIONS.c.id))).scalar() or 0
            row = {"worker": worker, "topic": topic, "edition": latest, "at": now}
            return insert_new(connection, SUBSCRIPTIONS, row)

    def unfollow(self, worker: int, topic: str = "") -> tuple[str, ...]:
        """Ends following a topic, or all; says which. Also for a worker who has blocked the bot."""
        mine = SUBSCRIPTIONS.c.worker == worker
        with self._database.write() as connection:
            ended = mine & (SUBSCRIPTIONS.c.topic == topic) if topic else mine
            gone = connection.execute(delete(SUBSCRIPTIONS).where(ended).returning(SUBSCRIPTIONS.c.topic))
            return tuple(sorted(gone.scalars()))

    def topics(self, worker: int) -> tuple[str, ...]:
        """What a worker follows, in the order of beginning."""
        wanted = select(SUBSCRIPTIONS.c.topic).where(SUBSCRIPTIONS.c.worker == worker)
        with self._database.read() as connection:
            ordered = wanted.order_by(SUBSCRIPTIONS.c.at, SUBSCRIPTIONS.c.topic)
            return tuple(connection.execute(ordered).scalars())

    def followed(self) -> tuple[str, ...]:
        """All topics that anybody follows."""
        with self._database.read() as connection:
            wanted = select(SUBSCRIPTIONS.c.topic).distinct().order_by(SUBSCRIPTIONS.c.topic)
            return tuple(connection.execute(wanted).scalars())

    def behind(self) -> tuple[Follower, ...]:
        """Workers whom news of their topics were not told, with those news; the oldest news first."""
        with self._database.read() as connection:
            editions = connection.execute(select(EDITIONS).order_by(EDITIONS.c.id)).all()
            latest = editions[-1].id if editions else 0
            wanted = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.edition < latest)
            rows = connection.execute(wanted.order_by(SUBSCRIPTIONS.c.worker, SUBSCRIPTIONS.c.topic)).all()
        found: dict[int, dict[str, tuple[str, ...]]] = {}
        for row in rows:
            later = (dict(edition.news).get(row.topic, ()) for edition in editions if edition.id > row.edition)
            if passages := tuple(dict.fromkeys(passage for news in later for passage in news)):
                found.setdefault(row.worker, {})[row.topic] = passages
        return tuple(Follower(worker, latest, tuple(news.items())) for worker, news in found.items())

    def tell(self, worker: int, *, edition: int) -> bool:
        """Marks a worker as told up to this edition; True for the one caller who did, and who now sends the digest."""
        untold = (SUBSCRIPTIONS.c.worker == worker) & (SUBSCRIPTIONS.c.edition < edition)
        with self._database.write() as connection:
            return connection.execute(update(SUBSCRIPTIONS).where(untold).values(edition=edition)).rowcount > 0
