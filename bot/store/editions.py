"""News by topic, one edition a library that brought any: what followers are told of, over a restart too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select

from .database import Database
from .schema import EDITIONS


class Editions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, news: Mapping[str, Iterable[str]], *, now: dt.datetime) -> int:
        """Keeps the passages that are new under each topic and gives the edition's number; 0 where nothing is new.

        What an earlier edition had is no news: a library that was gone back from and taken up again tells nobody twice.
        """
        with self._database.write() as connection:
            kept = connection.execute(select(EDITIONS.c.news)).scalars()
            known = {(topic, passage) for edition in kept for topic, passages in edition for passage in passages}
            found = (
                (topic, [one for one in passages if (topic, one) not in known]) for topic, passages in news.items()
            )
            fresh = tuple((topic, passages) for topic, passages in found if passages)
            if not fresh:
                return 0
            return int(
                connection.execute(insert(EDITIONS).values(news=fresh, at=now).returning(EDITIONS.c.id)).scalar_one()
            )
