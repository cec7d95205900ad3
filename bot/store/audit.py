"""What admins did, and what others were refused."""

from __future__ import annotations

from sqlalchemy import insert, select

from .database import Database
from .records import Action
from .schema import ACTIONS


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, action: Action) -> None:
        row = {"who": action.who, "action": action.action, "detail": action.detail, "allowed": action.allowed}
        with self._database.write() as connection:
            connection.execute(insert(ACTIONS).values(**row, at=action.at))

    def latest(self, *, limit: int = 20) -> tuple[Action, ...]:
        """The last actions, latest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(ACTIONS).order_by(ACTIONS.c.id.desc()).limit(limit)).all()
        return tuple(Action(row.at, row.who, row.action, row.detail, row.allowed) for row in rows)
