"""The place that a worker chose."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, delete, select

from .database import Database, upsert
from .schema import REGIONS

_REGION = select(REGIONS.c.region).where(REGIONS.c.owner == bindparam("of"))  # asked with every question


class Regions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(self, worker: int, region: str, *, now: dt.datetime) -> None:
        """Remembers a worker's place; an empty one takes back the choice."""
        owner = self._database.digest(str(worker))
        with self._database.write() as connection:
            if region:
                change = {"region": region, "at": now}
                upsert(connection, REGIONS, {"owner": owner, **change}, change)
            else:
                connection.execute(delete(REGIONS).where(REGIONS.c.owner == owner))

    def find(self, worker: int) -> str:
        """The place that a worker chose; empty where none."""
        owner = self._database.digest(str(worker))
        with self._database.read() as connection:
            return connection.execute(_REGION, {"of": owner}).scalar() or ""
