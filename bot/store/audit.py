"""What admins did, and what others were refused."""

from __future__ import annotations

from sqlalchemy import insert, select

from .database import Database
from .records import Deed
from .schema import ACTIONS


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, deed: Deed) -> None:
        row = {"who": deed.who, "action": deed.action, "detail": deed.detail, "allowed": deed.allowed}
        with self._database.write() as connection:
            connection.execute(insert(ACTIONS).values(**row, at=deed.at))

    def latest(self, *, limit: int = 20) -> tuple[Deed, ...]:
        """The last deeds, latest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(ACTIONS).order_by(ACTIONS.c.id.desc()).limit(limit)).all()
        return tuple(Deed(row.at, row.who, row.action, row.detail, row.allowed) for row in rows)
