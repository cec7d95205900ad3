"""The place that a worker chose."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from sqlalchemy import bindparam, delete, select
from sqlalchemy.engine import Dialect

from .database import Database
from .schema import REGIONS
from .statements import Ready, upsert


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
        with self._database.glance() as connection:
            found = _finding(connection.dialect).run(connection, {"of": owner})
        return str(found[0]) if found else ""


@lru_cache(maxsize=16)  # asked with every question
def _finding(dialect: Dialect) -> Ready:
    return Ready(select(REGIONS.c.region).where(REGIONS.c.owner == bindparam("of")), dialect)
