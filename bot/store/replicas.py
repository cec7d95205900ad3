"""Which processes of one bot are alive: each says so now and again, and hears how many they are."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select

from .database import Database
from .schema import REPLICAS
from .statements import upsert
from .updates import LEASE


class Replicas:
    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, name: str, *, now: dt.datetime) -> int:
        """How many live, this one among them; those that have not been heard of for long are struck off."""
        with self._database.write() as connection:
            connection.execute(delete(REPLICAS).where(REPLICAS.c.at <= now - LEASE))
            upsert(connection, REPLICAS, {"name": name, "at": now}, {"at": now})
            return int(connection.execute(select(func.count()).select_from(REPLICAS)).scalar_one())

    def leave(self, name: str) -> None:
        """This one stops; the others need not wait to have its share."""
        with self._database.write() as connection:
            connection.execute(delete(REPLICAS).where(REPLICAS.c.name == name))
